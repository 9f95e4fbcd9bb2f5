#!/bin/sh
# The story of a pair lists what happened once, with the reports that tell of it, and acts that are none (threatened, planned ...) by themselves; as many incidents
# as relations counts; imported rows stand each by itself.
. "$2/tests/cli.inc"
run 0 read --quiet --store x.db "$source/tests/data/incidents/story.jsonl"
run 0 dyad --store x.db UKR RUS
[ "$(grep -c 'ASSAULT' stdout)" -eq 2 ] || fail "two attacks are not two events: $(cat stdout)"
has "    killed 12 to 31; 3 reports in 3 documents of 3 sources: also k2#0, k3#0"
has "    k1#0 · Morning Wire"
has_not "At least 17 people"
run 0 dyad --store x.db ISR SYR
has "    2 reports in 2 documents of 2 sources; contested: also d2#0 (denied)"
run 0 dyad --store x.db KEN ETH --json
has '"incidents":[{"id":"m1#0","event":"CONSULT","mode":null,"from":"2019-05-01","to":"2019-05-01","directed":false,"parties":["KENGOV","ETHGOV"],"place":"Nairobi","magnitude":{},"contested":false,"counted":3,"reports":3,"documents":3,"sources":3,"sentence":"The foreign ministers of Kenya and Ethiopia held talks in Nairobi on Wednesday.","events":["m1#0","m3#0","m2#0"]}],"events":['
[ "$(grep -o '"incident":"m1#0"' stdout | wc -l)" -eq 6 ] || fail "three reports, each both ways, are not six rows: $(cat stdout)"

# October 2012 on the border of Turkey and Syria, in our words.
cat >border.jsonl <<'END'
{"id":"a","date":"2012-10-03","publisher":"Morning Wire","text":"Syrian forces shelled the Turkish town of Akcakale on Wednesday, killing five people."}
{"id":"b","date":"2012-10-04","publisher":"Evening Post","text":"Five people were killed when Syrian forces shelled Akcakale in Turkey on Wednesday."}
{"id":"c","date":"2012-10-04","publisher":"Weekly Review","text":"Turkish forces shelled Syrian positions near Akcakale on Thursday."}
{"id":"d","date":"2012-10-05","publisher":"Evening Post","text":"Turkey will shell Syria. Turkey and Syria accused each other of shelling."}
END
run 0 read --quiet --store y.db border.jsonl
run 0 dyad --store y.db TUR SYR
has "    killed 5; 2 reports in 2 documents of 2 sources: also"
[ "$(grep -c 'ACCUSE' stdout)" -eq 1 ] || fail "they accused each other more than once: $(cat stdout)"
has "TUR ↔ SYR  ACCUSE"
has "ASSAULT (heavy-weapons)  planned: not counted"
run 0 dyad --store y.db TUR SYR --json
wanted=$(grep -o '"incidents":[0-9]*' stdout | head -n 1 | cut -d : -f 2)
listed=$(grep -o '"counted":[1-9][0-9]*,"reports"' stdout | wc -l)
[ "$listed" = "$wanted" ] || fail "$wanted incidents are counted, $listed listed"
has '"status":"planned"'
has '"incident":null'
grep -o '"events":\["[^]]*\]' stdout | grep -o '[a-d]#[0-9]' >ids
[ "$(sort -u ids | wc -l)" -eq "$(wc -l <ids)" ] || fail "a report is in two incidents: $(cat ids)"
while read -r id; do run 0 explain --store y.db --incident "$id" --json; done <ids
run 0 dyad --store y.db TUR SYR --from 2012-10-03 --to 2012-10-03 --json --limit 1
has '"documents":2,"sources":2,"sentence":"'
[ "$(grep -o '"incident":"[ab]#0"' stdout | wc -l)" -eq 2 ] || fail "the one incident has not its two rows: $(cat stdout)"

run 0 import --store z.db --day-one 2018-04-01 "$source/tests/data/import/weis.tsv"
run 0 dyad --store z.db --origin keds KEN UGA --json
has '"incidents":null,"events":[{'
run 0 dyad --store z.db --origin keds KEN UGA --limit 1
says "only the latest 1 event is shown"

# A partnership is declared once it is signed or proclaimed, not when it is spoken of.
cat >declared.jsonl <<'END'
{"id":"p1","date":"2018-04-03","text":"Brazil and Peru signed a strategic partnership in Lima on Tuesday."}
{"id":"p2","date":"2018-04-04","text":"Brazil and Chile are talking about an alliance. The partnership between Brazil and Chile is old."}
END
run 0 read --quiet --store declared.db declared.jsonl
run 0 dyad --store declared.db BRA PER
has "Declared"
has "signed  open"
has "Brazil and Peru signed a strategic partnership"
has_not "Open in the ledger"
run 0 dyad --store declared.db BRA CHL
has_not "Declared"
run 0 dyad --json --store declared.db BRA CHL
has '"declared":[]'
exit $failed
