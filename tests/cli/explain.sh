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
