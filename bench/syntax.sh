#!/bin/sh
# bench/syntax.sh BUILD GOLD.conllu... - accuracy and speed of tagging and parsing on treebanks, one table; the processor is named.
# With UDPIPE=MODEL (UDPipe 1, trained on the same data) and PYTHON having the package ufal.udpipe, its row stands below, from the same run.
set -eu
build=${1:?usage: bench/syntax.sh BUILD GOLD.conllu...}
shift
here=$(cd "$(dirname "$0")" && pwd)
[ $# -gt 0 ] || {
    echo "bench/syntax.sh: no treebank given, nothing measured"
    exit 0
}
grep -m 1 'model name' /proc/cpuinfo || true
"$build/bench_syntax" "$here/../lang/en/model/syntax.model" "$@"
if [ -n "${UDPIPE:-}" ]; then
    for gold in "$@"; do
        "${PYTHON:-python3}" "$here/udpipe_row.py" "$UDPIPE" "$gold"
    done
fi
