# dev and stage share a cluster, in namespaces and databases of their own. One of everything: it may be gone for an hour.
module "platform" {
  source = "../../modules/platform"

  name                = "shop"
  environment         = "dev"
  secret_environments = ["dev", "stage"]
  protected           = false

  image_platforms    = var.image_platforms
  kubernetes_version = "1.35"
  api_public_cidrs   = var.api_public_cidrs
  admin_role_arns    = var.admin_role_arns

  nodes    = { min_size = 2, max_size = 4, desired_size = 2 }
  database = { instance_class = "db.t4g.medium", allocated_storage = 20, max_allocated_storage = 100 }
  cache    = { node_type = "cache.t4g.micro" }
}
