# What runs in the cluster before Argo CD brings the rest. A root of its own: it needs the cluster's API, the cluster does not
# need it, and a provider cannot be configured by what its own plan makes.
terraform {
  required_version = ">= 1.11.1"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "6.66.0"
    }
    helm = {
      source  = "hashicorp/helm"
      version = "3.1.1"
    }
  }

  backend "s3" {
    bucket       = "acme-tfstate"
    key          = "prod-delivery.tfstate"
    region       = "ap-northeast-2"
    encrypt      = true
    use_lockfile = true
  }
}

provider "aws" {
  region              = var.region
  allowed_account_ids = [var.account_id]
}

data "aws_eks_cluster" "this" {
  name = "shop-prod"
}

provider "helm" {
  kubernetes = {
    host                   = data.aws_eks_cluster.this.endpoint
    cluster_ca_certificate = base64decode(data.aws_eks_cluster.this.certificate_authority[0].data)
    # A fresh token whenever one is needed: one in a variable would end in the middle of a long apply.
    exec = {
      api_version = "client.authentication.k8s.io/v1beta1"
      command     = "aws"
      args        = ["eks", "get-token", "--cluster-name", data.aws_eks_cluster.this.name, "--region", var.region]
    }
  }
}

module "delivery" {
  source = "../../../modules/delivery"

  name           = "shop"
  environment    = "prod"
  region         = var.region
  namespaces     = ["shop-prod"]
  ops_repository = var.ops_repository
}
