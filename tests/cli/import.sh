#!/bin/sh
# Rows of other data sets into the store and out of it again as pairs of actors: each format, packed and damaged, twice, beside texts that were read.
entente=$(realpath "$1")
source=$(realpath "$2")
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
failed=0
fail() { echo "import: $*"; failed=1; }
taken() { # origin, what the note must say, exit code, arguments...
    origin=$1 words=$2 want=$3
    shift 3
    "$entente" import --origin "$origin" "$@" >out 2>err
    got=$?
    [ "$got" = "$want" ] && grep -q "$words" err || fail "$*: exit $got: $(cat err)"
}
column() { "$entente" relations --json --origin "$1" "$2" "$3" | sed "s/.*\"$4\":\\([^,]*\\).*/\\1/"; }

# Our own writers' rows of each format, read back: the same pair with the same number of events as from the texts.
cat >news.jsonl <<'END'
{"id":"one","date":"2018-04-06","url":"http://example.org/1","text":"Russia and Pakistan held talks in Moscow."}
{"id":"two","date":"2018-04-07","text":"Russian troops attacked Pakistan. Pakistan accused Russia of shelling two villages."}
END
"$entente" read --quiet news.jsonl >/dev/null || fail "reading"
for format in gdelt icews polecat phoenix; do
    "$entente" export --format $format >$format.rows || fail "export $format"
    n=$(grep -c 2018 $format.rows)
    taken mine-$format "$n rows taken, 0 refused" 0 --licence ours $format.rows
    [ "$(column mine-$format RUS PAK reports)" = "$n" ] || fail "$format: $n rows, but $(column mine-$format RUS PAK reports) reports"
    "$entente" dyad --origin mine-$format RUS PAK | grep -q "$format.rows, row " || fail "$format: no evidence in dyad"
done
[ "$(column mine-gdelt RUS PAK quad)" = "$(column mine-icews RUS PAK quad)" ] || fail "two formats give two quads"

# Taken again, rows replace those of before; packed, they are the same; texts that were read are not summed with them.
"$entente" store info --dump >once
taken mine-gdelt "0 refused" 0 gdelt.rows
"$entente" store info --dump | cmp -s - once && fail "the licence did not change" # it was not given this time
taken mine-gdelt "0 refused" 0 --licence ours gdelt.rows
"$entente" store info --dump | cmp -s - once || fail "the second import differs"
gzip -k gdelt.rows
taken packed "0 refused" 0 gdelt.rows.gz
[ "$(column packed RUS PAK reports)" = "$(column mine-gdelt RUS PAK reports)" ] || fail "packed rows differ"
"$entente" relations --json RUS PAK | grep -q '"origin":"read"' || fail "events from texts are not of the origin read"

# WEIS rows: days that are numbers want to be told; codes nobody knows are refused and named.
printf 'day\tsource\tweis\tweis_name\ttarget\n1\tRUS\t223\tX\tPAK\n8\tPAK\t031\tX\tRUS\n9\tPAK\t023\tX\tRUS\n9\tPAK\t999\tX\tRUS\n' >weis.tsv
taken weis "weis.tsv:2: refused: its day is a number" 1 weis.tsv
taken weis "weis.tsv:5: refused: nobody knows its code" 1 --day-one 1979-04-15 weis.tsv
grep -q 'weis.tsv: 3 rows taken, 1 refused' err || fail "weis: $(cat err)"
[ "$(column weis RUS PAK quad)" = "[1" ] || fail "weis: quad $(column weis RUS PAK quad)"
"$entente" relations --json --by day --origin weis RUS PAK | grep -q '"from":"1979-04-22"' || fail "weis: the second day is not 1979-04-22"

# What is none of them, what is not there, what ends in the middle.
echo nonsense >nonsense.txt
taken bad "of none of the formats" 1 nonsense.txt
taken bad "cannot open missing.tsv" 1 missing.tsv
head -c 60 gdelt.rows.gz >cut.gz
taken bad "cut.gz" 1 cut.gz
"$entente" relations --json --origin bad | grep -q . && fail "something of a damaged file was kept"
"$entente" store check --quiet || fail "the store is damaged"
exit $failed
