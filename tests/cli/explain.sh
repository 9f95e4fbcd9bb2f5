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
