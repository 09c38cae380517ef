# A network for each environment. Nodes are in private subnets and reach the internet by NAT; databases and caches are in
# data subnets, which have no way out at all.
module "network" {
  source  = "terraform-aws-modules/vpc/aws"
  version = "6.6.0"

  for_each = var.networks

  name = "${var.name}-${each.key}"
  cidr = each.value.cidr
  azs  = var.zones

  # Of a /16: four /20 for pods and nodes, then /24.
  private_subnets = [for at in range(length(var.zones)) : cidrsubnet(each.value.cidr, 4, at)]
  public_subnets  = [for at in range(length(var.zones)) : cidrsubnet(each.value.cidr, 8, 64 + at)]
  intra_subnets   = [for at in range(length(var.zones)) : cidrsubnet(each.value.cidr, 8, 72 + at)]

  enable_nat_gateway     = true
  single_nat_gateway     = !each.value.nat_per_zone
  one_nat_gateway_per_az = each.value.nat_per_zone

  enable_dns_hostnames    = true
  map_public_ip_on_launch = false

  # Whatever has no security group of its own gets one that lets nothing through.
  manage_default_security_group  = true
  default_security_group_ingress = []
  default_security_group_egress  = []

  enable_flow_log                                 = true
  create_flow_log_cloudwatch_log_group            = true
  create_flow_log_cloudwatch_iam_role             = true
  flow_log_cloudwatch_log_group_retention_in_days = 30

  # How the roots of the environments find them, and where a load balancer goes.
  public_subnet_tags  = { tier = "public", "kubernetes.io/role/elb" = "1" }
  private_subnet_tags = { tier = "nodes", "kubernetes.io/role/internal-elb" = "1" }
  intra_subnet_tags   = { tier = "data" }
}

# Layers of images come from S3: by this way they cost nothing and do not go through NAT.
resource "aws_vpc_endpoint" "s3" {
  for_each = var.networks

  vpc_id            = module.network[each.key].vpc_id
  service_name      = "com.amazonaws.${var.region}.s3"
  vpc_endpoint_type = "Gateway"
  route_table_ids   = module.network[each.key].private_route_table_ids
}
