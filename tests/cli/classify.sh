#!/bin/sh
# Pairs in, relations out: the answer's form, its order, missing sides, and what is no pair.
. "$2/tests/cli.inc"
lang=$source/lang/en
field() { sed -n "s/.*\"$1\":\"\{0,1\}\([^\",}]*\).*/\1/p"; }

cat >pairs.jsonl <<'END'
{"id":"é1","text":"« Ñandú » – Kenya accused Somalia of shelling its border posts.","source":{"start":12,"end":17},"target":{"start":26,"end":33}}
{"id":2,"text":"Estonia will hold talks with Latvia next week.","source":{"start":0,"end":7},"target":{"start":29,"end":35}}

{"id":3,"text":"Thousands of protesters marched in Lima.","source":{"start":0,"end":23},"target":null}
{"id":4,"text":"Togo's airstrikes killed twenty soldiers of Benin.","source":{"start":0,"end":4},"target":{"start":44,"end":49}}
{"id":5,"text":"?","source":null,"target":null}
END
"$entente" classify --lang-dir "$lang" --jobs 1 pairs.jsonl >out || fail "classify: exit $?"
[ "$(field id <out | tr '\n' ' ')" = "é1 2 3 4 5 " ] || fail "ids: $(field id <out | tr '\n' ' ')"
[ "$(field event <out | sed -n '1p;3p;4p' | tr '\n' ' ')" = "ACCUSE PROTEST ASSAULT " ] || fail "events: $(field event <out | tr '\n' ' ')"
[ "$(field quad <out | sed -n '1p;4p' | tr '\n' ' ')" = "3 4 " ] || fail "quads: $(field quad <out | tr '\n' ' ')"
# to say that one will is an agreement
[ "$(sed -n 2p out | field status)" = asserted ] || fail "status: $(sed -n 2p out)"
sed -n 1p out | grep -q '"rule":"accuse.txt:[0-9]* accuse.v' || fail "rule: $(sed -n 1p out)"
for i in 1 2 3 4 5; do
    sum=$(sed -n "${i}p" out | sed 's/.*"scores":{\([^}]*\)}.*/\1/' | tr ',' '\n' | awk -F: '{ s += $2; n++ } END { print (n == 16 && s > 0.99 && s < 1.01) }')
    [ "$sum" = 1 ] || fail "scores of line $i: $(sed -n "${i}p" out)"
done
"$entente" classify --lang-dir "$lang" --jobs 4 - <pairs.jsonl >out4 && cmp -s out out4 || fail "four threads give other bytes"

printf '%s\n' '{"id":1,"text":"Short.","source":{"start":0,"end":70},"target":null}' '{"id":2,"text":"Peru left.","source":{"start":0,"end":4},"target":null}' 'no' >bad.jsonl
"$entente" classify --lang-dir "$lang" bad.jsonl >out 2>err
[ $? = 1 ] || fail "bad lines are not exit 1"
[ "$(wc -l <out)" = 1 ] || fail "the good line between bad ones is not answered"
grep -q 'bad.jsonl:1: "source" is no' err && grep -q 'bad.jsonl:3: not valid JSON' err || fail "bad lines are not named: $(cat err)"
: >empty.jsonl
"$entente" classify --lang-dir "$lang" empty.jsonl >out && [ ! -s out ] || fail "an empty file is no success without answers"
"$entente" classify --lang-dir "$lang" --model nowhere.model pairs.jsonl >/dev/null 2>&1
[ $? = 3 ] || fail "a missing model is not exit 3"
printf 'ENTRELAT and then nothing' >cut.model
"$entente" classify --lang-dir "$lang" --model cut.model pairs.jsonl >/dev/null 2>&1
[ $? = 3 ] || fail "a damaged model is not exit 3"

# Training: what is taught is learnt, the same bytes each time; a wrong label is named.
cat >train.jsonl <<'END'
{"text":"Fiji zorbed Tonga.","source":{"start":0,"end":4},"target":{"start":12,"end":17},"event":"SANCTION"}
{"text":"Fiji glumped Tonga.","source":{"start":0,"end":4},"target":{"start":13,"end":18},"event":"CONCEDE|RETREAT"}
{"text":"Fiji snarked Tonga.","source":{"start":0,"end":4},"target":{"start":13,"end":18},"scores":{"AID":3,"AGREE":1}}
END
"$entente" train relation --quiet --lang-dir "$lang" --out a.model --l2 0.1 train.jsonl || fail "training fails"
"$entente" train relation --quiet --lang-dir "$lang" --out b.model --l2 0.1 train.jsonl && cmp -s a.model b.model || fail "two trainings give different bytes"
printf '%s\n' '{"text":"Chad zorbed Mali.","source":{"start":0,"end":4},"target":{"start":12,"end":16}}' \
    '{"text":"Chad snarked Mali.","source":{"start":0,"end":4},"target":{"start":13,"end":17}}' |
    "$entente" classify --lang-dir "$lang" --model a.model - >out
[ "$(field event <out | tr '\n' ' ')" = "SANCTION AID " ] || fail "what was taught: $(field event <out | tr '\n' ' ')"
sed -n 1p out | grep -q '"rule":"[^"]*=zor' || fail "the reasons do not name the word: $(sed -n 1p out)"
printf '%s\n' '{"text":"Fiji.","source":{"start":0,"end":4},"target":null,"event":"DANCE"}' >wrong.jsonl
"$entente" train relation --quiet --lang-dir "$lang" --out c.model wrong.jsonl 2>err
[ $? = 1 ] && grep -q 'wrong.jsonl:1: "DANCE" is no event type' err || fail "a wrong label: $(cat err)"
[ ! -e c.model ] || fail "a failed training leaves a model"

# The filter is trained by the same rules, from marks or from the examples alone.
printf '%s\n' '{"text":"Fiji accused Tonga of spying.","source":[{"start":0,"end":4}],"target":[{"start":13,"end":18}]}' \
    '{"text":"Chad shelled Mali.","source":[{"start":13,"end":17}],"target":[{"start":0,"end":4}]}' >marked.jsonl
"$entente" train filter --quiet --lang-dir "$lang" --out a.filter marked.jsonl || fail "training the filter fails"
"$entente" train filter --quiet --lang-dir "$lang" --out b.filter marked.jsonl && cmp -s a.filter b.filter ||
    fail "two trainings of the filter give different bytes"
printf '%s\n' '' '{"text":"Fiji.","source":[{"start":0,"end":9}]}' >wrong.jsonl
"$entente" train filter --quiet --lang-dir "$lang" --out c.filter wrong.jsonl 2>err
[ $? = 1 ] && grep -q 'wrong.jsonl:2: "source" holds what is no' err || fail "a wrong mark: $(cat err)"
printf '%s\n' '{"text":"It rains."}' >nothing.jsonl
"$entente" train filter --quiet --lang-dir "$lang" --out c.filter nothing.jsonl 2>err
[ $? = 1 ] && grep -q 'no events to learn from' err || fail "nothing to learn from: $(cat err)"
[ ! -e c.filter ] || fail "a failed training leaves a filter"
exit $failed
