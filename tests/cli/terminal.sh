#!/bin/sh
# What a terminal gets: colours, the width, a progress line that makes room for the digest and leaves nothing behind.
script -qec true /dev/null </dev/null >/dev/null 2>&1 || { echo "terminal: no script(1), or no terminal to be had: not tested"; exit 77; }
. "$2/tests/cli.inc"
escape=$(printf '\033')
unset NO_COLOR COLUMNS
export TERM=xterm
on_terminal() { # columns, then a shell command; what the terminal gets is in screen
    script -qec "stty cols $1 rows 24; $2" /dev/null </dev/null | tr -d '\r' >screen
}
awk 'BEGIN { for (i = 1; i <= 5000; i++) printf "{\"id\":\"%d\",\"date\":\"2018-04-06\",\"text\":\"Russia and Pakistan held joint military drills in the mountains. Pakistan was accused by India of shelling village %d. \\\"We will help Pakistan with all that it needs for its defence,\\\" Russian Foreign Minister Sergey Lavrov told reporters in Moscow.\"}\n", i, i }' >many.jsonl
head -n 2 many.jsonl >two.jsonl

# ---- colours and width
for columns in 24 40 60 100; do
    on_terminal $columns "'$entente' read --no-store two.jsonl '$source'/examples/*.txt 2>/dev/null"
    grep -q "$escape\[1mRUS" screen || fail "no colours on a terminal"
    sed "s/$escape\[[0-9;]*[mK]//g" screen >plain
    widest=$(LC_ALL=C.UTF-8 wc -L <plain)
    [ "$widest" -le $columns ] && [ "$widest" -gt $((columns - 4)) ] || fail "$widest columns on a terminal of $columns"
done
on_terminal 80 "NO_COLOR=1 '$entente' read --no-store two.jsonl"
! grep -q "$escape" screen || fail "colours although NO_COLOR is set"
on_terminal 80 "'$entente' read --color never --no-store two.jsonl"
! grep -q "$escape" screen || fail "colours although --color never"
"$entente" read --no-store --color always two.jsonl | grep -q "$escape\[1mRUS" || fail "no colours although --color always"

# ---- progress
line='[0-9][0-9]* documents, [0-9][0-9]*/s, [0-9][0-9]* s left'
on_terminal 80 "'$entente' read --json --no-store --jobs 1 many.jsonl >out"
grep -q "$line" screen || fail "no progress: $(cat screen)"
[ "$(wc -l <out)" = 5000 ] && ! grep -q "$escape" out || fail "progress in the data"
on_terminal 80 "'$entente' read --no-store --jobs 1 many.jsonl"
grep -q "$line" screen || fail "no progress above a digest on the same terminal"
sed "s/.*$escape\[K//" screen | grep -q "documents, " || fail "the sum is not said" # what stays on the screen
! sed "s/.*$escape\[K//" screen | grep -q "$line" || fail "a progress line stays on the screen"
on_terminal 80 "'$entente' read --quiet --json --no-store --jobs 1 many.jsonl >out"
! grep -q "documents, " screen || fail "progress although --quiet"
on_terminal 80 "'$entente' read --json --no-store two.jsonl >out"
! grep -q "$line" screen || fail "progress for two documents"
"$entente" read --json --no-store --jobs 1 many.jsonl 2>err >out
! grep -q "$line" err || fail "progress in a file"
exit $failed
