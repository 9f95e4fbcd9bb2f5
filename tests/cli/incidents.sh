#!/bin/sh
# Reports of one event are one incident, in whatever order they were read: rising tolls, two towns on one day, a meeting in three papers, a shelling that is
# denied, a meeting of five.
. "$2/tests/cli.inc"
story=$source/tests/data/incidents/story.jsonl
ask() { "$entente" incidents --quiet --store x.db "$@" >stdout 2>stderr || fail "$*: exit $?: $(cat stderr)"; }

cp "$story" order1
sort -r "$story" >order2
{ sed -n 5,11p "$story"; sed -n 1,4p "$story"; } >order3
for order in order1 order2 order3; do
    rm -f x.db*
    mv $order one.jsonl
    "$entente" read --quiet --store x.db one.jsonl >out 2>err || fail "read: $(cat err)"
    ask --json
    [ -f first ] || cp stdout first
    cmp -s stdout first || fail "other incidents in $order"
done

sed -E 's/,"told":.*//' first >stdout
cat >wanted <<'END'
{"id":"s1#0","event":"CONSULT","mode":null,"from":"2019-07-01","to":"2019-07-01","directed":false,"parties":["FRA","DEU","ITA","ESP","POL"],"place":"Paris","magnitude":{},"contested":false,"counted":2,"reports":2,"documents":2,"sources":2
{"id":"d1#0","event":"ASSAULT","mode":null,"from":"2019-06-10","to":"2019-06-10","directed":true,"parties":["ISRMIL","SYR"],"place":"Quneitra","magnitude":{},"contested":true,"counted":1,"reports":2,"documents":2,"sources":2
{"id":"m1#0","event":"CONSULT","mode":null,"from":"2019-05-01","to":"2019-05-01","directed":false,"parties":["KENGOV","ETHGOV"],"place":"Nairobi","magnitude":{},"contested":false,"counted":3,"reports":3,"documents":3,"sources":3
{"id":"h1#0","event":"ASSAULT","mode":"heavy-weapons","from":"2019-03-05","to":"2019-03-05","directed":true,"parties":["RUSMIL","UKRMIL"],"place":"Kharkiv","magnitude":{"killed":{"low":4,"high":4}},"contested":false,"counted":1,"reports":1,"documents":1,"sources":1
{"id":"k1#0","event":"ASSAULT","mode":null,"from":"2019-03-05","to":"2019-03-05","directed":true,"parties":["RUSMIL","UKRMIL"],"place":"Kherson","magnitude":{"killed":{"low":12,"high":31}},"contested":false,"counted":3,"reports":3,"documents":3,"sources":3
END
cmp -s stdout wanted || fail "$(diff wanted stdout)"

ask Ukraine --from 2019-03 --to 2019-03
has "killed 12 to 31; 3 reports in 3 documents of 3 sources"
has "  with k1#0: same actors, type, day and place; figures not far apart"
[ "$(grep -c '^2019-03-05  ASSAULT' stdout)" = 2 ] || fail "two towns are not two incidents: $(cat stdout)"
ask --contested
has "2019-06-10  ASSAULT  ISRMIL → SYR; Quneitra; 2 reports in 2 documents of 2 sources; contested"
[ "$(grep -c '; contested' stdout)" = 1 ] || fail "not one is contested"
ask Spain Poland --json
[ "$(wc -l <stdout)" -eq 1 ] || fail "who was at the meeting is not found"
"$entente" relations --quiet --store x.db RUS UKR --json >stdout
has '"quad":[0,0,0,2]'
has '"incidents":2,"reports":4,"documents":4,"sources":3'
"$entente" relations --quiet --store x.db ITA POL --json >stdout
has '"incidents":1,"reports":1,'

# Where no publisher is known, nothing is said of sources.
rm -f x.db*
echo '{"id":"n1","date":"2019-03-05","text":"Russian forces shelled Ukrainian positions near Kherson."}' | "$entente" read --quiet --store x.db - >out
ask
has "; 1 report in 1 document"
has_not "source"
exit $failed
