# explain shows the tree, the mentions, the entry that fired, and why a status is not plain.
set -eu
program=$1
out=$("$program" explain --lang-dir "$2/lang/en" 'India did not sign the contract with Russia.')
for wanted in 'Tree' 'nsubj' 'IND  ' 'RUS  ' 'IND SUPPORT RUS   denied' 'support.txt:' 'denied because of signatures.txt:'; do
    printf '%s\n' "$out" | grep -qF -- "$wanted" || { echo "explain lacks: $wanted"; printf '%s\n' "$out"; exit 1; }
done
code=0
"$program" explain >/dev/null 2>&1 || code=$?
[ "$code" = 2 ] || { echo "explain without a text must exit with 2, not $code"; exit 1; }

# A file is read as `read` reads it: header lines are no sentence of the text.
file=$(mktemp)
trap 'rm -f "$file"' EXIT
printf 'Title: Talks held\nDate: 6 April 2018\n\nRussia and Pakistan held talks on Friday.\n' >"$file"
out=$("$program" explain --lang-dir "$2/lang/en" --file "$file")
printf '%s\n' "$out" | grep -qx 'Russia and Pakistan held talks on Friday.' || { echo "explain --file does not part header lines from the text"; printf '%s\n' "$out"; exit 1; }
printf '%s\n' "$out" | grep -q '^  RUS CONSULT PAK' || { echo "explain --file: no event"; printf '%s\n' "$out"; exit 1; }

# --event codes the stored document again and comes to the same event; --json is one object with its row and entry.
store=$(mktemp -u).db
trap 'rm -f "$file" "$store" "$store"-*' EXIT
cp "$2/examples/05-conflict-report.txt" "$file"
"$program" read --lang-dir "$2/lang/en" --quiet --store "$store" "$file" >/dev/null
"$program" code --lang-dir "$2/lang/en" --quiet --status all "$file" |
    sed 's/^{"id":\([0-9]*\),.*"rule":"\([^"]*\)".*/\1 \2/' >"$file.rows"
n_events=$(wc -l <"$file.rows")
[ "$n_events" -gt 10 ] || { echo "explain: only $n_events events to ask for"; exit 1; }
awk 'NR % 8 == 1' "$file.rows" | while read -r id rule; do
    got=$("$program" explain --lang-dir "$2/lang/en" --store "$store" --json --event "$file#$id")
    case $got in
    *"\"id\":$id,"*"\"rule\":\"$rule\""*'"entry":{"file":'*) ;;
    *) echo "explain --event $id: not the event of rule $rule: $got"; exit 1 ;;
    esac
done
rm -f "$file.rows"
for bad in "$file" "$file#" "#1" "$file#1x"; do
    code=0
    "$program" explain --lang-dir "$2/lang/en" --store "$store" --event "$bad" >/dev/null 2>&1 || code=$?
    [ "$code" = 2 ] || { echo "explain --event $bad must exit with 2, not $code"; exit 1; }
done
code=0
"$program" explain --lang-dir "$2/lang/en" --store "$store" --event "nowhere#1" >/dev/null 2>&1 || code=$?
[ "$code" = 1 ] || { echo "explain --event of an unknown document must exit with 1, not $code"; exit 1; }
# What the filter leaves out is shown with its reasons, and code has it where nothing is to be left out, but with single sentences.
told="Saudi warplanes bombed a market in Saada, killing 29 people and wounding dozens."
"$program" explain --lang-dir "$2/lang/en" --min-confidence 0.7 "$told" | grep -A 6 "Left out by the filter" | grep -q "confidence 0\.[0-6][0-9]: .*=" ||
    { echo "explain: what was left out is not shown"; exit 1; }
"$program" explain --lang-dir "$2/lang/en" --json --min-confidence 0.7 "$told" | grep -q '"reason":"filter","event":"ASSAULT"' ||
    { echo "explain --json: what was left out is not among the rejected"; exit 1; }
# An entry of the ledger, and one that is left out.
plan="Kenya plans to send aid to Chad."
"$program" explain --lang-dir "$2/lang/en" "$plan" | grep -A 4 "^In the ledger" | grep -q "confidence 0\.[0-9][0-9]: .*=" || { echo "explain: no confidence of an entry of the ledger"; exit 1; }
"$program" explain --lang-dir "$2/lang/en" --min-confidence 1 "$plan" | grep -q "^Left out of the ledger" || { echo "explain: no entry that was left out of the ledger"; exit 1; }
"$program" explain --lang-dir "$2/lang/en" --json --min-confidence 1 "$plan" | grep -q '"ledger":\[{"kind":"plan",.*"kept":false,"confidence":0' || { echo "explain --json: no entry that was left out of the ledger"; exit 1; }
few=$(echo "$told" | "$program" code --quiet --lang-dir "$2/lang/en" --status all --min-confidence 0.7 - | wc -l)
all=$(echo "$told" | "$program" code --quiet --lang-dir "$2/lang/en" --status all - | wc -l)
[ "$few" -lt "$all" ] || { echo "code: $all rows, with --min-confidence 0.7 $few"; exit 1; }
main=$(echo "$told" | "$program" code --quiet --lang-dir "$2/lang/en" --status all --pretokenized - | wc -l)
[ "$main" = "$few" ] || { echo "code --pretokenized: $main rows, not those of --min-confidence 0.7, $few"; exit 1; }
code=0
echo "$told" | "$program" code --quiet --lang-dir "$2/lang/en" --min-confidence 2 - >/dev/null 2>&1 || code=$?
[ "$code" = 2 ] || { echo "code --min-confidence 2 must exit with 2, not $code"; exit 1; }
