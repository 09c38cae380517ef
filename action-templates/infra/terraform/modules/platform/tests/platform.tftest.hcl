mock_provider "aws" {
  mock_resource "aws_eks_cluster" {
    defaults = {
      certificate_authority = [{ data = "Y2E=" }]
      identity              = [{ oidc = [{ issuer = "https://oidc.eks.ap-northeast-2.amazonaws.com/id/0" }] }]
    }
  }
  mock_resource "aws_db_instance" {
    defaults = {
      master_user_secret = [{
        kms_key_id    = "key"
        secret_arn    = "arn:aws:secretsmanager:ap-northeast-2:123456789012:secret:rds"
        secret_status = "active"
      }]
    }
  }
  mock_data "aws_subnets" {
    defaults = { ids = ["subnet-a", "subnet-b", "subnet-c"] }
  }
  mock_data "aws_iam_policy_document" {
    defaults = { json = "{}" }
  }
}
mock_provider "random" {}
mock_provider "time" {}
mock_provider "null" {}
mock_provider "cloudinit" {}
mock_provider "tls" {
  mock_data "tls_certificate" {
    defaults = {
      certificates = [{
        cert_pem      = "", is_ca = true, issuer = "", not_after = "", not_before = "", public_key_algorithm = "RSA"
        serial_number = "0", sha1_fingerprint = "0", signature_algorithm = "", subject = "", version = 3
      }]
    }
  }
}

variables {
  name                = "shop"
  environment         = "prod"
  secret_environments = ["prod"]
  protected           = true
  image_platforms     = ["linux/amd64", "linux/arm64"]
  kubernetes_version  = "1.35"
  admin_role_arns     = ["arn:aws:iam::123456789012:role/administrators"]
  nodes               = { min_size = 2, max_size = 4, desired_size = 2 }
  database            = { instance_class = "db.m7g.large", allocated_storage = 20, max_allocated_storage = 100 }
  cache               = { node_type = "cache.t4g.micro" }
}

run "images_for_both_run_on_arm64" {
  command = plan

  assert {
    condition     = output.node_architecture == "arm64"
    error_message = "Nodes are ${output.node_architecture}."
  }
}

run "images_for_x86_run_on_x86" {
  command = plan

  variables {
    image_platforms = ["linux/amd64"]
  }

  assert {
    condition     = output.node_architecture == "amd64"
    error_message = "An image for linux/amd64 alone cannot run on ${output.node_architecture}."
  }
}

run "graviton_with_images_for_x86" {
  command = plan

  variables {
    image_platforms = ["linux/amd64"]
    nodes           = { min_size = 2, max_size = 4, desired_size = 2, instance_types = ["m7g.large"] }
  }

  expect_failures = [var.nodes]
}

run "two_architectures_in_one_group" {
  command = plan

  variables {
    nodes = { min_size = 2, max_size = 4, desired_size = 2, instance_types = ["m7g.large", "m7i.large"] }
  }

  expect_failures = [var.nodes]
}

run "x86_types_that_have_a_g" {
  command = plan

  variables {
    image_platforms = ["linux/amd64"]
    nodes           = { min_size = 2, max_size = 4, desired_size = 2, instance_types = ["g4dn.xlarge", "g6.xlarge"] }
  }

  assert {
    condition     = output.node_architecture == "amd64"
    error_message = "g4dn and g6 are x86."
  }
}

run "an_image_for_nothing" {
  command = plan

  variables {
    image_platforms = ["linux/s390x"]
  }

  expect_failures = [var.image_platforms]
}

run "the_api_is_not_for_everybody" {
  command = plan

  variables {
    api_public_cidrs = ["0.0.0.0/0"]
  }

  expect_failures = [var.api_public_cidrs]
}

run "somebody_administers_the_cluster" {
  command = plan

  variables {
    admin_role_arns = []
  }

  expect_failures = [var.admin_role_arns]
}

run "no_administrator_by_pattern" {
  command = plan

  variables {
    admin_role_arns = ["arn:aws:iam::123456789012:role/*"]
  }

  expect_failures = [var.admin_role_arns]
}

run "without_a_network" {
  command = plan

  override_data {
    target = data.aws_subnets.nodes
    values = { ids = [] }
  }

  expect_failures = [data.aws_subnets.nodes]
}
