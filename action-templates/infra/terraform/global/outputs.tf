output "vpc_ids" {
  description = "Network of each environment."
  value       = { for environment, network in module.network : environment => network.vpc_id }
}

output "data_cidrs" {
  description = "Where databases and caches are: what the charts' NetworkPolicies let pods reach (networkPolicy.to.addresses)."
  value       = { for environment, network in module.network : environment => network.intra_subnets_cidr_blocks }
}

output "image_urls" {
  description = "Where the images go."
  value       = { for name, image in module.image : name => image.repository_url }
}

output "github_role_arns" {
  description = "For `role-to-assume` of aws-actions/configure-aws-credentials."
  value       = { for role, made in module.github_role : role => made.arn }
}

output "github_subjects" {
  description = "The one subject that may take each role. Compare it with the sub claim of a job's token."
  value       = local.github_subjects
}
