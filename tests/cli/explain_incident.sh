#!/bin/sh
# Why the reports of an incident are one: the points for each that joined, the nearest that did not and what kept them apart; a merge that a later report
# contradicts is undone, and says so. The events are those of October 2012 on the border of Turkey and Syria; the sentences are ours.
. "$2/tests/cli.inc"
cat >first.jsonl <<'END'
{"id":"p","date":"2012-10-03","publisher":"Morning Wire","text":"Syrian forces shelled the Turkish town of Akcakale on Wednesday."}
{"id":"q","date":"2012-10-04","publisher":"Evening Post","text":"Syrian forces shelled Turkey on Wednesday, killing 40 people."}
END
cat >later.jsonl <<'END'
{"id":"r","date":"2012-10-03","publisher":"Weekly Review","text":"Syrian forces shelled the Turkish town of Akcakale on Wednesday, killing five people."}
{"id":"s","date":"2012-10-04","publisher":"Weekly Review","text":"Turkish forces shelled Syrian positions near Akcakale on Thursday."}
{"id":"t","date":"2012-10-09","publisher":"Morning Wire","text":"Syrian forces shelled Turkey on Tuesday."}
{"id":"u","date":"2012-10-05","publisher":"Evening Post","text":"Turkey will shell Syria. Turkey and Syria accused each other of shelling."}
END
run 0 read --quiet --store x.db first.jsonl
run 0 explain --store x.db --incident q#0
has "2012-10-03  ASSAULT  SYRMIL → TUR; Akcakale; killed 40; 2 reports in 2 documents of 2 sources"
has "  p#0 began it"
has "  q#0 joined p#0: same actors, type, day and words"
has "    3 points, 2 needed: day 2, words 1"
has "None within a week."

run 0 read --quiet --store x.db later.jsonl
run 0 explain --store x.db --incident q#0
has "killed 40; 1 report in 1 document"
has "  p#0 did not join q#0: r#0 of its incident contradicts q#0: other figures"
has "    3 points, 2 needed: day 2, words 1; of the incident r#0, 2 reports"
run 0 explain --store x.db --incident p#0 --json
[ "$(wc -l <stdout)" -eq 1 ] || fail "one incident is not one line"
has '{"id":"r#0","event":"ASSAULT","mode":"heavy-weapons","from":"2012-10-03","to":"2012-10-03","directed":true,"parties":["SYRMIL","TUR"],"place":"Akcakale"'
has '"told":[{"like":null,"reason":null,"event":{'
has '{"like":"r#0","reason":"same actors, type, day, place and words","points":5,"needed":2,"grounds":{"actors":0,"type":0,"day":2,"place":2,"words":1},"contradictions":[],"event":{'
has '"not_joined":[{"incident":"q#0","beside":"r#0","reason":"other figures","points":3,"needed":2,"grounds":{"actors":0,"type":0,"day":2,"words":1},"contradictions":["other figures"],'
has '{"incident":"t#0","beside":"r#0","reason":"other days","points":1,'
has_not '"s#0"'
run 0 explain --store x.db --incident p#0 --limit 1
has "q#0 did not join r#0"
has_not "t#0"

# Every id that incidents and dyad print leads back to its incident, a twin's too.
"$entente" incidents --quiet --store x.db --json | grep -o '^{"id":"[^"]*"' | cut -d '"' -f 4 >ids
"$entente" dyad --quiet --store x.db SYR TUR | grep -o '[a-z]#[0-9]*' >>ids
[ "$(sort -u ids | wc -l)" -ge 6 ] || fail "few ids: $(cat ids)"
for id in $(sort -u ids); do
    [ "$id" = u#1 ] || run 0 explain --store x.db --incident "$id"
done
run 0 explain --store x.db --incident u#3 --json # the other direction of an act of both
has '{"id":"u#2","event":"ACCUSE"'
run 1 explain --store x.db --incident u#1
says "u#1 tells of no incident"
run 1 explain --store x.db --incident nowhere#0
says "the store has no event nowhere#0"
for bad in p p# "#0" p#0x; do run 2 explain --store x.db --incident "$bad"; done
run 2 explain --store x.db --incident p#0 "a text"
run 3 explain --store none.db --incident p#0
exit $failed
