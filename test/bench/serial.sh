#!/bin/bash
# One release as a shell script makes it: the raw tools one after the other, one app after the other, as few calls as the
# same result allows: the same bytes in the image, and the same kinds of statements about it. It leaves out what only Sealift
# does: the release record's joining, the pull request, and the second verification before it.
#
# From the environment: REPOSITORY, COMMIT, REF, APPS, IMAGES (prefix), ACTOR, TOKEN (contents, packages, security-events),
# ID_TOKEN_URL and ID_TOKEN_BEARER (id-token), IDENTITY (that the certificates carry), VERDICT_TYPE, RECORD_TYPE,
# BUILDKIT_HOST; an empty HOME.
set -euo pipefail
cd "$HOME"

step() { printf 'step %s\n' "$*" >&2; }

# Logins, builder, sources: once.
mkdir -p docker
export DOCKER_CONFIG=$HOME/docker BUILDX_CONFIG=$HOME/buildx
printf '{"auths":{"ghcr.io":{"auth":"%s"}}}' "$(printf '%s:%s' "$ACTOR" "$TOKEN" | base64 -w0)" > docker/config.json
printf 'authorization: Bearer %s' "$TOKEN" > github-header
printf 'authorization: Bearer %s' "$ID_TOKEN_BEARER" > id-token-header
step checkout
GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=http.https://github.com/.extraheader \
  GIT_CONFIG_VALUE_0="authorization: basic $(printf 'x-access-token:%s' "$TOKEN" | base64 -w0)" \
  git clone --quiet "https://github.com/$REPOSITORY" source
git -C source checkout --quiet --detach "$COMMIT"
time=$(git -C source show --no-patch --format=%ct "$COMMIT")
buildx create --name serial --driver remote "$BUILDKIT_HOST" > /dev/null

step trivy database
trivy image --download-db-only --quiet --skip-version-check --disable-telemetry --cache-dir trivy

# $1: a JavaScript expression over `json`, $2: a file
query() { node -p "const json = JSON.parse(require('node:fs').readFileSync('$2', 'utf8')); $1"; }

upload_sarif() {
  gzip -9 -c "$1" | base64 -w0 > sarif.base64
  printf '{"commit_sha":"%s","ref":"%s","sarif":"%s"}' "$COMMIT" "$REF" "$(cat sarif.base64)" > upload.json
  local api="https://api.github.com/repos/$REPOSITORY/code-scanning/sarifs"
  ask() { curl -sS --fail-with-body -H @../github-header -H 'content-type: application/json' "$@"; }
  ask -d @upload.json "$api" > receipt.json
  local id status
  id=$(query json.id receipt.json)
  for _ in $(seq 60); do
    ask "$api/$id" > status.json
    status=$(query json.processing_status status.json)
    [ "$status" = pending ] || break
    sleep 1
  done
  [ "$status" = complete ]
}

identity_token() {
  curl -sS --fail-with-body -H @../id-token-header "$ID_TOKEN_URL&audience=sigstore" > token.json
  query json.value token.json | tr -d '\n' > identity-token
}

for app in $APPS; do
  image=$IMAGES/$app
  mkdir "$app"
  cd "$app"

  step "$app build"
  # Not by SOURCE_DATE_EPOCH, which as a build argument would keep it from its own cache at each commit.
  buildx build \
    --builder serial --progress quiet --file "../source/apps/$app/Dockerfile" --platform linux/amd64 \
    --label "org.opencontainers.image.source=https://github.com/$REPOSITORY" \
    --label "org.opencontainers.image.revision=$COMMIT" \
    --provenance mode=max \
    --output "type=oci,tar=false,dest=layout,source-date-epoch=$time,rewrite-timestamp=true" ../source > /dev/null

  step "$app trivy"
  trivy image --input layout --scanners vuln --format json --output report.json --cache-dir ../trivy \
    --skip-db-update --offline-scan --quiet --skip-version-check --disable-telemetry
  trivy convert --format sarif --output report.sarif --quiet report.json
  blocking=$(query "(json.Results ?? []).flatMap((result) => result.Vulnerabilities ?? [])
    .filter(({ Severity, FixedVersion }) => Severity === 'CRITICAL' && FixedVersion).length" report.json)
  [ "$blocking" = 0 ]

  step "$app code scanning"
  upload_sarif report.sarif

  step "$app syft"
  # Syft takes a layout with one image in it, and does not look into BuildKit's index.
  mkdir view
  ln -s ../layout/blobs view/blobs
  cp layout/oci-layout view
  root=$(query json.manifests[0].digest layout/index.json)
  query "JSON.stringify({ schemaVersion: 2, manifests: [json.manifests[0]] })" "layout/blobs/${root/://}" > view/index.json
  SYFT_CHECK_FOR_APP_UPDATE=false syft scan oci-dir:view --quiet \
    --source-name "$image" --output spdx-json=sbom.spdx.json --output cyclonedx-json=sbom.cdx.json

  step "$app push"
  index=$(crane push layout "$image:sha-$COMMIT")
  manifest=$image@$(crane digest --platform linux/amd64 "$index")

  step "$app sign"
  identity_token
  printf '{"verdict":"pass","subject":"%s","blocking":%s}' "$manifest" "$blocking" > verdict.json
  printf '{"app":"%s","image":"%s","commit":"%s"}' "$app" "$index" "$COMMIT" > record.json
  printf '{"buildDefinition":{"buildType":"https://actions.github.io/buildtypes/workflow/v1","externalParameters":{"repository":"%s","ref":"%s"}},"runDetails":{"builder":{"id":"%s"}}}' \
    "$REPOSITORY" "$REF" "$IDENTITY" > provenance.json
  cosign sign --yes --identity-token identity-token "$index"
  cosign sign --yes --identity-token identity-token "$manifest"

  step "$app attest"
  cosign attest --yes --identity-token identity-token --type spdxjson --predicate sbom.spdx.json "$manifest"
  cosign attest --yes --identity-token identity-token --type "$VERDICT_TYPE" --predicate verdict.json "$manifest"
  cosign attest --yes --identity-token identity-token --type "$RECORD_TYPE" --predicate record.json "$index"
  cosign attest --yes --identity-token identity-token --type slsaprovenance1 --predicate provenance.json "$index"
  cosign attest --yes --identity-token identity-token --type slsaprovenance1 --predicate provenance.json "$manifest"

  step "$app verify"
  trusted=(
    "--certificate-identity=$IDENTITY"
    --certificate-oidc-issuer=https://token.actions.githubusercontent.com
    "--certificate-github-workflow-repository=$REPOSITORY"
    "--certificate-github-workflow-ref=$REF"
    --output=json
  )
  cosign verify "${trusted[@]}" "$index" > /dev/null
  cosign verify "${trusted[@]}" "$manifest" > /dev/null
  cosign verify-attestation "${trusted[@]}" --type spdxjson "$manifest" > /dev/null
  cosign verify-attestation "${trusted[@]}" --type "$VERDICT_TYPE" "$manifest" > /dev/null
  cosign verify-attestation "${trusted[@]}" --type "$RECORD_TYPE" "$index" > /dev/null
  cosign verify-attestation "${trusted[@]}" --type slsaprovenance1 "$index" > /dev/null
  cosign verify-attestation "${trusted[@]}" --type slsaprovenance1 "$manifest" > /dev/null

  step "$app tag"
  # Not the tag that the pipeline moves: it would refuse to move what it cannot place.
  crane tag "$index" by-hand
  cd ..
done
step done
