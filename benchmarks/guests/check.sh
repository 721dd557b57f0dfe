#!/bin/sh
# Rebuilds every guest and compares the bytes with the committed ELFs. Says so and succeeds if clang 14 or lld is missing.
set -e
cd "$(dirname "$0")"
if ! command -v clang >/dev/null || ! command -v ld.lld >/dev/null; then
  echo "guests: clang or ld.lld is missing, nothing was compared"
  exit 0
fi
if ! clang --version | grep -q 'version 14\.'; then
  echo "guests: the committed ELFs were built with clang 14, this is $(clang --version | head -n 1): nothing was compared"
  exit 0
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
make -s OUT="$work"
bad=0
for built in "$work"/*.elf; do
  name=$(basename "$built")
  if ! cmp -s "$built" "elf/$name"; then
    echo "guests: elf/$name differs from what its source gives"
    bad=1
  fi
done
for kept in elf/*.elf; do
  [ -f "$work/$(basename "$kept")" ] || { echo "guests: $kept has no source"; bad=1; }
done
[ $bad = 0 ] && echo "guests: all $(ls elf/*.elf | wc -l) ELFs are what their sources give"
exit $bad
