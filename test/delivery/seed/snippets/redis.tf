module "redis" {
  source  = "terraform-aws-modules/elasticache/aws"
  engine  = "redis"
  cluster_mode = false
  node_type = "cache.t4g.medium"
  num_cache_nodes = 1
  subnet_group_name = "ex-redis-subnet"
}
