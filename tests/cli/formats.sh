#!/bin/sh
# Event rows in the formats of the field: columns, headers, the shapes of values; export writes the rows that code writes.
. "$2/tests/cli.inc"

cat >news.jsonl <<'EOF'
{"id":"a","date":"2018-04-06","url":"https://example.org/1","publisher":"The \"Daily\"\tNews","lang":"en","text":"Russian warplanes bombed a market in Aleppo, Syria on Tuesday, killing at least 29 people.\n\nIran and Iraq held talks in Geneva. Iran and Iraq held talks in Geneva."}
{"id":"b","date":"2018-04-07","publisher":"Wire","text":"Germany accused Russia of hacking its servers. The United Nations praised Colombia. \"Wait\tnow\", Serbia urged Croatia.\n\nFrench police arrested three Algerians in Marseille."}
{"id":"c","text":"Turkish soldiers killed two Syrian rebels."}
{"id":"d","date":"2018-04-09","text":"Serbia had previously attacked Croatia."}
EOF
"$entente" read --quiet news.jsonl >/dev/null || fail "read fails"

# ---- as many columns as the data set has, and its header; no quotation mark, no control character within a cell
for format in gdelt:61:0 icews:20:1 polecat:40:1 phoenix:26:0; do
    name=${format%%:*} rest=${format#*:}
    columns=${rest%:*} header=${rest#*:}
    "$entente" code --format $name news.jsonl >$name || fail "code --format $name: exit $?"
    awk -F '\t' -v n="$columns" 'NF != n { print "row " NR ": " NF " cells"; bad = 1 } END { exit bad || NR < 5 }' $name || fail "$name: not $columns columns everywhere"
    grep -q '"' $name && fail "$name: a quotation mark"
    rows=$("$entente" code --format plover-jsonl news.jsonl | wc -l)
    [ $name = phoenix ] || [ "$(wc -l <$name)" = $((rows + header)) ] || fail "$name: not a row for each of $rows events"
done
head -n 1 icews | grep -q '^Event ID	Event Date	Source Name	Source Sectors	Source Country	Event Text	CAMEO Code	Intensity	Target Name	.*	Latitude	Longitude$' || fail "icews: header"
head -n 1 polecat | grep -q '^Event ID	Event Date	Event Type	Event Mode	Intensity	Quad Code	Contexts	Actor Name	.*	Language	Version$' || fail "polecat: header"

# ---- values: what a cell of a row about Aleppo holds
cell() { # format, column, pattern
    awk -F '\t' -v c="$2" -v p="$3" '/Aleppo/ && $c ~ p { found = 1 } END { exit !found }' "$1" || fail "$1: column $2 is not $3: $(awk -F '\t' -v c="$2" '/Aleppo/ { print $c }' "$1")"
}
cell gdelt 1 '^[1-9][0-9]*$' && cell gdelt 2 '^20180403$' && cell gdelt 3 '^201804$' && cell gdelt 4 '^2018$' && cell gdelt 5 '^2018\.2548$'
cell gdelt 6 '^RUSMIL$' && cell gdelt 8 '^RUS$' && cell gdelt 13 '^MIL$' && cell gdelt 26 '^1$' && cell gdelt 27 '^19[0-9]$' && cell gdelt 29 '^19$' && cell gdelt 30 '^4$' && cell gdelt 31 '^-(9|10)'
cell gdelt 36 '^0$' && cell gdelt 52 '^4$' && cell gdelt 53 '^Aleppo, Syria$' && cell gdelt 54 '^SY$' && cell gdelt 57 '^36\.' && cell gdelt 58 '^37\.' && cell gdelt 60 '^20180406000000$' && cell gdelt 61 '^https://example.org/1$'
cell icews 2 '^2018-04-03$' && cell icews 5 '^Russian Federation$' && cell icews 4 'Military' && cell icews 7 '^19' && cell icews 8 '^-' && cell icews 13 '^1$' && cell icews 15 '^Aleppo$' && cell icews 18 '^Syria$'
cell polecat 2 '^2018-04-03$' && cell polecat 3 '^ASSAULT$' && cell polecat 6 '^MATERIAL CONFLICT$' && cell polecat 9 '^RUS$' && cell polecat 10 '^365$' && cell polecat 11 '^MIL$' && cell polecat 25 '^Aleppo$' && cell polecat 28 '^SYR$' && cell polecat 35 '^2018-04-06$' && cell polecat 39 '^en$'
cell phoenix 2 '^20180403$' && cell phoenix 4 '^04$' && cell phoenix 6 '^RUSMIL$' && cell phoenix 7 '^RUS$' && cell phoenix 8 '^MIL$' && cell phoenix 16 '^4$' && cell phoenix 23 '^SYR$'

# ---- what is not known is empty; an undated past event has no date, never the document's
awk -F '\t' '$61 == "d" && ($2 != "" || $5 != "") { exit 1 }' gdelt || fail "gdelt: a date was made up"
awk -F '\t' '$61 == "c" && ($2 != "" || $60 != "") { exit 1 }' gdelt || fail "gdelt: an undated document has a date"

# ---- each with its own scheme: the same protest, reduction of relations and accusation
scheme() { # format, column of CAMEO, column of quad, code, wanted
    "$entente" code --status all --format "$1" "$source"/examples/*.txt news.jsonl | awk -F '\t' -v c="$2" -v q="$3" -v r="$4" -v w="$5" 'substr($c, 1, 2) == r { n++; if ($q != w) bad = 1 } END { exit bad || !n }' || fail "$1: CAMEO $4 is not class $5"
}
scheme gdelt 27 30 03 1; scheme gdelt 27 30 11 3; scheme gdelt 27 30 16 4; scheme gdelt 27 30 07 2
scheme phoenix 14 16 03 1; scheme phoenix 14 16 11 3; scheme phoenix 14 16 16 3; scheme phoenix 14 16 07 2

# ---- Phoenix keeps one event a day
[ "$(grep -c 'IRN	IRN.*	IRQ	IRQ' phoenix)" = 1 ] || fail "phoenix: the same talks twice"
[ "$(grep -c Geneva icews)" = 4 ] || fail "icews: talks told twice, each way, are not four rows"

# ---- export: the same rows, in whatever order they were read
for name in plover-jsonl gdelt icews polecat phoenix csv; do
    "$entente" code --status all --format $name news.jsonl | sort >coded
    "$entente" export --status all --format $name | sort >exported || fail "export --format $name fails"
    cmp -s coded exported || fail "$name: export and code write other rows: $(diff coded exported | head -n 4)"
done
[ "$("$entente" export --format icews --from 2018-04-07 --to 2018-04-07 | cut -f 2 | sort -u | tr '\n' ' ')" = "2018-04-07 Event Date " ] || fail "--from and --to take other days"
"$entente" export --format weis 2>err
[ $? = 2 ] && grep -q 'gdelt' err || fail "an unknown format is not a fault of usage that names those there are"
"$entente" export --store nowhere.db >out 2>err
[ $? = 3 ] || fail "a store that is not there is not exit 3"

# ---- readers as people use them: the same cells with and without quoting, numbers that are numbers
command -v python3 >/dev/null || exit $failed
python3 - <<'EOF' || failed=1
import csv, datetime, re, sys
def rows(name, **how):
    with open(name, newline="", encoding="utf-8") as f:
        return list(csv.reader(f, delimiter="\t", **how))
for name in ("gdelt", "icews", "polecat", "phoenix"):
    plain, quoted = rows(name, quoting=csv.QUOTE_NONE), rows(name)
    assert plain == quoted, name + ": quoting matters"
    assert len({len(r) for r in plain}) == 1, name
    assert len({r[0] for r in plain}) == len(plain), name + ": two rows of one number"
number = re.compile(r"-?\d+(\.\d+)?$")
for r in rows("gdelt"):
    for i in (0, 25, 29, 30, 31, 32, 33, 35, 43, 51):
        assert number.match(r[i]), ("gdelt", i, r[i])
    assert int(r[0]) < 2 ** 53 and len(r[26]) in (3, 4) and r[26].startswith(r[28]) and r[26].startswith(r[27][:2])
    assert r[1] == "" or datetime.datetime.strptime(r[1], "%Y%m%d")
for name, days, numbers in (("icews", (1,), (0, 7, 11, 12)), ("polecat", (1, 34), (0, 4))):
    for r in rows(name)[1:]:
        assert all(r[i] == "" or datetime.date.fromisoformat(r[i]) for i in days), (name, r)
        assert all(number.match(r[i]) for i in numbers), (name, r)
EOF
"$entente" code --status all --format csv news.jsonl >csv
python3 - <<'EOF' || failed=1
import csv
with open("csv", newline="", encoding="utf-8") as f:
    table = list(csv.DictReader(f))
assert all(None not in r and None not in r.values() for r in table), "a row of other length than the header"
row = next(r for r in table if r["place"] == "Aleppo" and r["killed_low"])
assert (row["killed_low"], row["killed_high"], row["place_id"], row["place_precision"]) == ("29", "", "SYR/Aleppo", "city"), row
assert (row["day"], row["dated_by"]) == ("2018-04-03", "text") and {r["dated_by"] for r in table if r["doc_id"] == "d"} == {""}
assert {r["dated_by"] for r in table if r["doc_id"] == "b"} == {"document"}
assert row["doc_publisher"] == 'The "Daily"\tNews' and float(row["lat"]) > 36
EOF
exit $failed
