#!/bin/sh
# The same suite, and the same bytes out of the program, with the store in PostgreSQL: a server of our own, in a folder that goes afterwards.
. "$2/tests/cli.inc"
. "$source/tests/postgres.inc"
at_end() { postgres_stop; }
postgres_start
if [ -z "$postgres_uri" ]; then
    echo "postgres: not tested: $postgres_reason"
    exit 77
fi

ENTENTE_TEST_STORE=$postgres_uri "$(dirname "$entente")/tests/test_store" >suite 2>&1 || { cat suite; fail "the store's suite fails"; }

cat >news.jsonl <<'END'
{"id":"one","date":"2018-04-06","title":"Talks","text":"Russia and Pakistan held talks in Moscow."}
{"id":"two","date":"2018-04-07","text":"Pakistan accused India of shelling two villages. \"We want peace,\" Russian Foreign Minister Sergey Lavrov told reporters."}
{"id":"three","text":"Turkey said it would send aid to Syria, Zanzibarquux said. S-400s, or NEAR \u00dcber S-400. Back\\slash, tab\tand\nline: \u00e9."}
END
"$entente" read --quiet --json --store file.db news.jsonl >/dev/null || fail "reading into a file"
"$entente" read --quiet --json --store "$postgres_uri" news.jsonl >/dev/null || fail "reading into PostgreSQL"
"$entente" read --store "$postgres_uri" news.jsonl 2>&1 >/dev/null | grep -q '^3 documents were in' || fail "documents are not found again"
for command in "store info --dump" relations "dyad RUS PAK" "dyad RUS PAK --by month --json" incidents "explain --incident one#1" "statements --about PEACE" "search zanzibarquux" "search --json s-400 OR über" "search talks in" "export --format gdelt" "explain --event one#0"; do
    "$entente" $command --store file.db >file.out 2>/dev/null
    "$entente" $command --store "$postgres_uri" >server.out 2>server.err || fail "$command: $(cat server.err)"
    [ -s file.out ] && cmp -s file.out server.out || fail "$command differs: $(diff file.out server.out | head -n 4)"
done

"$entente" store forget three --store file.db && "$entente" store forget three --store "$postgres_uri" || fail "forgetting"
"$entente" store compact --store "$postgres_uri" || fail "compacting"
for store in file.db "$postgres_uri"; do
    "$entente" store info --dump --store "$store" >"$([ "$store" = file.db ] && echo file.out || echo server.out)"
done
grep -q '	three	' server.out && fail "a forgotten document has rows"
"$entente" search --quiet --store "$postgres_uri" zanzibarquux | grep -q . && fail "a forgotten document is found"
"$postgres_bin/psql" -q -X -d "$postgres_uri" -c CHECKPOINT
grep -r -q -i zanzibarquux postgres/data/base && fail "words of a forgotten document are in the files of the compacted store"
cmp -s file.out server.out || fail "the stores differ after forgetting"

# Out of the server into a file, and back into the server.
echo '{"id":"four","date":"2018-04-05","text":"Kenya accused Chad of smuggling."}' | "$entente" read --quiet --store merged.db - >/dev/null
"$entente" store merge --quiet --store merged.db "$postgres_uri" || fail "merging into a file"
"$entente" store merge --quiet --store "$postgres_uri" merged.db || fail "merging into PostgreSQL"
"$entente" store info --dump --store merged.db >file.out
"$entente" store info --dump --store "$postgres_uri" >server.out
grep -q '^events	four	' server.out || fail "a merged document has no events"
cmp -s file.out server.out || fail "the stores differ after merging"
exit $failed
