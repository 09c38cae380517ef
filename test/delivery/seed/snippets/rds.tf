module "rds" {
  source  = "terraform-aws-modules/rds/aws"
  identifier = "ex-pg"
  engine = "postgres"
  instance_class = "db.m6g.large"
  allocated_storage = 100
  multi_az = true
  username = "ex"
  create_random_password = true
  subnet_ids = module.vpc.private_subnets
}
