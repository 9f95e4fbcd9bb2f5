#!/bin/sh
# Exit codes and words of the command line itself.
entente=$(realpath "$1")
failed=0
expect() { # code, what stdout or stderr must hold, arguments...
    want=$1 words=$2
    shift 2
    out=$("$entente" "$@" 2>&1)
    got=$?
    [ "$got" = "$want" ] || { echo "entente $*: exit $got, not $want"; failed=1; }
    case $out in *"$words"*) ;; *) echo "entente $*: no \"$words\" in: $out"; failed=1 ;; esac
}
expect 0 "usage: entente COMMAND" help
expect 0 "usage: entente COMMAND" --help
expect 0 "usage: entente COMMAND" -h
expect 0 "codebook " --version
expect 0 '"program":' version --json
expect 0 "usage: entente version" version --help
expect 0 "usage: entente version" help version
expect 2 "which command?"
expect 2 'no command "juggle"' juggle
expect 2 'no command "juggle"' help juggle
expect 2 "no option --juggle" --juggle
expect 2 "no option --juggle" version --juggle=3
expect 2 "--jobs takes a whole number" version --jobs 0
expect 2 "--jobs takes a whole number" version --jobs=99999999999
expect 2 "--jobs needs a value" version --jobs
expect 2 "--as-of takes a day" version --as-of 2018-13-01
expect 2 "--as-of takes a day" version --as-of 2018
expect 2 "--color takes one of" version --color=blue
expect 2 "--quiet takes no value" version --quiet=yes
expect 2 "takes no argument" version -- --json
expect 2 "model wants info" model
expect 2 "there are syntax, relation, filter and ledger" train poetry
expect 2 "are needed" train syntax x.conllu
expect 2 "needs pairs" train relation --out x.model
expect 2 "needs sentences with marked parties: MARKED.jsonl..., or --examples" train filter --out x.model
"$entente" model info --json | grep -q '"processor":' || { echo "model info says nothing of the processor"; failed=1; }
if [ -w /dev/full ]; then
    "$entente" help >/dev/full 2>/dev/null
    [ $? = 3 ] || { echo "a full disk is not exit 3"; failed=1; }
fi
exit $failed
