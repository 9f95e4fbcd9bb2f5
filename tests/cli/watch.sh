#!/bin/sh
# `entente watch` against hosts of this machine that misbehave (watch_server.py): each thing is handled and logged, nothing is lost or read twice.
command -v python3 >/dev/null || exit 77
. "$2/tests/cli.inc"
mkfifo stop
python3 "$source/tests/cli/watch_server.py" "$work" <stop &
exec 3>stop # closed with this shell, which ends the server
at_end() { exec 3>&-; wait; }
for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do [ -f ports ] && break; sleep 0.2; done
read -r main busy private <ports
m=http://127.0.0.1:$main
cat >feeds.txt <<END
# what is tested
$m/feed
$m/broken
$m/empty
$m/empty-body
$m/page-not-feed
$m/entities
http://127.0.0.1:$busy/feed
http://127.0.0.1:1/feed
END
watch() { # expected exit code, options...
    wanted=$1
    shift
    "$entente" watch --store s.db --every 1s --again 1s --pause 0s --timeout 2 --quiet --once "$@" feeds.txt >>log 2>err
    got=$?
    [ $got = "$wanted" ] || fail "exit $got, not $wanted: $(cat err)"
}
says() { # what, address, words
    awk -F'\t' -v what="$1" -v url="$2" -v words="$3" '$2 == what && $3 == url && index($4, words) { found = 1 } END { exit !found }' log ||
        fail "the log has no line: $1 $2 $3: $(awk -F'\t' -v url="$2" '$3 == url' log)"
}
documents() { "$entente" store info --json --store "$1" | sed 's/.*"documents":\([0-9]*\).*/\1/'; }

watch 1
says feed "$m/feed" "31 items, 29 new"
says kept "$m/good" "$m/good"
says later "$m/slow" "in"
says later "$m/cut" "again in"
says failed "$m/bomb" "larger than the limit"
says kept "$m/brotli" "$m/brotli"
says failed "$m/brotli-bomb" "larger than the limit"
says failed "$m/huge" "larger than the limit"
says failed "$m/endless" "larger than the limit"
says failed "$m/loop" "limit of 5 redirects"
says failed "$m/to-private" "private network"
says failed "$m/to-cloud" "private network"
says failed "$m/to-v6" "private network"
says failed "$m/to-file" "not an address of http"
says failed "http://127.0.0.1:$private/direct" "private network"
says failed "$m/image" "image/png"
says failed "$m/binary" "no text"
says later "$m/broken-once" "status 500"
says failed "$m/forbidden/one" "robots.txt forbids"
says failed "$m/gone" "status 410"
says failed "$m/nothing" "no article"
says failed "$m/no-article" "error page"
says kept "$m/wall" "from the feed"
says kept "$m/feed#n1" "from the feed"
says date "$m/future" "future"
says kept "$m/future" "events"
says kept "$m/twice" "events"
says kept "$m/moved" "events"
says kept "$m/latin" "events"
says kept "$m/latin-lies" "events"
says feed "$m/broken" "it is broken"
says kept "$m/before-the-break" "events"
says feed "$m/empty" "0 items"
says later "$m/empty-body" "the feed is empty"
says later "$m/page-not-feed" "not a feed"
says later "$m/entities" "entities"
says later "http://127.0.0.1:1/feed" "robots.txt cannot be had"
says later "http://127.0.0.1:$busy/one" "status 429"
says later "http://127.0.0.1:$busy/two" "wished not to be asked"
grep -q '^private' hits && fail "the private host was asked"
grep -q 'GET /forbidden' hits && fail "what robots.txt forbids was asked for"
grep -q 'GET /feed entente/' hits || fail "the user agent is not stated"

sleep 2
touch changes
watch 1
says unchanged "$m/feed" 304
says kept "$m/broken-once" "events"
says same "$m/good" "as before"
says version "$m/changing" "$m/changing#version-2"
sleep 1
watch 1
says kept "http://127.0.0.1:$busy/one" "events"
says kept "http://127.0.0.1:$busy/two" "events"
for url in "$m/bomb" "$m/to-private" "$m/gone" "$m/feed#n1"; do
    [ "$(awk -F'\t' -v url="$url" '$3 == url' log | wc -l)" = 1 ] || fail "$url was tried again, though nothing can have changed"
done
[ "$(cut -f 2,3 log | grep -c '^kept')" = "$(cut -f 2,3 log | grep '^kept' | sort -u | wc -l)" ] || fail "something was kept twice"
[ "$(documents s.db)" = "$(grep -cE "	(kept|version)	" log)" ] || fail "the store holds $(documents s.db) documents"
"$entente" store info --dump --store s.db | grep '^documents' >dump
grep -q 'Café Müller' dump || fail "the charset that the host names is not believed"
[ "$(grep -c 'Café Müller' dump)" = 2 ] || fail "the charset of a page that lies is not found out"

# Killed in the middle and started again: every article once.
echo "$m/many" >feeds.txt
"$entente" watch --store kill.db --pause 0s --quiet feeds.txt >killed 2>err &
pid=$!
for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25; do
    [ "$(grep -c '	kept	' killed)" -ge 4 ] && break
    sleep 0.1
done
kill -9 $pid
wait $pid 2>/dev/null
[ "$(documents kill.db)" -lt 25 ] || fail "the kill came too late to show anything"
"$entente" watch --store kill.db --pause 0s --quiet --once feeds.txt >again 2>err || fail "the run after the kill: $(cat err)"
[ "$(documents kill.db)" = 25 ] || fail "after a kill $(documents kill.db) documents, not 25"
[ "$(grep -c 'GET /many/' hits)" -le 26 ] || fail "articles were read twice after a kill"

# A signal ends it, the list is checked, and so are the times.
"$entente" watch --store kill.db --quiet feeds.txt >again 2>err &
pid=$!
sleep 0.5
kill -TERM $pid
wait $pid || fail "SIGTERM does not end it well"
echo "ftp://127.0.0.1/feed" >feeds.txt
watch 2
echo "$m/many" >feeds.txt
watch 2 --every soon
exit $failed
