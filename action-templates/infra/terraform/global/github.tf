# Jobs of GitHub Actions take a role by their OIDC token; there is no access key anywhere. What a token must say is compared
# in full, never by pattern: the subject, the audience, the id of the repository.
locals {
  github_issuer = "token.actions.githubusercontent.com"

  # Repositories made or renamed since July 2026 have the ids of owner and repository in their subject, others may.
  github_subject = {
    for key, one in var.github : key => one.immutable_subject ? format(
      "repo:%s@%d/%s@%d",
      split("/", one.repository)[0], one.owner_id,
      split("/", one.repository)[1], one.repository_id,
    ) : "repo:${one.repository}"
  }

  # An environment is where GitHub asks for an approval: protect infra-dev, infra-prod and infra-plan there.
  github_roles = {
    images     = { repository = "app", where = "ref:refs/heads/main" }
    plan       = { repository = "infra", where = "environment:infra-plan" }
    apply-dev  = { repository = "infra", where = "environment:infra-dev" }
    apply-prod = { repository = "infra", where = "environment:infra-prod" }
  }

  github_subjects = {
    for role, one in local.github_roles : role => "${local.github_subject[one.repository]}:${one.where}"
  }

  github_conditions = {
    for role, one in local.github_roles : role => concat(
      [{
        # The id outlives every name, also where the subject does not have it.
        test     = "StringEquals"
        variable = "${local.github_issuer}:repository_id"
        values   = [tostring(var.github[one.repository].repository_id)]
      }],
      role == "images" && length(var.release_workflows) > 0 ? [{
        test     = "StringEquals"
        variable = "${local.github_issuer}:job_workflow_ref"
        values   = var.release_workflows
      }] : [],
    )
  }
}

locals {
  github_permissions = {
    images = {
      login = {
        actions   = ["ecr:GetAuthorizationToken"]
        resources = ["*"]
      }
      push = {
        actions = [
          "ecr:BatchCheckLayerAvailability",
          "ecr:BatchGetImage",
          "ecr:CompleteLayerUpload",
          "ecr:DescribeImages",
          "ecr:GetDownloadUrlForLayer",
          "ecr:InitiateLayerUpload",
          "ecr:PutImage",
          "ecr:UploadLayerPart",
        ]
        resources = [for image in module.image : image.repository_arn]
      }
    }
    # ReadOnlyAccess reads no secret. A plan compares the one that Terraform writes itself, and it is in the state anyway.
    plan = {
      cache = {
        actions   = ["secretsmanager:GetSecretValue"]
        resources = ["arn:aws:secretsmanager:${var.region}:${var.account_id}:secret:${var.name}/*/api/REDIS_URL-*"]
      }
    }
  }
}

module "github" {
  source  = "terraform-aws-modules/iam/aws//modules/iam-oidc-provider"
  version = "6.5.0"

  url            = "https://${local.github_issuer}"
  client_id_list = ["sts.amazonaws.com"]
}

module "github_role" {
  source  = "terraform-aws-modules/iam/aws//modules/iam-role"
  version = "6.5.0"

  for_each = local.github_roles

  name                 = "${var.name}-github-${each.key}"
  use_name_prefix      = false
  max_session_duration = 3600

  # Not enable_github_oidc: it compares the audience with ForAllValues, which is true of a token without one.
  enable_oidc             = true
  oidc_provider_urls      = [module.github.url]
  oidc_subjects           = [local.github_subjects[each.key]]
  oidc_audiences          = ["sts.amazonaws.com"]
  trust_policy_conditions = local.github_conditions[each.key]

  policies = merge(
    each.key == "plan" ? { read = "arn:aws:iam::aws:policy/ReadOnlyAccess" } : {},
    startswith(each.key, "apply-") ? var.apply_policies : {},
  )

  create_inline_policy      = contains(keys(local.github_permissions), each.key)
  inline_policy_permissions = lookup(local.github_permissions, each.key, null)
}
