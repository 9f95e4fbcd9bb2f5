#!/bin/sh
# `entente code` and `read`: exit codes, the order of the output, and inputs that are not what they should be.
. "$2/tests/cli.inc"
expect() { # exit code, arguments...; output in out and err
    want=$1
    shift
    "$entente" "$@" >out 2>err
    got=$?
    [ "$got" = "$want" ] || fail "entente $*: exit $got, not $want: $(head -c 300 err)"
}

# ---- documents in order, whatever the number of threads
i=0
while [ $i -lt 300 ]; do
    echo "{\"id\":\"d$i\",\"date\":\"2018-04-06\",\"text\":\"Russia and Pakistan held joint military drills. India condemned the attack number $i. \\\"We will not accept sanctions,\\\" Sergey Lavrov told reporters.\"}"
    i=$((i + 1))
done >docs.jsonl
expect 0 code --jobs 1 docs.jsonl
mv out one
[ -s one ] || fail "code prints no rows"
for jobs in 2 7; do
    expect 0 code --jobs $jobs docs.jsonl
    cmp -s one out || fail "code --jobs $jobs prints other bytes than --jobs 1"
    "$entente" code --jobs $jobs - <docs.jsonl >out 2>err
    cmp -s one out || fail "code from standard input prints other bytes"
done
expect 0 read --no-store --json --jobs 1 docs.jsonl
mv out one
[ "$(wc -l <one)" = 300 ] || fail "read --json does not print one line a document"
expect 0 read --no-store --json --jobs 3 docs.jsonl
cmp -s one out || fail "read --json --jobs 3 prints other bytes than --jobs 1"
expect 0 code --format csv --status all docs.jsonl
head -n 1 out | grep -q '^doc_id,' || fail "csv has no header"
expect 0 read --no-store --color never docs.jsonl
grep -q 'RUS – PAK' out || fail "the digest shows no pair"
grep -q "$(printf '\033')" out && fail "colours although --color never"

# A document cannot colour or move the terminal.
printf '{"id":"e\\u001b[2J","title":"T\\u001b[31m\\u202e","text":"Russia attacked Ukraine\\u0007 on Friday.\\u001b[31m \\"No\\u009b2J,\\" Putin said."}\n' >escape.jsonl
expect 0 read --no-store --color never escape.jsonl
grep -q 'RUS – UKR' out || fail "no pair in the document with escapes"
LC_ALL=C grep -q "$(printf '[\001-\011\013-\037]')" out && fail "control characters reach the terminal"
LC_ALL=C grep -q "$(printf '\302\233')" out && fail "C1 control characters reach the terminal"
expect 0 read --no-store --color always escape.jsonl
grep -q "$(printf '\033\\[1mRUS')" out || fail "no colours although --color always"
expect 0 read --what article escape.jsonl
grep -q 'attacked Ukraine' out || fail "--what article does not show the text"

# ---- usage
expect 2 code
expect 2 code --format weis docs.jsonl
expect 2 code --input cuneiform docs.jsonl
expect 2 read --no-store --date tomorrow docs.jsonl

# ---- inputs that are not what they should be
: >empty.txt
expect 0 read --no-store --json empty.txt
grep -q '"sentences":\[\]' out || fail "an empty file is not zero sentences"
grep -q '^empty.txt: empty, no sentences$' err || fail "an empty file is not named: $(cat err)"
expect 1 code missing.txt docs.jsonl
grep -q missing.txt err || fail "a missing file is not named"
cmp -s out /dev/null && fail "a missing file stops the others"
head -c 300000 /dev/urandom >noise.txt
expect 0 read --no-store --json noise.txt
grep -q '^noise.txt: [0-9]* bytes are no UTF-8 text, replaced by U+FFFD, the first at byte [0-9]*\(; .*\)\{0,1\}$' err ||
    fail "bytes that are no UTF-8 are not named: $(cat err)"
expect 0 read --no-store --json --quiet noise.txt
[ ! -s err ] || fail "--quiet, and yet: $(cat err)"
printf '{"text":"Russia attacked Ukraine."}\n{"text":"Russia\377 attacked Ukraine."}\n' >bytes.jsonl
expect 0 code bytes.jsonl
grep -q '^bytes.jsonl:2: 1 byte is no UTF-8 text, replaced by U+FFFD, the first at byte 15$' err || fail "no place of a bad byte: $(cat err)"
awk 'BEGIN { printf "Russia said"; for (i = 0; i < 600; i++) printf " so"; print "." }' >endless.txt
expect 0 read --no-store --json endless.txt
grep -q '^endless.txt: 1 sentence is over 500 tokens, cut there$' err || fail "a sentence that was cut is not named: $(cat err)"
head -c 52428800 /dev/zero | tr '\0' 'x' >long.txt
expect 1 code long.txt
grep -q 'long.txt is larger than the limit of 16777216 bytes' err || fail "an overlong document is not named, with the limit: $(cat err)"
{
    head -n 1 docs.jsonl
    printf '{"text":"'
    head -c 52428800 /dev/zero | tr '\0' 'y'
    printf '"}\n{"text":\n[1,2]\n'
    tail -n 1 docs.jsonl
} >mixed.jsonl
expect 1 read --no-store --json mixed.jsonl
[ "$(wc -l <out)" = 2 ] || fail "good lines among bad ones are lost"
grep -q '^entente: mixed.jsonl:3: .*byte' err && grep -q '^entente: mixed.jsonl:4: ' err || fail "bad lines are not named each: $(cat err)"
grep -q 'mixed.jsonl:2: the line has [0-9]* bytes, more than the limit of 16777216' err || fail "an overlong line is not named, with the limit: $(cat err)"
printf 'one long word: ' >word.txt
head -c 8000000 /dev/zero | tr '\0' 'a' >>word.txt
expect 0 read --no-store --json word.txt
printf 'Russia attacked Ukraine .\nThey met .\n' >tokens.txt
expect 0 read --no-store --json --pretokenized tokens.txt
grep -q '"sentences":\[{"start":0,"end":25' out || fail "--pretokenized does not keep lines"

# ---- the environment
expect 3 code --lang-dir /nowhere docs.jsonl
if [ -w /dev/full ]; then
    "$entente" code docs.jsonl >/dev/full 2>err
    [ $? = 3 ] || fail "a full disk is not exit 3"
    "$entente" read --no-store docs.jsonl >/dev/full 2>err
    [ $? = 3 ] || fail "a full disk is not exit 3 for read"
fi
chmod 755 .
. "$source/tests/cli/ordinary-user.inc"
mkdir closed && cp docs.jsonl closed/
[ "$(id -u)" != 0 ] || chown -R 65534 closed
chmod 000 closed
if [ -n "$has_user" ]; then
    as_user code closed docs.jsonl >out 2>err
    got=$?
    [ $got = 1 ] || fail "an unreadable folder: exit $got, not 1"
    [ "$(grep -c 'closed: .*[Pp]ermission' err)" = 1 ] || fail "an unreadable folder is not named once, with the reason: $(cat err)"
    cmp -s out /dev/null && fail "an unreadable folder stops the others"
else
    echo "code: no ordinary user to be: a folder without read permission is not tested"
fi
chmod 700 closed
expect 0 code closed
exit $failed
