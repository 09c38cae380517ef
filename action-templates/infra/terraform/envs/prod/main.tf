# Two zones for everything; nothing can be deleted by a plan.
module "platform" {
  source = "../../modules/platform"

  name                = "shop"
  environment         = "prod"
  secret_environments = ["prod"]
  protected           = true

  image_platforms    = var.image_platforms
  kubernetes_version = "1.35"
  api_public_cidrs   = var.api_public_cidrs
  admin_role_arns    = var.admin_role_arns

  nodes    = { min_size = 3, max_size = 9, desired_size = 3 }
  database = { instance_class = "db.m7g.large", allocated_storage = 100, max_allocated_storage = 500 }
  cache    = { node_type = "cache.t4g.medium" }
}
