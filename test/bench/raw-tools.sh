#!/usr/bin/env bash
# The same work by hand: for each app one tool after the other, as a release script would call them.
# Arguments: folder of the app repository, image prefix, commit. The environment leads to the rehearsal's world.
set -euo pipefail
sources=$1 prefix=$2 commit=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export BUILDX_CONFIG=$work/buildx HOME=$work DOCKER_CONFIG=$work/docker SYFT_CHECK_FOR_APP_UPDATE=false
mkdir -p "$DOCKER_CONFIG"
printf '{"auths":{"ghcr.io":{"auth":"%s"}}}' "$(printf 'bench:%s' "$REGISTRY_TOKEN" | base64 -w0)" >"$DOCKER_CONFIG/config.json"
json() { node -e 'const d=JSON.parse(require("fs").readFileSync(process.argv[1],"utf8")); process.stdout.write(String(eval("d"+process.argv[2])))' "$1" "$2"; }
identity() {
  curl -sSf -H "Authorization: bearer $ID_TOKEN_REQUEST_TOKEN" "$ID_TOKEN_REQUEST_URL&audience=sigstore" >"$work/id.json"
  json "$work/id.json" .value >"$work/token"
}
attest() { identity; cosign attest --yes --identity-token "$work/token" --type "$1" --predicate "$2" "$3" 2>"$work/log" || { cat "$work/log"; exit 1; }; }
sign() { identity; cosign sign --yes --identity-token "$work/token" "$1" 2>"$work/log" || { cat "$work/log"; exit 1; }; }

buildx create --name bench --driver remote "$BUILDKIT_HOST" >/dev/null
flags=(--cache-dir "$work/trivy" --skip-version-check --disable-telemetry --quiet)
trivy image --download-db-only "${flags[@]}"
for app in api web; do
  layout=$work/$app image=$prefix/$app
  buildx build --builder bench --quiet --provenance=mode=max --platform linux/amd64 --file "$sources/apps/$app/Dockerfile" \
    --metadata-file "$work/$app.json" --output "type=oci,dest=$layout,tar=false" "$sources" >/dev/null
  rmdir "$layout/ingest" 2>/dev/null || true
  digest=$(json "$work/$app.json" '["containerimage.digest"]')
  mkdir "$work/$app-view"
  cp "$layout/oci-layout" "$work/$app-view/"
  ln -s "$layout/blobs" "$work/$app-view/blobs"
  cp "$layout/blobs/sha256/${digest#sha256:}" "$work/$app-view/index.json"
  platform=$(json "$work/$app-view/index.json" '.manifests.find(m => m.platform.os !== "unknown").digest')
  trivy image --input "$work/$app-view@$platform" --skip-db-update --skip-java-db-update --offline-scan --scanners vuln \
    --format json --output "$work/$app-trivy.json" "${flags[@]}"
  trivy convert --quiet --format sarif --output "$work/$app.sarif" "$work/$app-trivy.json"
  trivy convert --quiet --format table --severity CRITICAL --exit-code 3 "$work/$app-trivy.json" >/dev/null
  syft scan "oci-dir:$layout" --quiet --platform linux/amd64 --source-name "$image" --source-version "$platform" \
    -o "spdx-json=$work/$app.spdx.json" -o "cyclonedx-json=$work/$app.cdx.json"
  crane push "$layout" "$image@$digest" >/dev/null 2>"$work/log" || crane push "$layout" "$image:bench-$commit" >/dev/null
  sign "$image@$digest"
  sign "$image@$platform"
  attest spdxjson "$work/$app.spdx.json" "$image@$platform"
  printf '{"verdict":"pass"}' >"$work/verdict.json"
  attest https://sealift.dev/scan-verdict/v1 "$work/verdict.json" "$image@$platform"
  attest https://sealift.dev/release/v1 "$work/verdict.json" "$image@$digest"
  for subject in "$image@$digest" "$image@$platform"; do
    cosign verify --certificate-identity "$IDENTITY" --certificate-oidc-issuer https://token.actions.githubusercontent.com \
      --certificate-github-workflow-repository "$REPOSITORY" "$subject" >/dev/null 2>&1
  done
  for type in spdxjson https://sealift.dev/scan-verdict/v1; do
    cosign verify-attestation --type "$type" --certificate-identity "$IDENTITY" \
      --certificate-oidc-issuer https://token.actions.githubusercontent.com "$image@$platform" >/dev/null 2>&1
  done
  crane tag "$image@$digest" "sha-$commit" 2>"$work/log"
done
