output "cluster_name" {
  value = module.eks.cluster_name
}

output "database_address" {
  description = "Host of the app's DATABASE_URL."
  value       = module.database.db_instance_address
}

output "database_administrator_secret_arn" {
  description = "Where RDS keeps the administrator's password. For people who make roles, not for apps."
  value       = module.database.db_instance_master_user_secret_arn
}

output "cache_address" {
  value = module.cache.replication_group_primary_endpoint_address
}

output "secrets_to_fill" {
  description = "Secrets that have no value until somebody puts one: see README.md."
  value       = sort(local.filled_by_people)
}

output "node_architecture" {
  value = local.arm64_nodes ? "arm64" : "amd64"
}
