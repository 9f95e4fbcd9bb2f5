#!/bin/sh
# What README shows is what the program prints: each `$ build/entente …` of it is run, and the lines below it must be the first of the output
# ("…" alone on a line, or the end of the block, ends them).
# What imports and asks does so in a store of its own, one command after the other.
entente=$(realpath "$1")
cd "$2" || exit 1
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
# One file a command: its line, then what README shows of it.
awk -v work="$work" '/^```/ { inside = !inside; out = ""; next }
    inside && /^\$ build\/entente / { out = work "/" ++n ".shown"; sub(/^\$ build\/entente /, ""); print >(work "/" n ".command"); next }
    out != "" && $0 == "…" { out = ""; next }
    out != "" { print >out }
    inside && /^printf .*\| build\/entente / { print >(work "/pipe") }' README.md
failed=0 n=0
for command in "$work"/*.command; do
    shown=${command%.command}.shown
    eval "set -- $(cat "$command")"
    case $1 in
    read) set -- "$@" --no-store --quiet ;;
    import | relations | dyad) set -- "$@" --store "$work/store.db" ;;
    esac
    "$entente" "$@" >"$work/all" 2>&1 || { echo "readme: entente $*: exit $?"; failed=1; }
    head -n "$(wc -l <"$shown")" "$work/all" >"$work/printed"
    diff -u "$shown" "$work/printed" >"$work/diff" || { echo "readme: entente $* prints something else:"; cat "$work/diff"; failed=1; }
    n=$((n + 1))
done
[ "$n" -ge 2 ] || { echo "readme: README shows $n commands"; failed=1; }
sed "s|build/entente|'$entente'|" "$work/pipe" >"$work/pipe.sh" && sh "$work/pipe.sh" >"$work/all" || failed=1
for wanted in '"event":"COOPERATE"' '"event":"ACCUSE"'; do
    grep -qF "$wanted" "$work/all" || { echo "readme: no $wanted from the pipe"; failed=1; }
done
exit $failed
