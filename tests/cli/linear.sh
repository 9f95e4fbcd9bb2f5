#!/bin/sh
# Four times the text may not need much more than four times the time, whatever is said over and over: names, roles, pronouns, quotations.
# Time is that of the processor, so that a busy machine does not matter; what looks back through the whole document needs sixteen times.
. "$2/tests/cli.inc"
repeats=${REPEATS:-15000}

children_ms() { # user time of all children so far; not in a pipe, which would have children of its own
    times >times.out
    awk 'NR == 2 { sub("s$", "", $1); split($1, t, "m"); printf "%d\n", (t[1] * 60 + t[2]) * 1000 }' times.out
}
cost() { # how often, the sentence before, the sentence: sets ms and mentions
    awk -v n="$1" -v first="$2" -v s="$3" 'BEGIN { printf "%s", first; for (i = 0; i < n; i++) printf "%s", s; print "" }' >text
    children_ms >before
    "$entente" read --json --no-store --jobs 1 text >out 2>err || fail "$3: exit $?: $(cat err)"
    children_ms >after
    ms=$(($(cat after) - $(cat before)))
}
grows() { # name, the sentence before, the sentence
    cost "$repeats" "$2" "$3"
    small=$ms
    cost $((repeats * 4)) "$2" "$3"
    echo "linear: $1: $repeats times $small ms, $((repeats * 4)) times $ms ms"
    [ "$small" -gt 0 ] || fail "no time was measured"
    [ "$ms" -le $((small * 7 + 100)) ] || fail "$1: grows faster than the text"
}
grows "a name that no list has" "Defense Minister Khurram Zork of Pakistan arrived. " "Zork said no. "
grows "a name of the lists" "" "Putin said no. "
grows "a role" "Russian President Vladimir Putin spoke. " "The president said no. "
grows "a pronoun for two" "Russia and Pakistan met. " "They agreed. "
grows "a phrase for two" "Russia and Pakistan met. " "The two countries agreed. "
grows "a possessor" "Russia spoke. " "Its army shelled them. "
grows "roles of two" "Russia and Pakistan met. " "The ministers agreed. "
grows "a name of several" "" "Georgia met Atlanta, Georgia. "
grows "quotations" "" "\"We agree,\" Putin said. "
grows "an attack with its day, place and victims" "" "Russian troops killed at least 3 Georgians in Tbilisi on Monday. "
grows "paragraphs" "" "Zork met Putin.

"
exit $failed
