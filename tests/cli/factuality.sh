#!/bin/sh
# entente factuality: what is told as done is certain, what is denied is below nought, what is planned or doubted lies between.
set -eu
program=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

wants() { # number of the line, what its values must be (awk over v[1], v[2] ...)
    sed -n "$(($1 + 1))p" "$work/out" | grep -q "^{\"id\":$1,\"values\":\[" || { echo "factuality: line $1 is not there"; failed=1; }
    sed -n "$(($1 + 1))p" "$work/out" | sed 's/.*\[//; s/\].*//' |
        awk -F, "{ for (i = 1; i <= NF; i++) v[i] = \$i; exit !($2) }" ||
        { echo "factuality: line $1: wanted $2: $(sed -n "$(($1 + 1))p" "$work/out")"; failed=1; }
}

cat >"$work/in" <<'EOF'
{"text": "Turkey shelled a Syrian village .", "targets": [{"span1": [1, 2]}]}
{"text": "Turkey did n't shell a Syrian village .", "targets": [{"span1": [3, 4]}]}
{"text": "Turkey said -LRB- on Monday -RRB- that it had not shelled a village .", "targets": [{"span1": [1, 2]}, {"span1": [10, 11]}]}
{"text": "Iran may attack Iraq .", "targets": [{"span1": [2, 3]}]}
{"text": "Kenya failed to free the hostages .", "targets": [{"span1": [1, 2]}, {"span1": [3, 4]}]}
{"text": "Oman wants to mediate in Yemen .", "targets": [{"span1": [1, 2]}, {"span1": [3, 4]}]}
{"text": "Peru knows that Chile has withdrawn .", "targets": [{"span1": [9, 12]}, {"span1": [5, 6]}]}
{"text": "Malta would like to thank the Greek coast guard .", "targets": [{"span1": [4, 5]}]}
{"text": "Chile mourns the now-cancelled talks .", "targets": [{"span1": [4, 5]}]}
{"text": "Ghana was the first to recognise Kosovo .", "targets": [{"span1": [5, 6]}]}
{"text": "The index lost 54 points to close at 8,962 .", "targets": [{"span1": [6, 7]}]}
{"text": "Kenya said it will open an embassy and that it would close another .", "targets": [{"span1": [4, 5]}, {"span1": [11, 12]}]}
EOF
"$program" factuality "$work/in" --lang-dir "$2/lang/en" >"$work/out"
wants 0 'v[1] == 3'
wants 1 'v[1] < -1'
wants 2 'v[1] == 3 && v[2] < -1'
wants 3 'v[1] > 0 && v[1] < 2.5'
wants 4 'v[1] > 2 && v[2] < -1'
wants 5 'v[1] > 2 && v[2] > 0 && v[2] < 2'
wants 6 'v[1] == "null" && v[2] == 3'
wants 7 'v[1] == 3'
wants 8 'v[1] < -1'
wants 9 'v[1] == 3'
wants 10 'v[1] == 3'
wants 11 'v[1] == 3 && v[2] == 2'

"$program" factuality --why "$work/in" --lang-dir "$2/lang/en" | grep -q '"why":\[\["own:denied","case:denied"\]\]' ||
    { echo "factuality: --why does not name the denial"; failed=1; }

printf '%s\n' '{"text": 5}' 'no json' '{"text": "", "targets": [{"span1": [0, 1]}]}' >"$work/bad"
code=0
"$program" factuality "$work/bad" --lang-dir "$2/lang/en" >"$work/out" 2>"$work/err" || code=$?
[ "$code" = 1 ] && [ "$(wc -l <"$work/err")" = 2 ] || { echo "factuality: bad lines: exit $code, $(cat "$work/err")"; failed=1; }
[ "$(cat "$work/out")" = '{"id":2,"values":[null]}' ] || { echo "factuality: the good line: $(cat "$work/out")"; failed=1; }
exit $failed
