# --actors and --agents: dictionaries of other programs beside and in place of our lists.
set -eu
program=$1
lang="$2/lang/en"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "$1"; exit 1; }

printf 'FREDONIA_ [FRA]\n+FREDONIAN_\nDUCK_LEAGUE_\nRUFUS_FIREFLY_\n\t[FRAGOV >900101]\n' > "$work/a.txt"
printf 'SYLVANIA_ [DEU]\nNO_CODE_\n' > "$work/b.txt"
printf 'POND_KEEPER [~MIL]\n' > "$work/agents.txt"
printf 'FREDONIA_ [FRA\n' > "$work/broken.txt"

out=$("$program" actors Firefly --actors "$work/a.txt" --actors "$work/b.txt" --lang-dir "$lang" 2> "$work/err")
case $out in *FRAGOV*"Rufus Firefly"*) ;; *) fail "Firefly: $out" ;; esac
grep -q 'a.txt:4: "DUCK LEAGUE"' "$work/err" || fail "a name without a code is not told: $(cat "$work/err")"
grep -q 'b.txt:2: "NO CODE" has no code' "$work/err" || fail "the second file's problem is not told"

echo 'Fredonian pond keepers attacked Sylvania.' > "$work/text.txt"
out=$("$program" code "$work/text.txt" --actors "$work/a.txt" --actors "$work/b.txt" --agents "$work/agents.txt" \
    --no-own-actors --quiet --lang-dir "$lang")
case $out in *FRAMIL*DEU*) ;; *) fail "no attack by FRAMIL on DEU: $out" ;; esac

for bad in "$work/broken.txt" "$work/text.txt" "$work/agents.txt" "$work/missing.txt"; do
    code=0
    "$program" actors X --actors "$bad" --lang-dir "$lang" > "$work/out" 2> "$work/err" || code=$?
    [ "$code" = 3 ] || fail "$bad: exit $code, not 3"
    [ -s "$work/err" ] || fail "$bad: nothing said"
done
code=0
"$program" actors X --actors= --lang-dir "$lang" 2> /dev/null || code=$?
[ "$code" = 2 ] || fail "an empty --actors: exit $code, not 2"
