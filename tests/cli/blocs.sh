#!/bin/sh
# The camps of a signed network given as a table: numbers, words, drawings, and lines that cannot be used.
. "$2/tests/cli.inc"

# Three hostile pairs of friends, and a friendly tie across: with any number of camps one tie is frustrated, with two three are.
{
    printf '# a\tb\tweight\n'
    printf 'Old Town\tHarbour\t1\nMill\tFord\t+\n\nHill\tLake & <Sea>\t1\r\n'
    printf 'Old Town\tMill\t-2\nMill\tHill\t-2\nHill\tOld Town\t-1\nOld Town\tHill\t-1\n'
    printf 'Harbour\tFord\t0.5\tfurther columns are ignored\n'
} >towns.tsv
run 0 blocs --graph towns.tsv --json
has '{"frustration":0.5,"bound":0.5,"optimal":true,"camps":{"Ford":1,"Harbour":2,"Hill":3,"Lake & <Sea>":3,"Mill":1,"Old Town":2},"kind":"partition","from":null,"to":null,'
has '"frustrated":[{"a":"Ford","b":"Harbour","weight":0.5}],"shared":{"proven":true,"groups":{'
has '"fits_nowhere":[]},"triangles":{"friends":0,"against":0,"between":0,"foes":1,'
has '"between":null,"changes":null}'
run 0 blocs --graph towns.tsv --camps 2 --json
has '{"frustration":2,"bound":2,"optimal":true,"camps":{'
run 0 blocs --graph - --json <towns.tsv
has '"frustration":0.5'
sed '1!G;h;$!d' towns.tsv >turned.tsv
"$entente" blocs --graph turned.tsv --json >other
cmp -s stdout other || fail "the order of the lines changes the camps"

run 0 blocs --graph towns.tsv --graphml towns.graphml --gexf towns.gexf --shuffles 10
has "6 nodes, 7 ties: 4 friendly, 3 hostile"
has "frustration 0.5 of 9.5, proven: no division into any number of camps has less"
has "signs shuffled 10 times"
has "camp 2, 2 members"
has "  Harbour, Old Town"
has "  Ford – Harbour  0.5  friendly between camps 1 and 2"
[ "$(grep -c '<node ' towns.graphml)" -eq 6 ] || fail "GraphML has not six nodes"
grep -qF 'Lake &amp; &lt;Sea&gt;' towns.graphml || fail "GraphML does not escape"
[ "$(grep -c 'key="frustrated">true' towns.graphml)" -eq 1 ] || fail "GraphML has not one frustrated edge"
[ "$(grep -c '<edge .*for="signed" value="-2"' towns.gexf)" -eq 3 ] || fail "GEXF has not three edges of -2"
run 0 blocs --graph towns.tsv --svg towns.svg
[ "$(grep -c '<circle .* r="7.0"' towns.svg)" -eq 6 ] || fail "the drawing has not six nodes"
[ "$(grep -c 'stroke-dasharray' towns.svg)" -eq 3 ] || fail "the drawing has not one frustrated tie and two in its legend"
grep -qF 'Lake &amp; &lt;Sea&gt;' towns.svg || fail "the drawing does not escape"
run 3 blocs --graph towns.tsv --gexf no/such/folder/towns.gexf
says "no/such/folder/towns.gexf"

# What cannot be used is named, and the rest is done.
printf 'a\tb\t1\nb\tb\t1\na c 1\nb\tc\tfriendly\nb\tc\t0x1p3\nb\tc\tinf\n\tc\t1\nb\tc\t1\na\tc\t-1\n\377\tc\t1\n' >bad.tsv
run 1 blocs --graph bad.tsv --json
has '{"frustration":1,"bound":1,"optimal":true'
says 'bad.tsv:2: a tie of a node with itself: "b"'
says 'bad.tsv:3: wanted three columns parted by tabs: a, b, weight: "a c 1"'
says 'bad.tsv:4: the third column is no weight (a number to 1e12, + or -): "friendly"'
says 'bad.tsv:5: '
says 'bad.tsv:6: '
says 'bad.tsv:7: a name is empty'
says 'bad.tsv:10: not valid UTF-8'
[ "$(wc -l <stderr)" -eq 7 ] || fail "not seven refused lines: $(cat stderr)"
run 1 blocs --graph nosuchfile.tsv
says "nosuchfile.tsv"
: >empty.tsv
run 0 blocs --graph empty.tsv --json
has '{"frustration":0,"bound":0,"optimal":true,"camps":{},'
run 2 blocs --graph towns.tsv --from 2018
run 3 blocs

# Camps of the store: three and three, who agree among themselves and shell each other.
# Over a week apart, since the same words within one are a reprint.
for day in $(awk 'BEGIN { for (i = 0; i < 60; i++) printf "%d-%02d-%02d ", 2017 + int(i / 36), int(i / 3) % 12 + 1, i % 3 * 9 + 1 }'); do
    text=
    for pair in Russia:India Russia:China China:India Kenya:Brazil Kenya:Japan Brazil:Japan; do
        text="$text ${pair%:*} and ${pair#*:} signed a trade agreement."
    done
    for a in Russia India China; do
        for b in Kenya Brazil Japan; do
            text="$text $a shelled positions in $b."
        done
    done
    echo "{\"id\":\"d$day\",\"date\":\"$day\",\"text\":\"${text# }\"}"
done >war.jsonl
run 0 read --quiet war.jsonl
run 0 blocs --json
has '{"frustration":0,"bound":0,"optimal":true,"camps":{"BRA":1,"CHN":2,"IND":2,"JPN":1,"KEN":1,"RUS":2},"kind":"partition",'
has '"triangles":{"friends":2,"against":18,"between":0,"foes":0,"strongest_between":[]}'
has '"between":{"sides":["camp 1","camp 2"],"actors":['
has '{"kind":"membership","code":"IGOSCO","name":"Shanghai Cooperation Organization","members":["CHN","RUS","IND"],"camp":2,"in_camp":3,"alike":1}'
run 0 blocs --resamples 20
has "  IGOSCO, Shanghai Cooperation Organization: 3 of its 3 members here are in camp"
has "drawn anew 20 times"
has "camp 1, 3 members, found again 1.00"
run 0 blocs --by year --json
[ "$(wc -l <stdout)" -eq 2 ] || fail "two years are not two networks: $(cat stdout)"
has '"from":"2018-01-01","to":"2018-12-31"'
has '"changes":[]'
run 2 blocs --by year --resamples 5
run 2 blocs --between Russia
says "--between takes two actors parted by a comma"
run 0 blocs --between Russia,Kenya
has "between RUS and KEN, who hedges most"
run 0 blocs --weighted
has "6 nodes, 15 ties: 6 friendly, 9 hostile"
run 0 blocs --from 2019 --json
has '"camps":{}'
says "no two actors have enough incidents"

# A state that changes sides, and one that trades with both: the same camps keep their numbers from year to year.
for day in $(awk 'BEGIN { for (i = 0; i < 72; i++) printf "%d-%02d-%02d ", 2016 + int(i / 36), int(i / 3) % 12 + 1, i % 3 * 9 + 1 }'); do
    text=
    friends="Russia:China Kenya:Brazil Kenya:Japan Brazil:Japan Egypt:Russia Egypt:China Egypt:Kenya Egypt:Brazil Egypt:Japan"
    foes="Russia:Kenya Russia:Brazil Russia:Japan China:Kenya China:Brazil China:Japan"
    case $day in
    2016*) friends="$friends India:Russia India:China" foes="$foes India:Kenya India:Brazil India:Japan" ;;
    *) friends="$friends India:Kenya India:Brazil India:Japan" foes="$foes India:Russia India:China" ;;
    esac
    for pair in $friends; do
        text="$text ${pair%:*} and ${pair#*:} signed a trade agreement."
    done
    for pair in $foes; do
        text="$text ${pair%:*} shelled positions in ${pair#*:}."
    done
    echo "{\"id\":\"d$day\",\"date\":\"$day\",\"text\":\"${text# }\"}"
done >turn.jsonl
run 0 read --quiet --store turn.db turn.jsonl
run 0 blocs --store turn.db --by year
has "2016-01-01 to 2016-12-31"
has "changed camps since the window before"
has "  IND  camp "
run 0 blocs --store turn.db --by year --between RUS,KEN --json
[ "$(grep -c '"actors":\[{"actor":"EGY"' stdout)" -eq 2 ] || fail "Egypt does not hedge most: $(cat stdout)"
[ "$(grep -c '"changes":\[{"actor":"IND","from":2,"to":[13]}\]' stdout)" -eq 1 ] || fail "India alone changes: $(cat stdout)"
run 0 relations --store turn.db Russia India Kenya --by year
has "RUS – IND – KEN  Russia – India – Kenya"
has "2016        friendly       hostile        hostile        balanced: RUS and IND against KEN"
run 0 relations --store turn.db Russia India Kenya --by year --json
has '"kind":"against","balanced":true,"apex":"KEN","hedging":{"RUS":'
run 2 blocs --graph towns.tsv --camps 3
says "--camps takes one of any|2"

# What is founded and what is claimed stands beside what is found.
printf 'The minister said that the strategic partnership between Brazil and Portugal is young. Kenya joined NATO.' >claims.txt
run 0 read --quiet --store claims.db --date 2018-04-03 claims.txt
run 0 blocs --store claims.db --json
has '"memberships":[],"memberships_told":[{"kind":"membership",'
has '"claimed":[{"kind":"claimed","name":"the strategic partnership","members":["BRA","PRT"],"told":{"kind":"deal",'
run 0 blocs --store claims.db
has "  the strategic partnership (BRA, PRT), says GOV: “The minister said that the"

# A dense network by chance: when the time is up, the gap is shown.
awk 'BEGIN { s = 7; for (a = 0; a < 60; a++) for (b = 0; b < a; b++) { s = (s * 16807) % 2147483647; print "n" a "\tn" b "\t" (s % 2 ? 1 : -1) } }' >dense.tsv
run 0 blocs --graph dense.tsv --seconds 1
has "not proven: no division has less than "
run 0 blocs --graph dense.tsv --seconds 1 --json
has '"optimal":false'
[ $failed = 0 ] && echo "blocs: camps, bounds, drawings and refusals"
exit $failed
