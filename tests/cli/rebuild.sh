#!/bin/sh
# `store rebuild` gives the store that reading all anew would give; killed, it leaves a good one and goes on where it was. $3: the back end.
. "$2/tests/cli.inc"
backend=$3
. "$source/tests/stores.inc"
store=$(store_at rebuilt)
store_new rebuilt || exit 1
dump() { "$entente" store info --dump --store "$store"; }

long="Russia and Pakistan held talks in Moscow about a pipeline that is to carry gas from the port of Karachi to Lahore, and both said that they were content with what was reached there."
{
    echo '{"id":"old","date":"2018-04-03","text":"'"$long"'"}'
    echo '{"id":"reprint","date":"2018-04-05","text":"'"$long"'"}'
    echo '{"id":"deutsch","text":"Der Minister sagte am Montag, dass die Regierung das Abkommen mit den Nachbarn nicht unterschreiben werde, weil es noch keine Einigung gibt."}'
    cat <<'END'
{"id":"lines","title":"Talks in\nMoscow","text":"Pakistan accused India\nof shelling two villages.\n\nSubscribe to our newsletter\n\n“We want peace,” Russian Foreign Minister Sergey Lavrov told reporters."}
END
    for i in 1 2 3 4 5 6 7 8 9; do
        for k in 1 2 3 4 5 6 7 8 9; do
            echo '{"id":"d'$i$k'","date":"2018-04-1'$i'","text":"Pakistan accused India of shelling '$i$k' villages. Russia met Turkey."}'
        done
    done
} >news.jsonl
printf 'Russia met Pakistan .\nKenya accused Chad . It left .\nSaudi warplanes bombed a market in Saada , killing 29 people and wounding dozens .\n' >tokens.txt
"$entente" read --quiet --json --store "$store" news.jsonl >/dev/null || fail "reading: exit $?"
"$entente" read --quiet --json --pretokenized --store "$store" tokens.txt >/dev/null || fail "reading tokens: exit $?"
dump >clean.dump
"$entente" store rebuild --store "$store" 2>err || fail "rebuilding: $(cat err)"
grep -q '^0 documents coded anew' err || fail "what is not stale was coded: $(cat err)"
"$entente" store rebuild --all --store "$store" 2>err || fail "rebuilding all: $(cat err)"
dump | cmp -s - clean.dump || fail "another store than that of reading: $(dump | diff - clean.dump | cut -c 1-200 | head -n 4)"
"$entente" store check --quiet --store "$store" || fail "not whole"

n_killed=0
for moment in 0.02 0.05 0.1 0.15 0.2 0.3; do
    "$entente" store rebuild --quiet --all --store "$store" >out 2>&1 &
    pid=$!
    sleep "$moment"
    kill -9 $pid 2>/dev/null
    wait $pid 2>/dev/null
    [ $? != 137 ] || n_killed=$((n_killed + 1))
    "$entente" store check --quiet --store "$store" || fail "not whole after a kill"
    [ "$(dump | grep -c '^events	d')" = "$(grep -c '^events	d' clean.dump)" ] || fail "events are missing after a kill"
done
[ "$n_killed" -gt 0 ] || fail "no kill met a run at work"
"$entente" store rebuild --quiet --store "$store" || fail "going on: exit $?"
dump | cmp -s - clean.dump || fail "another store after kills: $(dump | diff - clean.dump | cut -c 1-200 | head -n 4)"

# An original that is forgotten leaves a reprint to be coded.
"$entente" store forget --store "$store" old || fail "forgetting"
"$entente" store rebuild --quiet --store "$store" || fail "coding a reprint after all: exit $?"
dump | grep -q '^events	reprint	' || fail "a reprint without its original is not coded"
"$entente" store info --json --store "$store" | grep -q '"stale_documents":0' || fail "stale documents are left"

# Counts of imported rows that are lost are made anew from the rows.
if [ "$backend" = sqlite ]; then
    {
        printf '850101\tISR\t031\tMEET\tPAL\n'
        printf '850214\tPAL\t111\tTURN DOWN\tISR\n'
    } >old.keds
    run 0 import --origin old-days --store "$store" old.keds
    counted() { "$entente" relations --origin old-days --by month --json --store "$store"; }
    counted >counted.before
    grep -q '"ISR"' counted.before || fail "nothing was imported"
    python3 -c "import sqlite3, sys; db = sqlite3.connect(sys.argv[1]); db.execute('DELETE FROM imported_months'); db.commit()" "$store"
    counted | cmp -s - counted.before && fail "the counts were not lost"
    run 0 store rebuild --store "$store"
    counted | cmp -s - counted.before || fail "other counts than those of the import"
fi
exit $failed
