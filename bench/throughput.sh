#!/bin/sh
# Sentences a second for each core: 20,000 documents as JSON lines, coded with one and with two threads.
#   bench/throughput.sh PROGRAM [TEXT...]      without texts: those of tests/data, or a built-in paragraph
set -e
entente=${1:?usage: bench/throughput.sh PROGRAM [TEXT...]}
shift
n_docs=${N_DOCS:-20000}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

# Paragraphs of at least 200 characters, escaped, one a line.
paragraphs() {
    if [ $# -gt 0 ]; then
        cat "$@" | tr -d '\r' | awk 'length($0) >= 200'
    fi
}
paragraphs "$@" | sed 's/\\/\\\\/g; s/"/\\"/g; s/	/ /g' | tr -d '\000-\011\013-\037' >"$dir/paragraphs"
if [ ! -s "$dir/paragraphs" ]; then
    cat >"$dir/paragraphs" <<'TEXT'
Russia and Pakistan held joint military exercises in the mountains on Friday, officials said, a week after India condemned the sale of helicopters to Islamabad. \"We will deepen our cooperation with all our partners,\" Foreign Minister Sergey Lavrov told reporters in Moscow.
The United States imposed sanctions on three Iranian companies on Monday and accused Tehran of arming rebels in Yemen. Iran rejected the charges and threatened to leave the agreement unless the European Union protected its trade. Talks are planned for next month in Vienna.
Police arrested more than forty demonstrators in the capital after thousands of people protested against the new tax. The opposition called on the government to resign. The United Nations urged all sides to show restraint and offered to mediate between the parties.
China's president visited Saudi Arabia and signed agreements on energy and investment worth thirty billion dollars. The two countries agreed to expand their strategic partnership. Analysts say that the visit may worry Washington, which has sold weapons to Riyadh for decades.
TEXT
fi
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
