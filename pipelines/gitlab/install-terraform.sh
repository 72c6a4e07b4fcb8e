#!/bin/sh
# Terraform for a runner's container that has none: this very release, by the hash that HashiCorp publishes.
set -eu
version=1.11.4
hash=1ce994251c00281d6845f0f268637ba50c0005657eb3cf096b92f753b42ef4dc

if command -v terraform >/dev/null; then exit 0; fi
zip=$(mktemp)
trap 'rm -f "$zip"' EXIT
curl --fail --silent --show-error --location --retry 3 --output "$zip" \
  "https://releases.hashicorp.com/terraform/$version/terraform_${version}_linux_amd64.zip"
echo "$hash  $zip" | sha256sum --check --quiet
unzip -q "$zip" terraform -d /usr/local/bin
