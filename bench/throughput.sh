#!/bin/sh
# Sentences a second for each core: 20,000 documents as JSON lines, coded with one and with two threads.
#   bench/throughput.sh PROGRAM [TEXT...]      paragraphs of these texts, or of examples/
set -e
entente=${1:?usage: bench/throughput.sh PROGRAM [TEXT...]}
shift
n_docs=${N_DOCS:-20000}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

# Paragraphs of at least 200 characters, escaped, one a line.
paragraphs() {
    cat "$@" | tr -d '\r' | awk 'length($0) >= 200'
}
[ $# -gt 0 ] || set -- "$(dirname "$0")"/../examples/*.txt
paragraphs "$@" | sed 's/\\/\\\\/g; s/"/\\"/g; s/	/ /g' | tr -d '\000-\011\013-\037' >"$dir/paragraphs"
[ -s "$dir/paragraphs" ] || {
    echo "bench/throughput.sh: no paragraph of 200 characters in $*" >&2
    exit 1
}
awk -v n="$n_docs" '{ p[NR] = $0 }
    END { for (i = 0; i < n; i++)
              printf "{\"id\":\"%d\",\"date\":\"2018-04-06\",\"text\":\"%s\\n\\n%s\"}\n", i, p[i % NR + 1], p[(i * 7 + 3) % NR + 1] }' \
    "$dir/paragraphs" >"$dir/docs.jsonl"

# Sentences are counted once, by the JSON of the documents.
n_sentences=$("$entente" read --no-store --json "$dir/docs.jsonl" 2>/dev/null | grep -o '"kind":"\(body\|title\|caption\|boilerplate\)"' | wc -l)
bytes=$(wc -c <"$dir/docs.jsonl")
echo "$n_docs documents, $n_sentences sentences, $bytes bytes"
# Per core: by the processor time spent, so that other work on the machine does not count; seconds are those of the clock.
processor_s() { # user and system time of all children so far; not in a pipe, which would have children of its own
    times >"$dir/times"
    awk 'NR == 2 { gsub("s", ""); split($1, u, "m"); split($2, k, "m"); printf "%.3f\n", (u[1] + k[1]) * 60 + u[2] + k[2] }' "$dir/times"
}
printf '%-6s %10s %14s %14s %20s\n' jobs seconds 'processor s' sentences/s sentences/s/core
for jobs in 1 2; do
    start=$(date +%s.%N)
    processor_s >"$dir/before"
    "$entente" code --jobs $jobs "$dir/docs.jsonl" >"$dir/rows.$jobs"
    processor_s >"$dir/after"
    end=$(date +%s.%N)
    awk -v j=$jobs -v a="$start" -v b="$end" -v n="$n_sentences" -v before="$(cat "$dir/before")" -v after="$(cat "$dir/after")" \
        'BEGIN { s = b - a; c = after - before; printf "%-6d %10.2f %14.2f %14.0f %20.0f\n", j, s, c, n / s, n / c }'
done
cmp "$dir/rows.1" "$dir/rows.2"
echo "$(wc -l <"$dir/rows.1") event rows, the same bytes for both"
