locals {
  # What people fill in: a Secret's value is never an argument here, so it is in no state.
  filled_by_people = toset(concat(
    [for environment in var.secret_environments : "${var.name}/${environment}/api/DATABASE_URL"],
    ["${var.name}/${var.environment}/argocd/ops-repository"],
  ))
  cache_secrets = toset([for environment in var.secret_environments : "${var.name}/${environment}/api/REDIS_URL"])
}

resource "aws_secretsmanager_secret" "filled_by_people" {
  for_each = local.filled_by_people

  name                    = each.value
  recovery_window_in_days = var.protected ? 30 : 0
}

resource "aws_secretsmanager_secret" "cache" {
  for_each = local.cache_secrets

  name                    = each.value
  recovery_window_in_days = var.protected ? 30 : 0
}

resource "aws_secretsmanager_secret_version" "cache" {
  for_each = local.cache_secrets

  secret_id = aws_secretsmanager_secret.cache[each.value].id
  secret_string = format(
    "rediss://:%s@%s:6379/0",
    random_password.cache.result,
    module.cache.replication_group_primary_endpoint_address,
  )
}

# External Secrets reads exactly these. The module's own policy for it also decrypts with every key of the account and lists
# every secret: it is not used.
module "external_secrets_identity" {
  source  = "terraform-aws-modules/eks-pod-identity/aws"
  version = "2.8.1"

  name            = "${local.full_name}-external-secrets"
  use_name_prefix = false

  attach_custom_policy = true
  policy_statements = [{
    sid     = "Read"
    actions = ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"]
    resources = concat(
      [for secret in aws_secretsmanager_secret.filled_by_people : secret.arn],
      [for secret in aws_secretsmanager_secret.cache : secret.arn],
    )
  }]

  associations = {
    controller = {
      cluster_name    = module.eks.cluster_name
      namespace       = "external-secrets"
      service_account = "external-secrets"
    }
  }
}
