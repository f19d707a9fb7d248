#!/bin/sh
# Fetches Yasgui from the npm registry and puts its minified build here, with the licences of all that is in it, and checksums.
# Usage: kg/serve/static/renew.sh [VERSION]
set -eu
version=${1:-4.6.2}
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{}' > package.json
npm install --silent --omit=dev --ignore-scripts "@zazuko/yasgui@$version" >/dev/null
rm -f "$here"/yasgui-*.min.js "$here"/yasgui-*.min.css
for kind in js css; do
    # The map of the sources is not shipped: a browser's tools would ask for it in vain. The prefix awol, of a draft of 2006 (Atom/OWL) that
    # no graph here uses, is not offered.
    sed 's/,awol=`[^`]*`//; s/,awol,/,/; /^\/\/# sourceMappingURL=/d; s/\/\*# sourceMappingURL=.*\*\///' "node_modules/@zazuko/yasgui/build/yasgui.min.$kind" > "$here/yasgui-$version.min.$kind"
done
mkdir -p "$here/LICENSES"
{
    echo "yasgui-$version.min.js and .css are the build of the npm package @zazuko/yasgui $version,"
    echo "changed in this: without the addresses of its source maps, and without awol in its list of prefixes."
    echo "They contain the packages below, each under its own licence. Where a package comes without a licence text, its package.json is quoted."
    find node_modules -name package.json -not -path '*/node_modules/*/*/*/*' | LC_ALL=C sort | while read -r file; do
        folder=$(dirname "$file")
        name=$(node -p "const p = require('./$file'); p.name && p.version ? p.name + ' ' + p.version + ' (' + (p.license || 'see below') + ')' : ''")
        [ -n "$name" ] || continue
        text=$(find "$folder" -maxdepth 1 -type f -iname 'licen[cs]e*' | LC_ALL=C sort | head -n 1)
        printf '\n\n==== %s ====\n\n' "$name"
        if [ -n "$text" ]; then
            cat "$text"
        else
            node -p "const p = require('./$file'); JSON.stringify({license: p.license, author: p.author, contributors: p.contributors, homepage: p.homepage}, null, 1)"
        fi
    done
} > "$here/LICENSES/yasgui.txt"
cd "$here"
sha256sum yasgui-*.min.js yasgui-*.min.css LICENSES/yasgui.txt > SHA256SUMS
