#!/bin/sh
# While one process reads news into a store, others ask it: none fails, and none sees half a document. Every document brings the same number of
# each kind of row, so what is seen of a kind must be that number times the documents seen; then each is replaced by another version of itself.
# $3: the back end, sqlite or postgres; DOCS: how many.
. "$2/tests/cli.inc"
backend=$3
docs=${DOCS:-1000}
. "$source/tests/stores.inc"

# A day each, for two reports of one deed on one day would count once, and words of its own, that none reprints another: HOW_MANY SENTENCE...
write() {
    awk 'BEGIN {
        for (i = 1; i <= ARGV[1]; i++) {
            text = ""
            for (k = 2; k < ARGC; k++)
                text = text ARGV[k] "\\n"
            for (k = 0; k < 60; k++)
                text = text sprintf("%c%c%c ", 98 + (i * 7 + k * 5) % 20, 97 + (i + k) % 26, 98 + (i * 3 + k * k) % 19)
            printf "{\"id\":\"d%d\",\"date\":\"%d-%02d-%02d\",\"text\":\"%s\"}\n", i, 2000 + i / 336, i / 28 % 12 + 1, i % 28 + 1, text
        }
    }' "$@"
}
a='Pakistan accused India of shelling two villages.' b='India rejected the demand of Pakistan.' c='Pakistan threatened to attack India.'
write 1 "$a" "$b" "$c" >first.jsonl
write "$docs" "$a" "$b" "$c" >docs.jsonl
write "$docs" "$c" "$a" "$b" >again.jsonl

# How many of each kind of row there are: of the numbers in JSON, of what is listed, of the lines of a dump.
seen() {
    case $1 in
    dump) awk -F'\t' '$1 ~ /^(documents|sentences|events)$/ { n[$1]++ }
        END { print n["documents"] + 0, n["sentences"] + 0, n["events"] + 0 }' ;;
    *) awk '{
            match($0, /"documents":[0-9]+/); documents = substr($0, RSTART + 12, RLENGTH - 12)
            match($0, /"reports":[0-9]+/); reports = substr($0, RSTART + 10, RLENGTH - 10)
            print documents, reports, gsub(/"trigger":/, "")
        }' ;;
    esac
}
ask() {
    case $1 in
    dyad) "$entente" dyad --json --store "$store" PAK IND ;;
    relations) "$entente" relations --json --store "$store" PAK IND ;;
    dump) "$entente" store info --dump --store "$store" ;;
    esac
}
# Asks again and again while the writer is at work.
reader() {
    while [ ! -e written ]; do
        ask "$1" >"$1.out" 2>"$1.err" || echo "fails: $(cat "$1.err")" >>"$1.bad"
        [ -s "$1.err" ] && echo "words on standard error: $(cat "$1.err")" >>"$1.bad"
        seen "$1" <"$1.out" >>"$1.seen"
    done
}

store=$(store_at shared)
store_new shared || exit 1
"$entente" read --quiet --json --store "$store" first.jsonl >/dev/null || fail "the first document: exit $?"
for what in dyad relations dump; do
    ask $what | seen $what >$what.one
    read -r documents rows rest <$what.one
    [ "$documents" = 1 ] && [ "$rows" -ge 3 ] || fail "$what of one document: $documents $rows $rest"
    : >$what.seen
    reader $what &
done
"$entente" read --quiet --json --store "$store" docs.jsonl >/dev/null 2>err || fail "the writer: exit $?: $(cat err)"
"$entente" read --quiet --json --store "$store" again.jsonl >/dev/null 2>err || fail "the writer of other versions: exit $?: $(cat err)"
: >written
wait
for what in dyad relations dump; do
    [ ! -e $what.bad ] || fail "$what: $(sort $what.bad | uniq -c | head -n 3)"
    ask $what | seen $what >>$what.seen # at rest, too
    # The first line is what one document brings.
    cat $what.one $what.seen | awk 'NR == 1 { n = split($0, one); next }
        { for (i = 2; i <= n; i++) if ($i != $1 * one[i]) { print; next } }' >half
    [ ! -s half ] || fail "$what sees half a document, $(wc -l <half) times of $(wc -l <$what.seen): $(head -n 1 half), where one has $(cat $what.one)"
    ask $what | seen $what | grep -q "^$docs " || fail "$what: not $docs documents at the end"
    cut -d ' ' -f 1 $what.seen | sort -u | awk -v docs="$docs" '$1 > 1 && $1 < docs { n++ } END { exit n < 2 }' ||
        fail "$what was not asked while documents came"
done
echo "readers: asked $(cat ./*.seen | wc -l) times while $docs documents came twice"
exit $failed
