#!/bin/sh
# Thirty-one short texts and their genre: how many are right may only rise; and the examples have theirs.
set -eu
program=$1
right_at_least=31
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

grep -v '^#' "$2/tests/data/genre.tsv" | awk -F'\t' '{ gsub(/"/, "\\\"", $2); printf "{\"id\":\"%s\",\"text\":\"%s\"}\n", $1, $2 }' >"$work/in"
"$program" read --json --no-store --quiet --lang-dir "$2/lang/en" "$work/in" >"$work/out"
right=$(awk '{ match($0, /"id":"[a-z]*"/); wanted = substr($0, RSTART + 6, RLENGTH - 7)
    if (match($0, /"genre":"[a-z]*"/)) said = substr($0, RSTART + 9, RLENGTH - 10); else said = "none"
    if (wanted == said) n++; else print "genre: text " NR ": wanted " wanted ", got " said >"/dev/stderr" }
    END { print n + 0 }' "$work/out")
echo "genre: $right of $(wc -l <"$work/in") right"
[ "$right" -ge "$right_at_least" ] || { echo "genre: at least $right_at_least were right before"; exit 1; }
