#!/bin/sh
# Killed at random moments, `entente read` loses no document it has printed and leaves none half done: the store ends up as that of a
# run that nobody disturbed. KILLS and DOCS make it shorter for slow builds, SEED repeats a run. $3: the back end, sqlite or postgres.
. "$2/tests/cli.inc"
backend=$3
[ "$backend" != postgres ] || : "${KILLS:=6}" "${DOCS:=400}" # each document is many a round trip to the server
kills=${KILLS:-20} docs=${DOCS:-2000} seed=${SEED:-$(date +%s)}
. "$source/tests/stores.inc"
clean=$(store_at clean) killed=$(store_at killed)
store_new clean || exit 1

awk -v n="$docs" 'BEGIN {
    split("Russia and Pakistan held talks in Moscow.|Pakistan accused India of shelling two villages.|" \
          "\"We want peace,\" Russian Foreign Minister Sergey Lavrov told reporters.|" \
          "The United States imposed sanctions on Russia over the attack.|Indian troops killed four militants in Kashmir.|" \
          "China signed an agreement with Pakistan on a new port.|Iran rejected the demand of the United Nations.|" \
          "Turkey said it would send aid to Syria.|Thousands protested against the government in Islamabad.|" \
          "NATO may withdraw its forces from Afghanistan.|The ministers met their Chinese counterparts on Monday.", s, "|")
    for (i = 1; i <= n; i++) {
        text = ""
        for (k = 0; k < 4; k++)
            text = text s[(i * 7 + k * (1 + i % 5)) % 11 + 1] "\\n"
        gsub(/"/, "\\\"", text)
        printf "{\"id\":\"d%05d\",\"date\":\"2018-%02d-%02d\",\"title\":\"Item %d\",\"text\":\"%s\"}\n", i, i % 12 + 1, i % 28 + 1, i, text
    }
}' >docs.jsonl

now_ms() { date +%s%3N; }
start=$(now_ms)
"$entente" read --quiet --json --store "$clean" docs.jsonl >clean.out || fail "the clean run failed: exit $?"
run_ms=$(($(now_ms) - start))
[ -n "${KILLS:-}" ] || [ "$run_ms" -lt 6000 ] || kills=8 # a build with sanitizers
"$entente" store info --dump --store "$clean" >clean.dump || fail "no dump of the clean run"
[ "$(grep -c '^documents	' clean.dump)" = "$docs" ] || fail "the clean run holds not $docs documents"

ids() { sed -n 's/^{"doc":{"id":"\(d[0-9]*\)".*}$/\1/p' "$1" | sort -u; }

# Every document that was printed whole is there, and the file is sound.
check_reported() {
    "$entente" store check --quiet --store "$killed" || fail "damaged after a kill"
    "$entente" store info --dump --store "$killed" | sed -n 's/^documents	\([^	]*\)	.*/\1/p' | sort >there
    ids out >reported
    missing=$(comm -23 reported there | wc -l)
    [ "$missing" = 0 ] || fail "$missing documents were reported and are not in the store"
}

# Rounds of five kills, each round on a fresh store: else most kills would meet a store that is complete. A run that ended before it was killed
# does not count and is done again at another moment; "killed" is what the shell says of the process, for an ended one can be sent a signal too.
at_work=0 tries=0
awk -v n=$((kills * 3)) -v seed="$seed" -v ms="$run_ms" 'BEGIN { srand(seed); for (i = 0; i < n; i++) printf "%.3f\n", (0.02 + rand() * ms * (i % 5 < 3 ? 0.3 : 0.9)) / 1000 }' >moments
while [ "$at_work" -lt "$kills" ] && read -r moment; do
    tries=$((tries + 1))
    if [ $((at_work % 5)) = 0 ]; then
        store_new killed || exit 1
        : >out
    fi
    new=
    [ $((tries % 2)) = 0 ] && new=--new
    "$entente" read $new --quiet --json --store "$killed" docs.jsonl >one 2>err &
    pid=$!
    sleep "$moment"
    kill -9 $pid 2>/dev/null
    wait $pid 2>/dev/null
    got=$?
    cat one >>out
    echo >>out # what was cut off is no line
    [ -s err ] && fail "words on standard error: $(head -n 1 err)"
    # Killed before the schema was there, the file or the database is empty and is none of a store's.
    grep -q . out && check_reported
    case $got in
    137) at_work=$((at_work + 1)) ;;
    0) continue ;;
    *) fail "a run that was not killed: exit $got" ;;
    esac
    if [ $((at_work % 5)) = 0 ] || [ "$at_work" = "$kills" ]; then
        "$entente" read --new --quiet --json --store "$killed" docs.jsonl >one || fail "the run to the end failed: exit $?"
        cat one >>out
        check_reported
        # With --new, what was kept when the kill came before it was printed is passed over: at each kill that of 100 ms at most (POOL_SETTLE_MS).
        [ "$(ids out | wc -l)" -ge $((docs - 5 * (docs * 150 / run_ms + 1))) ] || fail "documents were neither reported nor under way at a kill"
        "$entente" store info --dump --store "$killed" | cmp -s - clean.dump || fail "the store differs from that of a clean run"
    fi
done <moments
[ "$at_work" = "$kills" ] || fail "only $at_work kills met a run at work, in $tries tries"
echo "kill: $at_work kills met a run at work, in $tries tries; a clean run of $docs documents takes $run_ms ms (SEED=$seed)"
exit $failed
