module sealift/engines/custom-resources

go 1.26.0

// Read for their manifests, never compiled: so each is required alone, without what it requires itself.
require (
	github.com/argoproj/argo-cd/v3 v3.6.1
	github.com/argoproj/argo-rollouts v1.10.2
	github.com/external-secrets/external-secrets v1.3.2
	github.com/kyverno/kyverno v1.19.1
	github.com/prometheus-operator/prometheus-operator v0.85.0
	github.com/sigstore/policy-controller v0.13.1
)
