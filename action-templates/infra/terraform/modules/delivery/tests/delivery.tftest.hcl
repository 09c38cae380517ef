mock_provider "helm" {}

variables {
  name           = "shop"
  environment    = "prod"
  region         = "ap-northeast-2"
  namespaces     = ["shop-prod"]
  ops_repository = "https://github.com/acme/ops.git"
}

run "secrets_are_for_the_apps_alone" {
  command = plan

  assert {
    condition     = local.store.spec.conditions[0].namespaces == ["shop-prod", "argocd"]
    error_message = "Any namespace may ask for a secret."
  }
}

run "argo_cd_has_no_shared_password" {
  command = plan

  assert {
    condition     = yamldecode(helm_release.argo_cd.values[0]).configs.cm["admin.enabled"] == "false"
    error_message = "Argo CD has an administrator that everybody may be."
  }
}

run "no_credentials_in_an_address" {
  command = plan

  variables {
    ops_repository = "https://token@github.com/acme/ops.git"
  }

  expect_failures = [var.ops_repository]
}
