# actors unknown: names that no list resolves, most frequent first.
set -eu
program=$1
lang="$2/lang/en"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "$1"; exit 1; }

echo 'Members of the Zorblat Council of the Marshes met in Vienna on Tuesday. Mr. Quibble spoke with Russia.' > "$work/a.txt"
echo 'The delegates of the Zorblat Council of the Marshes left for Moscow.' > "$work/b.txt"
out=$("$program" actors unknown "$work/a.txt" "$work/b.txt" --lang-dir "$lang" --quiet)
first=$(printf '%s\n' "$out" | head -n 1)
[ "$first" = "     2      2  Zorblat Council of the Marshes" ] || fail "first row: $first"
printf '%s\n' "$out" | grep -q ' Quibble$' || fail "Quibble is not listed: $out"
printf '%s\n' "$out" | grep -qE '  (Russia|Moscow|Vienna|Tuesday)$' && fail "what is known is listed: $out"
out=$("$program" actors unknown "$work" --lang-dir "$lang" --quiet --json --limit 1)
case $out in '{"name":"Zorblat Council of the Marshes","count":2,"documents":2,"contexts":['*) ;; *) fail "json: $out" ;; esac
[ "$(printf '%s\n' "$out" | wc -l)" = 1 ] || fail "--limit 1 gave more rows"
