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
  account_id      = "123456789012"
  image_platforms = ["linux/amd64", "linux/arm64"]
  admin_role_arns = ["arn:aws:iam::123456789012:role/administrators"]
}

run "as_shipped" {
  command = plan

  assert {
    condition     = jsonencode(output.secrets_to_fill) == jsonencode(["shop/prod/api/DATABASE_URL", "shop/prod/argocd/ops-repository"])
    error_message = "Other secrets than the charts ask for: ${jsonencode(output.secrets_to_fill)}"
  }
}

run "another_account_is_refused" {
  command = plan

  variables {
    account_id = "prod"
  }

  expect_failures = [var.account_id]
}
