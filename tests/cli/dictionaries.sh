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

# --verbs: dictionaries of TABARI and PETRARCH in place of and beside our codebook.
cat > "$work/petrarch.txt" <<'END'
# a remark
&DUCKWEAPON
+BREAD_CRUMB
+PEBBLES

--- QUACK [112] ---
QUACK {QUACKED QUACKING}
HONK
- * AT + [111]   # louder
- * &DUCKWEAPON TO + [072]
- + * BY $ [160]
- $ MUST * + [100]
- * WITH + [040:040]
~ a (a b X) SAY = a b 015
END
printf 'ACCUS [112] ;stem\n- * + FOR_ RUIN  [1121]\n- * + BUT $ [110]\nWADDLE [O12]\n' > "$work/tabari.txt"
rows() { # the file's text, then options -> SOURCE TYPE CAMEO TARGET a line
    "$program" code "$@" --lang-dir "$lang" 2> "$work/err" |
        sed 's/.*"event":"\([A-Z]*\)".*"cameo":"\([0-9]*\)".*"source":{[^}]*"code":"\([A-Z]*\)".*"target":{[^}]*"code":"\([A-Z]*\)".*/\3 \1 \2 \4/'
}
verbs() { printf '%s\n' "$1" > "$work/text.txt"; shift; rows "$work/text.txt" --no-own-verbs "$@"; }
same() { [ "$1" = "$2" ] || fail "verbs: wanted \"$2\", got \"$1\""; }
same "$(verbs 'Russia honked at Ukraine.' --verbs "$work/petrarch.txt")" 'RUS ACCUSE 111 UKR'
same "$(verbs 'Pebbles were honked by Russia to Ukraine.' --verbs "$work/petrarch.txt")" 'RUS AID 072 UKR'
same "$(verbs 'Iran accused Iraq.' --verbs "$work/tabari.txt")" 'IRN ACCUSE 112 IRQ'
same "$(verbs 'Iraq was accused by Iran.' --verbs "$work/tabari.txt")" 'IRN ACCUSE 112 IRQ'
same "$(verbs 'Russia attacked Ukraine.' --verbs "$work/tabari.txt")" ''
same "$(verbs 'Russia honked with Ukraine.' --verbs "$work/petrarch.txt" | sort | tr '\n' ';')" 'RUS CONSULT 040 UKR;UKR CONSULT 040 RUS;'
for told in 'petrarch.txt:12: "MUST" before the verb' 'petrarch.txt:14: a transformation'; do
    grep -qF "$told" "$work/err" || fail "not told: $told; but $(cat "$work/err")"
done
verbs 'Iran accused Iraq.' --verbs "$work/tabari.txt" > /dev/null
for told in 'tabari.txt:3: "BUT"' 'tabari.txt:4: [O12] is no CAMEO code'; do
    grep -qF "$told" "$work/err" || fail "not told: $told; but $(cat "$work/err")"
done
printf 'Iran attacked Iraq.\n' > "$work/text.txt"
same "$(rows "$work/text.txt" --verbs "$work/tabari.txt")" 'IRN ASSAULT 190 IRQ' # beside ours
for bad in "$work/text.txt" "$work/missing.txt"; do
    code=0
    "$program" code "$work/text.txt" --verbs "$bad" --lang-dir "$lang" > "$work/out" 2> "$work/err" || code=$?
    [ "$code" = 3 ] || fail "--verbs $bad: exit $code, not 3"
done
