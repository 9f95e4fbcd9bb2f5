#!/bin/sh
# What was read is asked for: relations, dyad, statements. The documents are ours.
. "$2/tests/cli.inc"

cat >news.jsonl <<'END'
{"id":"one","date":"2018-02-20","title":"Lavrov meets Asif","publisher":"Example News","text":"Russian Foreign Minister Sergey Lavrov met his Pakistani counterpart Khawaja Asif in Moscow.\n\"We will help Pakistan,\" Lavrov said."}
{"id":"two","date":"2018-04-06","text":"Pakistan accused Russia of supporting rebels. Russian and Pakistani troops held joint drills. Pakistani troops shelled Indian positions. Russia may send aid to Pakistan."}
{"id":"three","text":"The Russian president met the Pakistani prime minister."}
END
run 0 read --quiet news.jsonl

run 0 relations
[ "$(grep -n 'PAK – RUS  Pakistan – Russia' stdout | cut -d: -f1)" = 3 ] || fail "the pair with most events is not first: $(cat stdout)"
has "IND – PAK"
[ "$(LC_ALL=C.UTF-8 wc -L <stdout)" -le 80 ] || fail "wider than 80 columns: $(cat stdout)"
run 0 relations Russia Pakistan --json
has '{"a":"RUS","b":"PAK","directed":false,"from":"2018-02-20","to":"2018-04-06","hostility":null,"affinity":null,"goldstein_mean":'
has '"quad":[2,1,1,0]'
has '"incidents":4,"reports":4,"documents":3,"sources":1,"undated":1,"conflict":"verbal","tie":"cooperation","tie_shown_by":{"doc":"two","id":2,"date":"2018-04-06","sentence":null},"trend":null,"breaks":[],"origin":"read"}'
[ "$(wc -l <stdout)" -eq 1 ] || fail "twins are two pairs"
run 0 relations RUS PAK --json --by month
[ "$(wc -l <stdout)" -eq 2 ] || fail "two months are not two rows: $(cat stdout)"
has '"from":"2018-02-01","to":"2018-02-28"'
says "1 event without a date left out"
run 0 relations RUS PAK --json --directed --from 2018-04
[ "$(wc -l <stdout)" -eq 2 ] || fail "two directions are not two rows: $(cat stdout)"
has '{"a":"PAK","b":"RUS","directed":true'
run 0 relations RUSMIL --json
has '"a":"RUSMIL","b":"PAK"'
run 0 relations RUS PAK --exact --json
has '"reports":1,'
run 0 relations RUS FRA
says "no counted event between RUS and FRA"
run 2 relations RUS PAK IND CHN
run 2 relations RUS PAK RUS
says "three different actors"
run 0 relations RUS PAK IND --json
has '{"a":"RUS","b":"PAK","c":"IND","from":null,"to":null,"ties":[{"sign":null,"relation":{"a":"PAK","b":"RUS",'
has '{"sign":null,"relation":null}'
has '"kind":null,"balanced":null,"apex":null,"hedging":{"RUS":null,"PAK":null,"IND":null}}'
run 2 relations nobodyknowsthis
says 'no actor is called "nobodyknowsthis"'
for unknown in "relations A RUS PAK" "relations RUS PAK XQX" "dyad RUS XQX" "incidents XQX" "statements --by XQX" "ledger --who XQX"; do
    run 2 $unknown # code or letter: neither a list nor the store has it
    says "no actor is called"
done
printf '%s\n' 'QQLAND_ [XQX]' >more.txt
run 0 read --quiet --store more.db --actors more.txt - <<'END'
Qqland attacked Kenya.
END
run 0 relations --store more.db XQX KEN --json
has '"a":"XQX","b":"KEN"'
run 2 relations --origin keds
says 'the store has no rows of "keds"; it has no imported rows'
run 2 relations --from 2018-13
says "--from takes a date"
run 2 relations --from 2019 --to 2018
says "later than"

run 0 dyad russia PAK
has "RUS – PAK  Russia – Pakistan"
has "RUSMIL ↔ PAKMIL"
has "tie: cooperation, 2018-04-06"
has "    “Russian and Pakistani troops held joint drills.”"
has "PAK → RUS  ACCUSE"
has "“Pakistan accused Russia of supporting rebels.”"
has "Lavrov meets Asif · Example News"
has "not counted"
has "cooperation   █"
has "“We will help Pakistan,”"
[ "$(grep -c 'RUSGOV ↔ PAKGOV\|PAKGOV ↔ RUSGOV' stdout)" = 2 ] || fail "twins are shown twice: $(cat stdout)"
run 0 dyad RUS PAK --limit 1
has "PAK → RUS  ACCUSE"
has_not "counterpart"
says "only the latest 1 event"
run 0 dyad RUS PAK --from 2018-04 --to 2018-04
has_not "counterpart"
run 0 dyad RUS PAK --color always
has "$(printf '\033[31m')"
run 0 dyad RUS PAK --json
[ "$(wc -l <stdout)" -eq 1 ] || fail "one object is not one line"
has '{"a":{"code":"RUS","name":"Russia"},"b":{"code":"PAK","name":"Pakistan"},"relation":{"a":"RUS","b":"PAK",'
has '"sentence":{"start":0,"end":45,"text":"Pakistan accused Russia of supporting rebels."}'
has '"trend":null,"breaks":[],"origin":"read"}'
has '"author_months":[]'
has '"uncounted_months":[],'
has '"exchanges":{"within_days":14,"cooperation":{"reciprocity":null,'
has '"conflict":{"reciprocity":0,"started_by_a":0,"a":{"acts":0,"started":0,"answered":0,"median_days":null,"chance":0},"b":{"acts":1,"started":1,'
has_not '"periods"'
for by in day week month year; do
    run 0 relations RUS PAK --by $by --json
    cp stdout rows
    run 0 dyad RUS PAK --by $by --json
    has "\"periods\":[$(paste -s -d, rows)],"
    run 0 relations RUS PAK --by $by
    cp stdout rows
    run 0 dyad RUS PAK --by $by
    has "$(tail -n 1 rows)"
    has_not "cooperation   █"
done
run 2 dyad RUS PAK --by decade
run 2 dyad RUS
run 2 dyad RUS Russia
says "are both RUS"

run 0 statements --by Russia --about "help pakistan"
has "Sergei Lavrov, RUSGOV"
run 0 statements --json
has '"speaker":{"code":"RUSGOV","name":"Sergei Lavrov","text":"Lavrov"}'
has '"doc":{"id":"one","title":"Lavrov meets Asif","date":"2018-02-20"}'
run 0 statements --by Kenya
says "no such quotation"
run 0 statements --from 2018-01 --to 2018-01
says "no such quotation"
run 2 statements Russia

# ---- statements, each filter by itself and two together
cat >said.jsonl <<'END'
{"id":"s1","date":"2019-05-02","text":"\"We will lift the tariffs,\" Angela Merkel told Emmanuel Macron in Berlin. Emmanuel Macron warned Iran that it would face sanctions."}
{"id":"s2","date":"2020-06-03","text":"\"The tariffs stay,\" Emmanuel Macron told Angela Merkel at a news conference in Paris."}
END
run 0 read --quiet --store said.db said.jsonl
said() { run 0 statements --store said.db --json "$@"; }
count() { [ "$(wc -l <stdout)" -eq "$1" ] || fail "$1 statements wanted, not: $(cat stdout)"; }
said; count 3
said --by France; count 2
said --by FRAGOV --exact; count 2
said --by FRA --exact; count 0
said --to Germany; count 1
has '"content":{"start":1,"end":18,"text":"The tariffs stay,"}'
said --names Iran; count 1
has '"speaker":{"code":"FRAGOV","name":"Emmanuel Macron"'
said --about TARIFFS; count 2
said --about tariffs --by Germany; count 1
has '"speaker":{"code":"DEUGOV"'
said --from 2020; count 1
has '"venue":"a news conference in Paris"'
said --until 2019-12; count 2
said --from 2019-06 --to 2020-06-02; count 0
said --from 2019-05-02 --until 2020-06-03; count 3
said --limit 1; count 1
has '"date":"2020-06-03"'
run 0 read --no-store said.jsonl
has "Who said what"
has "Angela Merkel, DEUGOV"
has "    to Emmanuel Macron"
has "  warned that it would face sanctions"
has "    to Iran · warns IRN"
has "    to Angela Merkel · at a news conference in Paris"
run 0 statements --store said.db --to Iran
has "2019-05-02  Emmanuel Macron, FRAGOV to Iran"
has "    warned that it would face sanctions"
has "    warns IRN"
run 0 dyad FRA DEU --store said.db
has "What was said to or about the other"
has "    “The tariffs stay,”"
has "2020-06-03  Emmanuel Macron, FRAGOV to Angela Merkel"

printf 'Russia and Pakistan signed a mutual defence treaty. Kenya and Chad signed a trade agreement.\nIran formed a military alliance with Syria. Ghana phoned Togo.' >ties.txt
run 0 read --quiet --store ties.db ties.txt
run 0 dyad --store ties.db KEN TCD --json
has '"cooperation":{"reciprocity":null,"started_by_a":null,'
for pair in RUS:PAK:alliance KEN:TCD:cooperation IRN:SYR:alliance GHA:TGO:contact; do
    run 0 relations --store ties.db "${pair%%:*}" "$(echo "$pair" | cut -d: -f2)" --json
    has "\"tie\":\"${pair##*:}\",\"tie_shown_by\":{"
done

# A year of visits, then one of war: one break, in the year in which it lies.
for month in 01 02 03 04 05 06 07 08 09 10 11 12; do
    for day in 02 16; do
        echo "{\"id\":\"v$month$day\",\"date\":\"2016-$month-$day\",\"text\":\"Russia met Pakistan.\"}"
    done
    for day in 01 03 05 07 09 11 13 15 17 19; do
        echo "{\"id\":\"w$month$day\",\"date\":\"2017-$month-$day\",\"text\":\"Russia shelled Pakistan.\"}"
    done
done >war.jsonl
run 0 read --quiet --store war.db war.jsonl
run 0 relations --store war.db RUS PAK --json
has '"breaks":["2017-01-01"]'
run 0 relations --store war.db RUS PAK --json --by year
[ "$(grep -o '"breaks":[^,]*' stdout | tr '\n' ' ')" = '"breaks":[] "breaks":["2017-01-01"] ' ] || fail "breaks by year: $(cat stdout)"
run 0 relations --store war.db RUS PAK --json --directed
has '"breaks":null'

# Who starts, who answers; what others claim is counted by wish only, and by how sure it is.
for month in 02 04 06 08; do
    echo "{\"id\":\"s$month\",\"date\":\"2018-$month-01\",\"text\":\"Kenya shelled Chad.\"}"
    echo "{\"id\":\"t$month\",\"date\":\"2018-$month-04\",\"text\":\"Chad attacked Kenya.\"}"
    echo "{\"id\":\"u$month\",\"date\":\"2018-$month-20\",\"text\":\"Ghana said that Kenya shelled Chad.\"}"
done >fight.jsonl
run 0 read --quiet --store fight.db fight.jsonl
run 0 dyad --store fight.db KEN TCD
has "conflict: KEN started 4 of 4 exchanges, TCD answered 4 of these after 3 days"
has "reciprocity 1.00"
has "not counted   "
run 0 dyad --store fight.db KEN TCD --json
has '"conflict":{"reciprocity":1,"started_by_a":1,"a":{"acts":4,"started":4,"answered":0,"median_days":null,"chance":null},"b":{"acts":4,"started":0,"answered":4,"median_days":3,"chance":'
has '"uncounted_months":[{"a":"KEN","b":"TCD","directed":false,"from":"2018-02-01","to":"2018-02-28",'
run 0 dyad --store fight.db KEN TCD --svg fight.svg
grep -q '^</svg>$' fight.svg || fail "the drawing does not end"
[ "$(grep -c '>[0-9]*</text>$' fight.svg)" -gt 8 ] || fail "the drawing has no numbered deeds"
grep -qF 'Kenya shelled Chad.' fight.svg || fail "the drawing has no sentence"
grep -qF 's02#0' fight.svg || fail "the drawing does not name its documents"
run 3 dyad --store fight.db KEN TCD --svg no/such/folder/fight.svg
says "no/such/folder/fight.svg"
# Every figure leads to its incidents, every incident to its sentence: what tables and JSON name, explain takes.
run 0 dyad --store fight.db KEN TCD --limit 3
ids=$(grep -o '[a-z0-9]*#[0-9]*' stdout | sort -u)
[ "$(echo "$ids" | wc -l)" -eq 3 ] || fail "three events without three ids: $(cat stdout)"
run 0 dyad --store fight.db KEN TCD --json
more=$(sed 's/{"id":/\n&/g' stdout | awk '
    /^{"id":[0-9]+,"event"/ { n = substr($0, 7) + 0 }
    /^{"id":"/ && n != "" { split($0, part, "\""); print part[4] "#" n; n = "" }')
[ "$(echo "$more" | wc -l)" -eq 12 ] || fail "not twelve events: $more"
shown=$(grep -o '"tie_shown_by":{"doc":"[^"]*","id":[0-9]*' stdout | sed 's/.*"doc":"//; s/","id":/#/' | sort -u)
for id in $ids $more $shown; do
    run 0 explain --store fight.db --event "$id"
    grep -q 'Kenya shelled Chad\|Chad attacked Kenya' stdout || fail "$id does not lead to its sentence: $(cat stdout)"
done
run 0 relations --store fight.db KEN TCD --json
has '"quad":[0,0,0,8]'
run 0 relations --store fight.db KEN TCD --count attributed --json
has '"incidents":12,"reports":12,'
has '"quad":[0,0,0,12]'
run 2 relations --store fight.db KEN TCD --count rumours
says "--count takes attributed, quoted and author"
exit $failed
