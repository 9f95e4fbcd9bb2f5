#!/bin/sh
# Archives: what is packed reads as what is not, a bad record costs no other, a bomb is refused, a run can begin in the middle.
. "$2/tests/cli.inc"
read_all() { "$entente" read --no-store --what article --color never "$@" 2>err; }

page() {
    printf '<html><head><title>Talks %s</title></head><body><article><h1>Talks %s</h1>' "$1" "$1"
    printf '<p>The foreign ministers of the two countries met in the capital on day %s of the conference and spoke for three hours about trade, borders and the return of prisoners.</p>' "$1"
    printf '<p>A spokesman said that the talks would go on next week in another city, and that round %s had been friendly and useful for both sides of the table.</p></article></body></html>' "$1"
}
# record TYPE CONTENT-TYPE FILE NUMBER
record() {
    printf 'WARC/1.0\r\nWARC-Type: %s\r\nWARC-Record-ID: <urn:uuid:%s>\r\nWARC-Date: 2024-03-05T01:02:03Z\r\nWARC-Target-URI: https://news.example/%s\r\n' "$1" "$4" "$4"
    printf 'Content-Type: %s\r\nContent-Length: %s\r\n\r\n' "$2" "$(wc -c <"$3" | tr -d ' ')"
    cat "$3"
    printf '\r\n\r\n'
}
answer() { # STATUS TYPE NUMBER
    printf 'HTTP/1.1 %s Some words\r\nContent-Type: %s\r\n\r\n' "$1" "$2"
    page "$3"
}
: >all.warc
: >all.warc.gz
i=0
for kind in "200 text/html" "404 text/html" "200 text/html; charset=utf-8" "200 image/png" "200 text/html"; do
    i=$((i + 1))
    answer "${kind%% *}" "${kind#* }" $i >body
    record response "application/http; msgtype=response" body $i >one
    cat one >>all.warc
    wc -c <all.warc.gz | tr -d ' ' >start.$i
    gzip -c one >>all.warc.gz
done
read_all all.warc >plain || fail "plain: exit $?: $(cat err)"
grep -q '1 with another status than 200, 1 that are no HTML' err || fail "nothing counted: $(cat err)"
[ "$(grep -c '^Talks' plain)" = 3 ] || fail "not three pages: $(grep '^Talks' plain)"
grep -q 'https://news.example/5' plain || fail "the address is not the record's"
grep -q '^date' plain && fail "the day of the crawl is taken for that of the page"
for pack in "gzip -c" "xz -c" "zstd -qc" "bzip2 -c"; do
    command -v "${pack%% *}" >/dev/null || continue
    $pack all.warc >packed && read_all packed >out || fail "$pack: exit $?: $(cat err)"
    cmp -s plain out || fail "$pack reads otherwise"
done
read_all - <all.warc.gz >out && cmp -s plain out || fail "members from standard input read otherwise"
mkdir folder && cp all.warc folder/a.warc && page 9 >folder/b.html && page 8 >folder/.hidden.html
read_all folder >plain2
tar cf t.tar folder/a.warc folder/b.html folder/.hidden.html && gzip -c t.tar >t.tgz
for file in t.tar t.tgz; do
    read_all $file >out || fail "$file: exit $?: $(cat err)"
    cmp -s plain2 out || fail "$file reads otherwise than the folder"
done
"$entente" read --no-store --quiet --json t.tgz | sed -n 's/^{"doc":{"id":"\([^"]*\)".*/\1/p' | tr '\n' ' ' >ids
[ "$(cat ids)" = "urn:uuid:1 urn:uuid:3 urn:uuid:5 t.tgz/folder/b.html " ] || fail "ids: $(cat ids)"

# A run that begins in the middle; the third record damaged; the file cut off.
read_all --offset "$(cat start.5)" all.warc.gz >out || fail "--offset: exit $?: $(cat err)"
[ "$(grep -c '^Talks' out)" = 1 ] || fail "--offset does not begin at the last record"
"$entente" read --no-store --offset x all.warc.gz >out 2>err
[ $? = 2 ] || fail "--offset x is no usage error"
at=$(($(cat start.3) + 60))
{ head -c $at all.warc.gz; printf 'XXXXXXXXXXXXXXXXXXXX'; tail -c +$((at + 21)) all.warc.gz; } >bad.warc.gz
read_all bad.warc.gz >out
[ $? = 1 ] || fail "a damaged record is no failure"
[ "$(grep -c '^Talks' out)" = 2 ] || fail "a damaged record costs others: $(grep '^Talks' out; cat err)"
grep -q "bad.warc.gz@$(cat start.3): " err || fail "a damaged record is not named: $(cat err)"
head -c $(($(wc -c <all.warc.gz) - 30)) all.warc.gz >cut.warc.gz
read_all cut.warc.gz >out
[ $? = 1 ] && [ "$(grep -c '^Talks' out)" = 2 ] || fail "a file that is cut off: $(cat err)"
# A length that claims too much must not swallow the next record.
sed 's/^Content-Length: [0-9]*/Content-Length: 9000000/' one | gzip -c >long.warc.gz
gzip -c one >>long.warc.gz
read_all long.warc.gz >out
[ $? = 1 ] && [ "$(grep -c '^Talks' out)" = 1 ] || fail "a false length: $(cat err)"

# Bombs: a text too large, and zeros without end.
head -c 20000000 /dev/zero | tr '\0' 'a' | gzip -c >large.txt.gz
read_all large.txt.gz >out
[ $? = 1 ] && grep -q 'larger than the limit' err || fail "a large text: $(cat err)"
{ printf '{"text":"'; head -c 300000000 /dev/zero | tr '\0' 'a'; } | gzip -c >bomb.jsonl.gz
read_all bomb.jsonl.gz >out
[ $? = 1 ] && grep -q 'times its size' err || fail "a bomb: $(cat err)"
exit $failed
