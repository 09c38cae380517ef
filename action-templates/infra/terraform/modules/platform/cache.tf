resource "aws_security_group" "cache" {
  name_prefix = "${local.full_name}-cache-"
  description = "Valkey, from the nodes alone"
  vpc_id      = data.aws_vpc.this.id

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_ingress_rule" "cache" {
  security_group_id            = aws_security_group.cache.id
  description                  = "Valkey from the nodes"
  referenced_security_group_id = module.eks.node_security_group_id
  ip_protocol                  = "tcp"
  from_port                    = 6379
  to_port                      = 6379
}

# Letters and digits: it is a part of a URL. It is in the state, as everything is that ElastiCache must be told.
resource "random_password" "cache" {
  length  = 64
  special = false
}

module "cache" {
  source  = "terraform-aws-modules/elasticache/aws"
  version = "1.10.3"

  create_cluster           = false
  create_replication_group = true
  replication_group_id     = local.full_name
  description              = "Cache of ${local.full_name}"

  engine         = "valkey"
  engine_version = var.cache.engine_version
  node_type      = var.cache.node_type

  num_cache_clusters         = var.protected ? 2 : 1
  multi_az_enabled           = var.protected
  automatic_failover_enabled = var.protected

  # The password goes over the wire at every connection: clients speak TLS (rediss://) or not at all.
  transit_encryption_enabled = true
  transit_encryption_mode    = "required"
  at_rest_encryption_enabled = true
  auth_token                 = random_password.cache.result

  create_subnet_group   = true
  subnet_ids            = data.aws_subnets.data.ids
  create_security_group = false
  security_group_ids    = [aws_security_group.cache.id]

  # A cache may be lost; in production it is filled again from last night's.
  snapshot_retention_limit = var.protected ? 7 : 0

  create_parameter_group = false
  apply_immediately      = false
}
