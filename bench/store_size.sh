#!/bin/sh
# What the store holds at the size of a decade of the world's news: real event rows, repeated and shifted over ten years, taken in and asked.
#   bench/store_size.sh PROGRAM MILLIONS GDELT.csv ICEWS.tab [DAY-ONE KEDS.tsv]...
# GDELT makes two thirds of the rows, ICEWS a third; KEDS files are taken as they are, each an origin of its own. STORE: where the rows go, else a
# file in a folder that is removed in the end. Seconds of the clock, processor seconds, and the most memory, of each command.
set -e
entente=$(realpath "${1:?usage: bench/store_size.sh PROGRAM MILLIONS GDELT.csv ICEWS.tab [DAY-ONE KEDS.tsv]...}")
n_rows=$(($2 * 1000000))
gdelt=$(realpath "$3")
icews=$(realpath "$4")
shift 4
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
store=${STORE:-$dir/size.db}

# Copy k of the rows lies in month k of the 120 from January 2000 on, its days moved on; days, numbers and stories are written anew.
repeat() { # file, rows, column of the day, of the row's number, of the story or 0, what parts the day
    awk -F'\t' -v OFS='\t' -v want="$2" -v day="$3" -v id="$4" -v story="$5" -v dash="$6" '
        NR == 1 && $day !~ /^[0-9]/ { print; next }
        { line[n++] = $0 }
        END {
            for (k = 0; made < want; k++) {
                month = sprintf("%04d%s%02d%s", 2000 + int(k % 120 / 12), dash, k % 12 + 1, dash)
                for (i = 0; i < n && made < want; i++) {
                    $0 = line[i]
                    $day = month sprintf("%02d", (substr($day, length($day) - 1) + int(k / 120) + i % 7) % 28 + 1)
                    $id = ++made
                    if (story) $story = $story "." k
                    print
                }
            }
        }' "$1"
}
repeat "$gdelt" $((n_rows * 2 / 3)) 2 1 0 "" >"$dir/gdelt.csv"
repeat "$icews" $((n_rows / 3)) 2 1 12 - >"$dir/icews.tab"

measure() { # name, command...
    name=$1
    shift
    command time -f '%e %U %S %M' -o "$dir/time" "$@" >"$dir/out" 2>"$dir/err" || { cat "$dir/err" >&2; exit 1; }
    awk -v name="$name" -v lines="$(wc -l <"$dir/out")" '{ printf "%-46s %8.2f s %8.2f s %7.0f MB %9d\n", name, $1, $2 + $3, $4 / 1024, lines }' "$dir/time"
}
printf '%-46s %10s %10s %10s %9s\n' "" clock processor memory lines
measure "import GDELT, $(wc -l <"$dir/gdelt.csv") rows" "$entente" import --quiet --store "$store" --format gdelt "$dir/gdelt.csv"
measure "import ICEWS, $(wc -l <"$dir/icews.tab") rows" "$entente" import --quiet --store "$store" --format icews "$dir/icews.tab"
while [ $# -ge 2 ]; do
    measure "import $(basename "$2"), $(wc -l <"$2") rows" "$entente" import --quiet --store "$store" --origin "$(basename "$2" .tsv)" --day-one "$1" "$2" || true
    shift 2
done
for origin in gdelt icews; do
    measure "dyad RUS USA, $origin" "$entente" dyad --store "$store" --origin $origin RUS USA
    measure "relations by month, all pairs, $origin" "$entente" relations --store "$store" --origin $origin --by month
    measure "the same as JSON" "$entente" relations --json --store "$store" --origin $origin --by month
    measure "relations RUS by year, $origin" "$entente" relations --store "$store" --origin $origin --by year RUS
    measure "blocs of a year, $origin" "$entente" blocs --store "$store" --origin $origin --from 2005 --to 2005
done
[ -n "$STORE" ] || ls -l "$dir" | awk '$NF ~ /^size\.db/ { printf "%-46s %8.0f MB\n", $NF, $5 / 1048576 }'
