output "cluster_name" {
  value = module.platform.cluster_name
}

output "database_address" {
  value = module.platform.database_address
}

output "database_administrator_secret_arn" {
  value = module.platform.database_administrator_secret_arn
}

output "secrets_to_fill" {
  value = module.platform.secrets_to_fill
}

output "node_architecture" {
  value = module.platform.node_architecture
}
