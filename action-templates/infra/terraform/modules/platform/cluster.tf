locals {
  full_name = "${var.name}-${var.environment}"
  arm64     = contains(var.image_platforms, "linux/arm64")

  instance_types = coalesce(var.nodes.instance_types, [local.arm64 ? "m7g.large" : "m7i.large"])
  # A list that somebody gave may be x86 although the images are for both.
  arm64_nodes = can(regex("^(a1|[a-z-]*[0-9]+[a-z]*g[a-z]*)\\.", local.instance_types[0]))
}

module "eks" {
  source  = "terraform-aws-modules/eks/aws"
  version = "21.19.0"

  name               = local.full_name
  kubernetes_version = var.kubernetes_version

  vpc_id     = data.aws_vpc.this.id
  subnet_ids = data.aws_subnets.nodes.ids

  endpoint_private_access      = true
  endpoint_public_access       = length(var.api_public_cidrs) > 0
  endpoint_public_access_cidrs = length(var.api_public_cidrs) > 0 ? var.api_public_cidrs : null

  # Access entries alone: no ConfigMap in the cluster decides who administers it, nor does whoever happened to make it.
  authentication_mode                      = "API"
  enable_cluster_creator_admin_permissions = false
  access_entries = {
    for arn in var.admin_role_arns : arn => {
      principal_arn = arn
      policy_associations = {
        admin = {
          policy_arn   = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy"
          access_scope = { type = "cluster" }
        }
      }
    }
  }

  deletion_protection = var.protected
  enabled_log_types   = ["api", "audit", "authenticator"]

  # The module installs no add-on by itself: without vpc-cni no node becomes ready. What has to be there before the first
  # node says so. metrics-server is what a HorizontalPodAutoscaler asks.
  addons = {
    vpc-cni = {
      before_compute = true
      # NetworkPolicies are only text until something enforces them.
      configuration_values = jsonencode({ enableNetworkPolicy = "true" })
    }
    eks-pod-identity-agent = { before_compute = true }
    kube-proxy             = {}
    coredns                = {}
    metrics-server         = {}
  }

  eks_managed_node_groups = {
    (local.arm64_nodes ? "arm64" : "amd64") = {
      ami_type       = local.arm64_nodes ? "AL2023_ARM_64_STANDARD" : "AL2023_x86_64_STANDARD"
      instance_types = local.instance_types

      min_size     = var.nodes.min_size
      max_size     = var.nodes.max_size
      desired_size = var.nodes.desired_size

      # A pod cannot ask the node's metadata service for the node's role.
      metadata_options = {
        http_endpoint               = "enabled"
        http_tokens                 = "required"
        http_put_response_hop_limit = 1
      }

      block_device_mappings = {
        root = {
          device_name = "/dev/xvda"
          ebs = {
            volume_size           = 50
            volume_type           = "gp3"
            encrypted             = true
            delete_on_termination = true
          }
        }
      }
    }
  }
}
