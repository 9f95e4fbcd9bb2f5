#!/bin/sh
# Pages of HTML: what is taken from each page of tests/data/html, what is refused, and pages made to keep a parser busy.
# After a change that is wanted: for f in tests/data/html/[0-9]*.html; do entente --color never read --what article $f >${f%.html}.txt; done
entente=$(realpath "$1")
source=$(realpath "$2")
dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT
cd "$source/tests/data/html" || exit 1
failed=0
bad() {
    echo "$*"
    failed=1
}
n=0
for page in [0-9]*.html; do
    "$entente" --color never read --what article "$page" >"$dir/out" 2>"$dir/err" || bad "$page is refused: $(cat "$dir/err")"
    diff "${page%.html}.txt" "$dir/out" || bad "$page gives another article"
    n=$((n + 1))
done
[ $n = 22 ] || bad "$n pages, not 22"

refused() { # page, what the reason holds
    "$entente" read --no-store --input html "$1" >"$dir/out" 2>"$dir/err"
    [ $? = 1 ] || bad "$1 does not end with exit 1"
    grep -q "$2" "$dir/err" || bad "$1: another reason than '$2': $(head -c 300 "$dir/err")"
}
refused no-error.html 'holds no article: it is an error page'
refused no-index.html 'holds no article: it is an index'
refused no-login.html 'holds no article'
"$entente" --color never read --what article no-error.html 01-json-ld.html 2>"$dir/err" >"$dir/out"
grep -q 'reopen its embassy' "$dir/out" || bad "a page without an article ends the run"

repeat() { # text, times
    awk -v s="$1" -v n="$2" 'BEGIN { for (i = 0; i < n; i++) printf "%s", s }'
}
repeat '<div>' 1000000 >"$dir/deep.html"
refused "$dir/deep.html" 'limit of 2000 elements'
{
    printf '<html><a '
    repeat 'x ' 100000
    printf '>text'
} >"$dir/attributes.html"
refused "$dir/attributes.html" 'limit of 1000 attributes'
repeat '<p>The talks go on, and the border is open. ' 1200000 >"$dir/large.html"
refused "$dir/large.html" 'larger than the limit'
exit $failed
