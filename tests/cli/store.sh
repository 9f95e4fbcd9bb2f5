#!/bin/sh
# A store that cannot be used: each time one clear sentence and exit 3. And what is there already is not written twice.
. "$2/tests/cli.inc"
at_end() { umount "$work/small" 2>/dev/null; chmod -R u+rwx "$work"; }
chmod 755 "$work"
expect() { # code, words on standard error, command...
    want=$1 words=$2
    shift 2
    "$@" >stdout 2>stderr
    got=$?
    [ "$got" = "$want" ] || fail "$*: exit $got, not $want: $(cat stderr)"
    case $(cat stderr) in *"$words"*) ;; *) fail "$*: no \"$words\" in: $(cat stderr)" ;; esac
    [ "$want" != 3 ] || [ "$(grep -c '^entente: ' stderr)" = 1 ] || fail "$*: not one message: $(cat stderr)"
}

cat >news.jsonl <<'END'
{"id":"one","date":"2018-04-06","title":"Talks","text":"Russia and Pakistan held talks in Moscow."}
{"id":"two","date":"2018-04-07","text":"Pakistan accused India of shelling two villages."}
END
expect 0 "" "$entente" read --quiet news.jsonl
[ -f entente.db ] || fail "the store is not entente.db in the working folder"
expect 0 "2 documents were in entente.db already" "$entente" read news.jsonl
grep -q Talks stdout || fail "a second reading prints nothing"
expect 0 "2 documents were in entente.db already" "$entente" read --new news.jsonl
[ ! -s stdout ] || fail "--new printed what is there already"
expect 0 "" "$entente" store info --json
grep -q '"documents":2,.*"stale_documents":0' stdout || fail "store info: $(cat stdout)"
expect 0 "is whole" "$entente" store check
expect 2 "info or check" "$entente" store
expect 2 "goes with store info" "$entente" store check --dump

# A copy, a document that is forgotten, to the last byte of its text, and the space given back.
cp news.jsonl more.jsonl
echo '{"id":"three","date":"2018-04-08","text":"Zanzibarquux said that Turkey attacked Syria."}' >>more.jsonl
expect 0 "" "$entente" store info --dump
cp stdout two.dump
expect 0 "" "$entente" read --quiet more.jsonl
expect 0 "" "$entente" store backup copy.db
expect 3 "copy.db" "$entente" store backup copy.db
grep -q Zanzibarquux copy.db || fail "the copy lacks a document"
expect 1 "has no document" "$entente" store forget four
expect 0 "" "$entente" search --json ZANZIBARQUUX
grep -q '"id":"three".*"sentence":0,"kind":"body","start":0,"end":45,"text":"Zanz' stdout || fail "search: $(cat stdout)"
expect 0 "no such sentence" "$entente" search zanzibar
expect 2 "not closed" "$entente" search '"Zanzibarquux said'
expect 2 "no letter and no digit" "$entente" search '* ('
expect 2 "which words" "$entente" search
expect 0 "" "$entente" store forget three
cat entente.db* | grep -q -i zanzibarquux && fail "words of a forgotten document are in the file"
expect 0 "" "$entente" store info --dump
cmp -s stdout two.dump || fail "something of a forgotten document is left"
expect 0 "" "$entente" store compact
expect 0 "is whole" "$entente" store check
expect 3 "no such file" "$entente" store compact --store missing.db
expect 2 "what to forget" "$entente" store forget

# No such file, no such folder, no such kind of store, a folder.
for command in "relations" "dyad RUS PAK" "statements" "store info" "store check"; do
    expect 3 "no such file" "$entente" $command --store missing.db
    [ ! -e missing.db ] || fail "$command made a store"
done
expect 3 "missing/x.db" "$entente" read --store missing/x.db news.jsonl
expect 3 "store postgresql://me@localhost:1/news: cannot open: " "$entente" read --store postgresql://me:secret@localhost:1/news news.jsonl
expect 3 "store $work: " "$entente" read --store "$work" news.jsonl

# Somebody else's file, an empty one, one that is cut short.
head -c 20000 /dev/zero | tr '\0' x >foreign.db
cp foreign.db before.db
expect 3 "foreign.db" "$entente" read --store foreign.db news.jsonl
expect 3 "foreign.db" "$entente" relations --store foreign.db
cmp -s foreign.db before.db || fail "somebody else's file was changed"
: >empty.db
expect 3 "holds nothing yet" "$entente" relations --store empty.db
"$entente" read --quiet --store bad.db news.jsonl >/dev/null
for i in 2 3 4 5 6 7 8; do head -c 4096 foreign.db | dd of=bad.db bs=4096 seek=$i conv=notrunc 2>/dev/null; done
expect 3 "bad.db" "$entente" store check --store bad.db
grep -q "^documents: .*rows can be read" stdout || fail "what can be read of a damaged store is not told: $(cat stdout)"
grep -q "lost or out of reach" stdout || fail "nothing is lost of a damaged store: $(cat stdout)"
head -c 9000 entente.db >cut.db
expect 3 "cut.db" "$entente" store check --store cut.db

# A folder and a file that may not be written. Root may write everywhere, so an ordinary user is needed.
. "$source/tests/cli/ordinary-user.inc"
if [ -n "$has_user" ]; then
    mkdir sealed
    cp entente.db sealed/old.db
    chmod 644 sealed/old.db
    [ "$(id -u)" = 0 ] || chmod 444 sealed/old.db
    chmod 555 sealed
    expect 3 "sealed/new.db" as_user read --store sealed/new.db news.jsonl
    expect 3 "sealed/old.db" as_user read --store sealed/old.db news.jsonl
    expect 0 "" as_user relations --store sealed/old.db
    grep -q 'PAK – RUS' stdout || fail "a store in a folder that is read-only cannot be read: $(cat stdout)"
else
    echo "store: no ordinary user to be: read-only folders are not tested"
fi

# A disk that gets full: whole documents up to there, and no more.
awk 'BEGIN { for (i = 1; i <= 3000; i++) printf "{\"id\":\"%d\",\"date\":\"2018-04-06\",\"text\":\"Russia and Pakistan held talks in Moscow. Number %d.\"}\n", i, i }' >many.jsonl
mkdir small
if [ "$(id -u)" = 0 ] && mount -t tmpfs -o size=3m tmpfs small 2>/dev/null; then
    expect 3 "full" "$entente" read --quiet --json --store small/full.db many.jsonl
else
    cat >limited.sh <<'END'
ulimit -f 2000
exec "$@"
END
    expect 3 "small/full.db" sh limited.sh "$entente" read --quiet --json --store small/full.db many.jsonl
fi
grep -Eq '^entente: document [0-9]+ (and [0-9]+ after it were|was) not kept: store small/full.db: ' stderr || fail "the document that found the disk full is not named: $(cat stderr)"
printed=$(grep -c '^{"doc".*}$' stdout)
"$entente" store check --quiet --store small/full.db || fail "a full disk damaged the store"
kept=$("$entente" store info --json --store small/full.db | sed 's/.*"documents":\([0-9]*\).*/\1/')
[ "$kept" -ge "$printed" ] && [ "$printed" -gt 0 ] || fail "$printed documents were reported, $kept are kept"
[ "$kept" -lt 3000 ] || fail "the disk was not full"
exit $failed
