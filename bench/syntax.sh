#!/bin/sh
# bench/syntax.sh PROGRAM SCORER GOLD.conllu... - accuracy and speed of `entente parse --conllu` on treebanks, one table.
# SCORER: a program that takes GOLD SYSTEM and prints "UPOS n  XPOS n  lemmas n  UAS n  LAS n" (CoNLL 2018 measures).
# Speed is that of the whole command with loading, reading and writing, on one core; best of three runs.
set -eu
program=$1 scorer=$2
shift 2
out=$(mktemp)
trap 'rm -f "$out"' EXIT
printf '%-28s %8s %7s %7s %7s %7s %7s %10s\n' treebank words UPOS XPOS lemma UAS LAS words/s
for gold in "$@"; do
    words=$(grep -c '^[0-9][0-9]*	' "$gold")
    best=
    for i in 1 2 3; do
        begin=$(date +%s%N)
        "$program" parse --conllu "$gold" >"$out"
        ms=$((($(date +%s%N) - begin) / 1000000))
        if [ -z "$best" ] || [ "$ms" -lt "$best" ]; then best=$ms; fi
    done
    "$scorer" "$gold" "$out" | awk -v name="$(basename "$gold" .conllu)" -v words="$words" -v ms="$best" '
        { for (i = 1; i < NF; i++) value[$i] = $(i + 1) }
        END { printf "%-28s %8d %7s %7s %7s %7s %7s %10d\n", name, words, value["UPOS"], value["XPOS"], value["lemmas"],
                     value["UAS"], value["LAS"], words * 1000 / (ms > 0 ? ms : 1) }'
done
