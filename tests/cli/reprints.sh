#!/bin/sh
# Reprints: one report printed by several is coded once; which one that is follows from the documents, not from the order they came in.
# Documents in other languages are kept and not coded. $3: the back end, sqlite or postgres.
. "$2/tests/cli.inc"
backend=$3
. "$source/tests/stores.inc"
# A SQLite file that reads FILE and imports the rows of KEDS holds what DUMP says, on whichever back end that was made: FILE DUMP [KEDS].
as_in_file() {
    rm -f alike.db*
    "$entente" read --quiet --store alike.db "$1" >out
    [ $# -lt 3 ] || "$entente" import --quiet --store alike.db "$3"
    "$entente" store info --dump --store alike.db | cmp -s - "$2" || fail "$2 is not what SQLite holds"
}
x=$(store_at x) fresh=$(store_at fresh) one=$(store_at one) two=$(store_at two)

lead='Russia and Pakistan signed an agreement on energy in Moscow on Monday.'
body='The foreign ministers of both countries praised the deal and said that engineers would begin with the pipeline in spring. India accused Pakistan of shelling two villages near the line that divides Kashmir. The United Nations called on both sides to talk, and China offered to help with a conference in autumn. The ministers told reporters that more would follow. One of them told reporters that he was glad.'
other='Turkey imposed sanctions on Greece over the islands. The prime minister told parliament that ships would no longer be let through, and that the ambassador had been called home. Athens rejected the step and asked its partners in the union for help before the summer comes.'
doc() { printf '{"id":"%s","date":"%s","url":"%s","text":"%s"}\n' "$1" "$2" "$3" "$4"; }
doc b 2024-03-02 https://b.example/1 "$lead $body" >b
doc a 2024-03-02 https://a.example/1 "PARIS, March 2 - Two neighbours have come to terms. $body" >a
doc c 2024-03-04 https://c.example/1 "$lead $body $other" >c
doc d 2024-05-20 https://d.example/1 "$lead $body" >d # too late to be a reprint
doc e 2024-03-03 https://e.example/1 "$other" >e
doc v 2024-06-01 https://e.example/1 "Turkey imposed sanctions on Greece over the islands. $(echo "$other" | cut -c53-200) Later it was said that the sanctions were lifted." >v
doc s 2024-03-02 "" "$lead" >s
doc t 2024-03-02 "" "$lead" >t # as short as that, texts are like each other by chance
doc g 2024-03-02 "" "Die Regierung sagte am Montag, dass Russland und Pakistan einen Vertrag über das Gas unterzeichnet haben und dass er noch nicht gilt." >g
for order in "a b c d e v s t g" "g t s v e d c b a" "c v a g d s b t e"; do
    store_new x
    # shellcheck disable=SC2086 # words on purpose
    cat $order >all.jsonl
    "$entente" read --json --store "$x" all.jsonl >out 2>err || fail "exit $?: $(cat err)"
    grep -q '1 document is not in English' err || fail "not counted: $(cat err)"
    "$entente" store info --dump --store "$x" >dump
    [ -f first ] || cp dump first
    cmp -s dump first || fail "another store in the order $order"
    "$entente" store check --quiet --store "$x" || fail "damaged"
done
as_in_file all.jsonl first
sed -n 's/^reprints	\([a-z]*\)	\([a-z]*\)$/\1\2/p' first | tr '\n' ' ' >who
[ "$(cat who)" = "ba ca ve " ] || fail "who reprints whom: $(cat who)"
for id in b c g v; do
    grep -q "^events	$id	" first && fail "$id has events"
done
for id in a d e s t; do
    grep -q "^events	$id	" first || fail "$id has no events"
done
grep '^documents	g	' first | grep -q '	de	' || fail "g has no language"

# What is coded once counts for each who printed it.
"$entente" relations --store "$x" --json TUR GRC >pair
grep -q '"reports":2,"documents":2' pair || fail "reprints are not counted: $(cat pair)"

# The original is told another way: another one takes its place, and is coded when it is read again.
doc a 2024-03-02 https://a.example/1 "$(echo "$other" | sed 's/Turkey/Egypt/; s/Greece/Sudan/; s/islands/dam/') Nothing else was known in the evening, and the agencies fell silent." >a
cat a b c d e v s t g >all.jsonl
"$entente" read --quiet --store "$x" all.jsonl >out || fail "exit $?"
"$entente" store info --dump --store "$x" >again
store_new fresh
"$entente" read --quiet --store "$fresh" all.jsonl >out
"$entente" store info --dump --store "$fresh" | cmp -s - again || fail "the store differs from a fresh one: $("$entente" store info --dump --store "$fresh" | diff - again | head -n 5 | cut -c1-150)"
grep -q "^events	b	" again && ! grep -q "^reprints	b	" again || fail "b is not coded now"

# The original is forgotten, to the last byte of its id and text: those that reprint it reprint the next, which is coded when it is read again.
doc originalquux 2024-03-01 https://q.example/1 "$body Zanzibarquux." >o
cat a b c d e v s t g o >more.jsonl
"$entente" read --quiet --store "$x" more.jsonl >out || fail "exit $?"
"$entente" store info --dump --store "$x" | grep -q "^reprints	c	originalquux" || fail "c does not reprint the original"
"$entente" store forget --store "$x" originalquux || fail "forget: exit $?"
[ "$backend" = postgres ] || ! cat x.db* | grep -qi "quux\|q.example" || fail "something of the forgotten original is in the file"
"$entente" store info --dump --store "$x" | grep "^reprints" >left
"$entente" store info --dump --store "$fresh" | grep "^reprints" | cmp -s - left || fail "reprints after forgetting: $(cat left)"
"$entente" read --quiet --store "$x" all.jsonl >out || fail "exit $?"
"$entente" store info --dump --store "$x" >again
"$entente" store info --dump --store "$fresh" | cmp -s - again || fail "the store differs from one that never had the forgotten document"

# Stores that were read apart are, once merged, the one that read all: whichever of them holds the originals.
for into in one two; do
    store_new one && store_new two
    cat c e v d >one.jsonl
    cat b a s t g e >two.jsonl
    "$entente" read --quiet --store "$one" one.jsonl >out
    "$entente" read --quiet --store "$two" two.jsonl >out
    printf '1\tISR\t051\tPRAISE\tPAL\n' | sed 's/^1/790415/' >old.keds
    "$entente" import --quiet --store "$two" old.keds || fail "import: exit $?"
    from=two
    [ $into = one ] || from=one
    "$entente" store merge --quiet --store "$(store_at $into)" "$(store_at $from)" || fail "merge: exit $?"
    "$entente" store check --quiet --store "$(store_at $into)" || fail "damaged by merging"
    "$entente" store info --dump --store "$(store_at $into)" >merged.$into
    "$entente" store merge --store "$(store_at $into)" "$(store_at $from)" 2>&1 | grep -q "^0 documents taken" || fail "merging again takes documents"
    "$entente" store info --dump --store "$(store_at $into)" | cmp -s - merged.$into || fail "merging again changes the store"
done
"$entente" import --quiet --store "$fresh" old.keds
"$entente" store info --dump --store "$fresh" >fresh
as_in_file all.jsonl fresh old.keds
grep -q "^imported	" fresh || fail "no imported row"
for into in one two; do
    cmp -s fresh merged.$into || fail "merged into $into: $(diff fresh merged.$into | head -n 6 | cut -c1-150)"
done

# An original of one store that reprints a document of the other keeps nothing that coding told.
store_new one && store_new two && store_new x
"$entente" read --quiet --store "$one" c >out && "$entente" read --quiet --store "$two" b >out && cat b c >both
"$entente" read --quiet --store "$x" both >out
"$entente" store info --dump --store "$one" | grep '^documents' | grep -q '	report	' || fail "c is no report"
"$entente" store merge --quiet --store "$two" "$one" && "$entente" store info --dump --store "$two" >merged
"$entente" store info --dump --store "$x" | cmp -s - merged || fail "what is a reprint only after merging: $(grep '^documents' merged)"

# What depends on the store is not told without one.
"$entente" read --json --no-store --quiet b a | grep -q '"duplicate_of":"' && fail "a reprint without a store"
[ "$("$entente" code b c | grep -c '"id":"c"')" -gt 1 ] || fail "code does not code reprints"
exit $failed
