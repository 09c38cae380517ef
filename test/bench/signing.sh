#!/bin/bash
# Signs or verifies one release with cosign alone, in as few calls as the same statements allow: a call takes several
# images where what it says of them is the same.
#
# $1: push, sign or verify. From the environment: INDEX and MANIFESTS (references by digest), TAG, LAYOUT, PREDICATES
# (folder; what is of one manifest in a folder by its number), ACTOR, TOKEN (packages), ID_TOKEN_URL and
# ID_TOKEN_BEARER, IDENTITY, REPOSITORY, REF, VERDICT_TYPE, PROVENANCE_TYPE, RECORD_TYPE; HOME that is this turn's.
set -euo pipefail
cd "$HOME"
export DOCKER_CONFIG=$HOME
umask 077
printf '{"auths":{"ghcr.io":{"auth":"%s"}}}' "$(printf '%s:%s' "$ACTOR" "$TOKEN" | base64 -w0)" > config.json
read -ra manifests <<< "$MANIFESTS"

case $1 in
  push)
    crane push "$LAYOUT" "$TAG"
    ;;
  sign)
    printf 'authorization: Bearer %s' "$ID_TOKEN_BEARER" > header
    curl -sS --fail-with-body -H @header "$ID_TOKEN_URL&audience=sigstore" > token.json
    node -p "JSON.parse(require('node:fs').readFileSync('token.json', 'utf8')).value" | tr -d '\n' > identity-token
    with=(--yes --identity-token identity-token)
    cosign sign "${with[@]}" "$INDEX" "${manifests[@]}"
    for number in "${!manifests[@]}"; do
      of=$PREDICATES/$number
      cosign attest "${with[@]}" --type spdxjson --predicate "$of/sbom.spdx.json" "${manifests[$number]}"
      cosign attest "${with[@]}" --type "$VERDICT_TYPE" --predicate "$of/scan.json" "${manifests[$number]}"
    done
    cosign attest "${with[@]}" --type "$PROVENANCE_TYPE" --predicate "$PREDICATES/provenance.json" \
      "$INDEX" "${manifests[@]}"
    cosign attest "${with[@]}" --type "$RECORD_TYPE" --predicate "$PREDICATES/record.json" "$INDEX"
    ;;
  verify)
    trusted=(
      "--certificate-identity=$IDENTITY"
      --certificate-oidc-issuer=https://token.actions.githubusercontent.com
      "--certificate-github-workflow-repository=$REPOSITORY"
      "--certificate-github-workflow-ref=$REF"
      --output=json
    )
    cosign verify "${trusted[@]}" "$INDEX" "${manifests[@]}" > /dev/null
    cosign verify-attestation "${trusted[@]}" --type spdxjson "${manifests[@]}" > /dev/null
    cosign verify-attestation "${trusted[@]}" --type "$VERDICT_TYPE" "${manifests[@]}" > /dev/null
    cosign verify-attestation "${trusted[@]}" --type "$PROVENANCE_TYPE" "$INDEX" "${manifests[@]}" > /dev/null
    cosign verify-attestation "${trusted[@]}" --type "$RECORD_TYPE" "$INDEX" > /dev/null
    ;;
esac
