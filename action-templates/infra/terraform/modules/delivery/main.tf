resource "helm_release" "external_secrets" {
  name             = "external-secrets"
  namespace        = "external-secrets"
  create_namespace = true

  repository = "https://charts.external-secrets.io"
  chart      = "external-secrets"
  version    = "2.9.0"

  # All or nothing: a release that failed half-way is in the way of the next.
  atomic  = true
  timeout = 600

  values = [yamlencode({
    # The name that the Pod Identity association is for.
    serviceAccount = { name = "external-secrets" }
  })]
}

resource "helm_release" "argo_cd" {
  name             = "argocd"
  namespace        = "argocd"
  create_namespace = true

  repository = "https://argoproj.github.io/argo-helm"
  chart      = "argo-cd"
  version    = "10.1.1"

  atomic  = true
  timeout = 600

  values = [yamlencode({
    # People sign on by SSO (see README.md); until then kubectl is the way in. Nothing is exposed before somebody adds an Ingress.
    configs      = { cm = { "admin.enabled" = "false" } }
    server       = { service = { type = "ClusterIP" } }
    extraObjects = [local.store, local.repository]
  })]

  # Its extra objects are of kinds that External Secrets brings.
  depends_on = [helm_release.external_secrets]
}

locals {
  # The store that the charts of the apps name. Its role reads this cluster's secrets and no others.
  store = {
    apiVersion = "external-secrets.io/v1"
    kind       = "ClusterSecretStore"
    metadata   = { name = "aws-secrets-manager" }
    spec = {
      provider   = { aws = { service = "SecretsManager", region = var.region } }
      conditions = [{ namespaces = concat(sort(var.namespaces), ["argocd"]) }]
    }
  }

  # How Argo CD reads the ops repository: a GitHub App that may read its contents.
  repository = {
    apiVersion = "external-secrets.io/v1"
    kind       = "ExternalSecret"
    metadata   = { name = "ops-repository", namespace = "argocd" }
    spec = {
      refreshInterval = "1h"
      secretStoreRef  = { kind = "ClusterSecretStore", name = "aws-secrets-manager" }
      target = {
        name           = "ops-repository"
        creationPolicy = "Owner"
        template = {
          engineVersion = "v2"
          mergePolicy   = "Merge"
          metadata      = { labels = { "argocd.argoproj.io/secret-type" = "repository" } }
          data          = { type = "git", url = var.ops_repository }
        }
      }
      dataFrom = [{ extract = { key = "${var.name}/${var.environment}/argocd/ops-repository" } }]
    }
  }
}
