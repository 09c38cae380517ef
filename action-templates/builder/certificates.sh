#!/bin/sh
# An authority, a certificate for the daemon and one for the runners, for a year: certificates.sh FOLDER
set -eu
umask 077
folder=${1:?usage: certificates.sh FOLDER}
host=buildkitd-0.buildkitd.builders.svc
mkdir -p "$folder"
cd "$folder"
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 366 \
  -subj /CN=builders -keyout authority.key -out ca.pem
issue() {
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=$1" -keyout "$1.key" -out "$1.csr"
  printf 'subjectAltName=DNS:%s\nextendedKeyUsage=%s\n' "$2" "$3" >"$1.ext"
  openssl x509 -req -in "$1.csr" -CA ca.pem -CAkey authority.key -CAcreateserial -days 365 -extfile "$1.ext" -out "$1.pem"
  rm "$1.csr" "$1.ext"
}
issue daemon "$host" serverAuth
issue runner runner clientAuth
# Nothing more can be issued: a new year gets a new authority.
rm -f authority.key ca.srl
