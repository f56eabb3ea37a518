#!/bin/sh
# Packs the last commit as the ZIP that QGIS installs: one folder vs_mapper, without what .gitattributes leaves
# out, within the plugin repository's 25 MB and without compiled files.
set -eu
cd "$(dirname "$0")/.."
zip=$1
limit=25000000

mkdir -p "$(dirname "$zip")"
trap 'rm -f "$zip.part"' EXIT
git archive --format=zip --prefix=vs_mapper/ --output="$zip.part" HEAD
bytes=$(wc -c <"$zip.part")
if [ "$bytes" -gt "$limit" ]; then
    echo "package: $bytes bytes, more than the $limit that the plugin repository accepts" >&2
    exit 1
fi
mv "$zip.part" "$zip"
echo "$zip ($((bytes / 1000)) kB)"
