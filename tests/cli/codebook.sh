# The codebook's own examples: how many are right may only rise. `entente codebook check` lists those that are wrong, and
# entries that lack an example or never fire.
set -eu
program=$1
wrong_at_most=0

out=$("$program" codebook check --lang-dir "$2/lang/en" || [ $? = 1 ])
last=$(printf '%s\n' "$out" | tail -n 1)
wrong=$(printf '%s\n' "$last" | sed -n 's/.* \([0-9][0-9]*\) wrong$/\1/p')
echo "$last"
if printf '%s\n' "$out" | grep -q 'faults of entries$'; then
    printf '%s\n' "$out" | grep -E 'without an example|contradicts|never fires|repeats words'
    exit 1
fi
[ -n "$wrong" ] || { echo "codebook check said nothing of use"; exit 1; }
[ "$wrong" -le "$wrong_at_most" ] || { echo "$wrong examples are wrong; at most $wrong_at_most were before"; exit 1; }
words=$(printf '%s\n' "$last" | sed -n 's/.* \([0-9][0-9]*\) reporting words.*/\1/p')
[ "${words:-0}" -ge 700 ] || { echo "${words:-no} reporting words; 700 at least are wanted"; exit 1; }

"$program" codebook search visit --lang-dir "$2/lang/en" | grep -q 'consult.txt' || { echo "search finds no visit"; exit 1; }
"$program" codebook list --coverage --lang-dir "$2/lang/en" | awk '$2 == 0 { print "no entry for " $1; bad = 1 } END { exit bad }'
