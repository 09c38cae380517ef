module "eks" {
  source          = "terraform-aws-modules/eks/aws"
  cluster_name    = "ex-eks"
  vpc_id          = module.vpc.vpc_id
  subnet_ids      = module.vpc.private_subnets
  manage_aws_auth = true
  eks_managed_node_groups = {
    default = { desired_size = 3, instance_types = ["m7g.large"] }
  }
}
