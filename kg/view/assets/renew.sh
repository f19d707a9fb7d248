#!/bin/sh
# Fetches vis-network from the npm registry and puts its minified standalone build here, with licences and checksums.
# Usage: kg/view/assets/renew.sh [VERSION]
set -eu
version=${1:-10.1.5}
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm pack --silent "vis-network@$version" >/dev/null
tar -xzf "vis-network-$version.tgz"
rm -f "$here"/vis-network-*.min.js
cp package/standalone/umd/vis-network.min.js "$here/vis-network-$version.min.js"
mkdir -p "$here/LICENSES"
cp package/LICENSE-MIT "$here/LICENSES/vis-network-MIT.txt"
cp package/LICENSE-APACHE-2.0 "$here/LICENSES/vis-network-Apache-2.0.txt"
cd "$here"
sha256sum vis-network-*.min.js LICENSES/*.txt > SHA256SUMS
