#!/bin/sh
# bench/blocs.sh BUILD GRAPH.tsv... - frustration, bound and time of entente blocs on signed networks (a, b, weight), both modes, and on random ones
# (complete and sparse, made here with a fixed seed), one line each.
set -eu
build=${1:?usage: bench/blocs.sh BUILD GRAPH.tsv...}
shift
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
random() { # nodes, ties (0: all pairs), share of hostile ties in percent
    awk -v n="$1" -v m="$2" -v hostile="$3" '
        function roll(k) { seed = (seed * 16807) % 2147483647; return seed % k }
        function tie(a, b) { print "n" a "\tn" b "\t" (roll(100) < hostile ? -1 : 1) }
        BEGIN {
            seed = 2026
            if (!m) for (a = 0; a < n; a++) for (b = 0; b < a; b++) tie(a, b)
            while (made < m) {
                a = roll(n); b = roll(n)
                if (a > b && !((a, b) in there)) { there[a, b]; tie(a, b); made++ }
            }
        }'
}
random 30 0 50 >"$work/random-30-complete.tsv"
random 200 0 50 >"$work/random-200-complete.tsv"
random 200 600 20 >"$work/random-200-600.tsv"
random 10000 50000 20 >"$work/random-10000-50000.tsv"
echo "camps frustration bound optimal seconds network"
for graph in "$@" "$work"/*.tsv; do
    for camps in any 2; do
        start=$(date +%s.%N)
        "$build/entente" blocs --graph "$graph" --camps "$camps" --json >"$work/out"
        end=$(date +%s.%N)
        sed 's/^{"frustration":\([^,]*\),"bound":\([^,]*\),"optimal":\([^,]*\),.*/\1 \2 \3/' "$work/out" |
            awk -v camps="$camps" -v from="$start" -v to="$end" -v name="$(basename "$graph")" '
                { printf "%5s %11s %5s %7s %7.2f %s\n", camps, $1, $2, $3, to - from, name }'
    done
done
