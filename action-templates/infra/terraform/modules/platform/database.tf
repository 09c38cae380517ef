resource "aws_security_group" "database" {
  name_prefix = "${local.full_name}-database-"
  description = "PostgreSQL, from the nodes alone"
  vpc_id      = data.aws_vpc.this.id

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_ingress_rule" "database" {
  security_group_id            = aws_security_group.database.id
  description                  = "PostgreSQL from the nodes"
  referenced_security_group_id = module.eks.node_security_group_id
  ip_protocol                  = "tcp"
  from_port                    = 5432
  to_port                      = 5432
}

module "database" {
  source  = "terraform-aws-modules/rds/aws"
  version = "7.2.0"

  identifier     = local.full_name
  engine         = "postgres"
  engine_version = var.database.major_version
  instance_class = var.database.instance_class
  db_name        = replace(var.name, "-", "_")
  port           = 5432

  allocated_storage     = var.database.allocated_storage
  max_allocated_storage = var.database.max_allocated_storage
  storage_type          = "gp3"
  storage_encrypted     = true

  # RDS makes the administrator's password, keeps it in Secrets Manager and changes it every week: it is in no state and no
  # app may use it (see README.md for the app's own role).
  username                    = "${replace(var.name, "-", "_")}_admin"
  manage_master_user_password = true

  multi_az               = var.protected
  publicly_accessible    = false
  vpc_security_group_ids = [aws_security_group.database.id]

  # Without create_db_subnet_group the subnets would be ignored and the instance put into the default network.
  create_db_subnet_group = true
  subnet_ids             = data.aws_subnets.data.ids

  create_db_parameter_group = true
  family                    = "postgres${var.database.major_version}"
  parameters = [
    { name = "rds.force_ssl", value = "1" },
    # What waits for a lock this long blocks everybody behind it.
    { name = "log_lock_waits", value = "1" },
  ]
  create_db_option_group = false

  backup_retention_period          = var.protected ? 30 : 7
  copy_tags_to_snapshot            = true
  delete_automated_backups         = !var.protected
  deletion_protection              = var.protected
  skip_final_snapshot              = !var.protected
  final_snapshot_identifier_prefix = "${local.full_name}-final"

  auto_minor_version_upgrade  = true
  allow_major_version_upgrade = false
  apply_immediately           = false

  enabled_cloudwatch_logs_exports = ["postgresql", "upgrade"]
  create_cloudwatch_log_group     = true
}
