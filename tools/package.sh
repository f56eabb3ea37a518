#!/bin/sh
# Packs the last commit as the ZIP that QGIS installs: one folder vs_mapper, without what .gitattributes leaves
# out, with the documentation as HTML, within the plugin repository's 25 MB and without compiled files.
set -eu
cd "$(dirname "$0")/.."
zip=$1
limit=25000000

pages=$(mktemp -d)
mkdir -p "$(dirname "$zip")"
trap 'rm -rf "$zip.part" "$pages"' EXIT

# The Markdown of the last commit, which the ZIP leaves out, and the pictures that it shows.
mkdir -p "$pages/docs/guide"
git ls-tree -r --name-only HEAD docs/ | grep -E '^docs/(guide/)?[^/]*\.md$' | while read -r page; do
    git show "HEAD:$page" >"$pages/$page"
done
git archive HEAD docs/guide/images | tar -x -C "$pages"
.venv/bin/python -m tools.pages "$pages/docs"

set -- --prefix=vs_mapper/docs/
for page in "$pages"/docs/*.html; do set -- "$@" "--add-file=$page"; done
set -- "$@" --prefix=vs_mapper/docs/guide/
for page in "$pages"/docs/guide/*.html; do set -- "$@" "--add-file=$page"; done
git archive --format=zip "$@" --prefix=vs_mapper/ --output="$zip.part" HEAD
bytes=$(wc -c <"$zip.part")
if [ "$bytes" -gt "$limit" ]; then
    echo "package: $bytes bytes, more than the $limit that the plugin repository accepts" >&2
    exit 1
fi
mv "$zip.part" "$zip"
echo "$zip ($((bytes / 1000)) kB)"
