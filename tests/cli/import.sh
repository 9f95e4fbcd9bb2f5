#!/bin/sh
# Rows of other data sets into the store and out of it again as pairs of actors: each format, packed and damaged, twice, beside texts that were read.
. "$2/tests/cli.inc"
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
for format in gdelt icews polecat phoenix plover-jsonl; do
    "$entente" export --format $format >$format.rows || fail "export $format"
    n=$(grep -c 2018 $format.rows)
    taken mine-$format "$n rows taken, 0 refused" 0 --licence ours $format.rows
    [ "$(column mine-$format RUS PAK reports)" = "$n" ] || fail "$format: $n rows, but $(column mine-$format RUS PAK reports) reports"
    "$entente" dyad --origin mine-$format RUS PAK | grep -q "$format.rows, row " || fail "$format: no evidence in dyad"
done
[ "$(column mine-gdelt RUS PAK quad)" = "$(column mine-icews RUS PAK quad)" ] || fail "two formats give two quads"

[ "$(column mine-plover-jsonl RUS PAK quad)" = "$(column mine-gdelt RUS PAK quad)" ] || fail "JSON lines give another quad than GDELT rows"
[ "$(column mine-plover-jsonl RUS PAK documents)" = 2 ] || fail "JSON lines: $(column mine-plover-jsonl RUS PAK documents) documents"
printf '{"event":"CONSULT","source":{"code":"RUS"},"target":{"code":"PAK"},"day":"2018-04-06","counted":false}\n{"event":"CONSULT"\n{"event":"TALKS"}\n' >bad.jsonl
taken bad "bad.jsonl:1: refused: it tells what is not counted" 1 bad.jsonl
grep -q "jsonl:2: refused: it is no JSON" err && grep -q "jsonl:3: refused: nobody knows" err || fail "JSON lines: $(cat err)"
"$entente" store forget --origin bad || fail "forgetting bad rows"

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

# KEDS' codes of actors become ours, whole or by their first three letters; what is none of ours keeps its name only; written back, they are as they came.
printf 'day\tsource\tweis\tweis_name\ttarget\n20010101\tISR\t223\t\tLEB\n20010102\tLEBGOV\t111\t\tISRGOV\n20010103\tLEBHZ\t223\t\tISR\n20010104\tISL\t223\t\tISR\n20010105\tISR\t162\t\tLEB\n' >keds.tsv
taken keds "5 rows taken, 0 refused" 0 keds.tsv
[ "$(column keds ISR LBN reports)" = 4 ] || fail "keds: $(column keds ISR LBN reports) reports of ISR and LBN"
[ "$(column keds ISR LBNREBHEZ reports)" = 1 ] || fail "keds: LEBHZ is not Hezbollah"
[ -z "$(column keds ISR ISL reports)" ] || fail "keds: Islamists are Iceland"
"$entente" export --origin keds >back.tsv || fail "keds: export"
cut -f 1,2,3,5 keds.tsv >came
cut -f 1,2,3,5 back.tsv | cmp -s - came || fail "keds: other codes come back: $(cut -f 1,2,3,5 back.tsv | diff - came)"

# Several origins: one after the other, or merged, where what both tell of one day is one incident.
"$entente" relations --json --origin mine-gdelt,mine-icews RUS PAK >both
[ "$(wc -l <both)" = 2 ] && grep -q '"origin":"mine-icews"' both || fail "two origins: $(cat both)"
merged() { "$entente" relations --json --merge --origin mine-gdelt,mine-icews RUS PAK | sed "s/.*\"$1\":\([^,]*\).*/\1/"; }
[ "$(merged incidents)" = "$(column mine-gdelt RUS PAK incidents)" ] || fail "merged: $(merged incidents) incidents"
[ "$(merged reports)" = $((2 * $(column mine-gdelt RUS PAK reports))) ] || fail "merged: $(merged reports) reports"
"$entente" dyad --origin mine-gdelt,mine-icews RUS PAK >out 2>err
[ $? = 2 ] && grep -q "not summed unasked" err || fail "dyad sums two origins unasked: $(cat err)"
"$entente" blocs --merge --origin mine-gdelt,mine-icews --json >out 2>err || fail "blocs of merged origins: $(cat err)"
taken a,b "holds a comma" 2 gdelt.rows

# What was counted as rows came is what counting them anew gives: a window that cuts months counts rows, and so does --by day.
for origin in weis mine-gdelt mine-icews; do
    for by in month year; do
        "$entente" relations --json --by $by --origin $origin >whole
        [ -s whole ] || fail "$origin by $by: nothing"
        "$entente" relations --json --by $by --origin $origin --from 1979-04-02 --to 2018-12-30 |
            sed 's/1979-04-02/1979-04-01/; s/2018-12-30/2018-12-31/' >cut
        sed 's/"from":"[^"]*","to":"[^"]*",//' whole >w
        sed 's/"from":"[^"]*","to":"[^"]*",//' cut >c
        cmp -s w c || fail "$origin by $by: a window that cuts its months differs: $(diff w c | head -n 4)"
    done
done

# A file of several is taken anew or forgotten: what remains is counted as if it had never been there.
cp gdelt.rows second.rows
taken pile "0 refused" 0 gdelt.rows
"$entente" relations --json --by month --origin pile >one
taken pile "0 refused" 0 second.rows
[ "$(column pile RUS PAK reports)" = $((2 * $(column mine-gdelt RUS PAK reports))) ] || fail "two files: $(column pile RUS PAK reports) reports"
head -n 1 gdelt.rows >short
mv short second.rows
taken pile "1 rows taken" 0 second.rows
[ "$(column pile RUS PAK reports)" = $((1 + $(column mine-gdelt RUS PAK reports))) ] || fail "a file that became shorter: $(column pile RUS PAK reports) reports"
"$entente" store forget --origin pile || fail "forgetting an origin"

# An origin that the store does not have is no empty answer.
for asked in "relations RUS PAK" "dyad RUS PAK" blocs export; do
    "$entente" $asked --origin pile >out 2>err
    [ $? = 2 ] && [ ! -s out ] && grep -q 'no rows of "pile"; it has those of keds, mine-gdelt, .*weis$' err || fail "$asked of a forgotten origin: $(cat out err)"
done
"$entente" relations --origin keds,pile >out 2>err
[ $? = 2 ] && grep -q 'no rows of "pile"' err || fail "one origin of two is not there: $(cat err)"
"$entente" export --origin weis --from 2050 >out 2>err && [ ! -s out ] || fail "a window without rows: $(cat out err)"

# Written as they came and taken again, rows are the same in all that is kept.
rows_of() { "$entente" store info --dump | grep "^imported	$1	" | cut -f 5-; }
for origin in mine-gdelt mine-icews mine-polecat mine-phoenix mine-plover-jsonl weis keds; do
    "$entente" export --origin $origin >back.rows || fail "export of $origin"
    taken back "0 refused" 0 back.rows
    rows_of $origin >there
    rows_of back >again
    [ -s there ] && cmp -s there again || fail "$origin: other rows after export and import: $(diff there again | head -n 4)"
done
"$entente" export --origin mine-gdelt --format icews >out 2>err
[ $? = 1 ] && grep -q "came as gdelt" err || fail "gdelt rows as icews: $(cat err)"

# What is none of them, what is not there, what ends in the middle.
echo nonsense >nonsense.txt
taken bad "of none of the formats" 1 nonsense.txt
taken bad "cannot open missing.tsv" 1 missing.tsv
head -c 60 gdelt.rows.gz >cut.gz
taken bad "cut.gz" 1 cut.gz
"$entente" relations --json --origin bad | grep -q . && fail "something of a damaged file was kept"
"$entente" store check --quiet || fail "the store is damaged"
exit $failed
