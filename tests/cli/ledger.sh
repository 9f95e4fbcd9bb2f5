#!/bin/sh
# A deal from rumour to delivery, and a second batch that comes to nothing, over six documents: in whatever order they were read.
. "$2/tests/cli.inc"
story=$source/tests/data/ledger/story.jsonl
ask() { "$entente" ledger --quiet --store x.db "$@" >stdout 2>stderr || fail "$*: exit $?: $(cat stderr)"; }
lines() { [ "$(wc -l <stdout)" -eq "$1" ] || fail "$2: not $1 lines: $(cat stdout)"; }
# kind, portion, stage and its day, due, outcome and its day
brief() {
    sed -E 's/.*"kind":("[a-z]+"),"sign":(null|-?1),"subject":.*"portion":([a-z"]+),"parties".*"stage":([a-z "]+),"stage_date":([0-9a-z"-]+),"first".*"due":(null|\{"from":[^,]*,"to":([^}]*)\}),"delays":.*"outcome":("[a-z]+"),"decided":([0-9a-z"-]+),"claims".*/\1 \3 \4 \5 \7 \8 \9/; s/"//g' stdout >brief
}
wanted() { # as of the day, what is on standard input
    cat >wanted
    ask --json --as-of "$1"
    # the claims repeat keys of their entry: they are cut off
    sed -i 's/,"claims":\[.*/,"claims"/' stdout
    brief
    cmp -s wanted brief || fail "as of $1: $(diff wanted brief)"
}

for order in "1 2 3 4 5 6" "6 5 4 3 2 1" "4 6 1 5 3 2"; do
    rm -f x.db*
    for n in $order; do
        sed -n "${n}p" "$story" >one.jsonl
        "$entente" read --quiet --store x.db one.jsonl >out 2>err || fail "read: $(cat err)"
    done
    : >all
    for day in 2016-03-10 2017-06-01 2018-06-01 2020-07-01 2022-01-01; do
        ask --json --as-of $day
        cat stdout >>all
    done
    [ -f first ] || cp all first
    cmp -s all first || fail "another ledger in the order $order"
done

wanted 2016-03-01 </dev/null
wanted 2016-03-10 <<'END'
deal null rumoured 2016-03-04  open null
END
wanted 2016-10-01 <<'END'
deal null negotiating 2016-09-12  open null
END
wanted 2017-06-01 <<'END'
deal null negotiating 2016-09-12 2017-12-31 open null
END
wanted 2018-06-01 <<'END'
deal null signed 2017-12-29 2020-03-31 open null
pledge null announced 2017-12-29 2020-03-31 open null
prediction null null null 2020-12-31 open null
END
wanted 2020-07-01 <<'END'
deal null delivered 2019-07-12 2020-03-31 kept 2019-07-12
pledge null done 2019-07-12 2020-03-31 kept 2019-07-12
prediction null null null 2020-12-31 kept 2019-07-12
deal second negotiating 2019-07-12 2020-06-30 overdue null
END
wanted 2022-01-01 <<'END'
deal null delivered 2019-07-12 2020-03-31 kept 2019-07-12
pledge null done 2019-07-12 2020-03-31 kept 2019-07-12
prediction null null null 2020-12-31 kept 2019-07-12
deal second cancelled 2021-05-18 2020-06-30 cancelled 2021-05-18
END

ask --json --as-of 2018-06-01 --due --who Russia
lines 3 "due"
has '"parties":[{"code":"RUS","role":"seller"},{"code":"TUR","role":"buyer"}]'
has '"delays":[{"date":"2016-09-12","from":null,"to":null},{"date":"2017-02-20","from":null,"to":{"from":"2017-02-20","to":"2017-12-31"}}],"obstacles":["price"]'
has '"claims":[{"doc":{"id":"1-rumour","title":"Eyes on Moscow","date":"2016-03-04"},"claim":0,'
ask --json --as-of 2018-06-01 --due --from 2020-03 --to 2020-06
lines 2 "due in spring 2020"
ask --json --as-of 2018-06-01 --due --from 2021
lines 0 "due after 2020"
ask --json --as-of 2020-07-01 --overdue
lines 1 "overdue"
ask --json --as-of 2020-07-01 --overdue --to 2020-05
lines 0 "overdue since spring"
ask --json --as-of 2020-07-01 --open
lines 1 "open"
ask --json --as-of 2020-07-01 --kept
lines 3 "kept"
ask --json --as-of 2022-01-01 --broken
lines 1 "broken"
ask --json --as-of 2022-01-01 --who Kenya
lines 0 "a stranger"
ask --json --as-of 2022-01-01 --from 2021
lines 2 "from 2021"
ask --json --as-of 2022-01-01 --by Turkey
lines 3 "what Turkey foretold or told, and the count"
has '{"by":"TUR","dated":1,"kept":1,"partly":0,"broken":0,"void":0,"contested":0,"open":0}'
ask --as-of 2018-06-01 --by Russia
has 'RUS, predictions and pledges with a due date: 1; kept 0, partly 0, broken 0, void 0, contested 0, open or overdue 1'
ask --as-of 2022-01-01
has '2019-07-12  deal'
has '    delayed until 2017-12-31, as told on 2017-02-20'
has 'The deal on a second batch of missile systems between Russia and Turkey was'
"$entente" read --no-store --quiet "$story" >stdout 2>stderr || fail "read: $(cat stderr)"
has 'In the ledger'
has '  deal        an arms deal on missile systems  RUS, TUR · negotiating'
has 'seller RUS, buyer TUR · rumoured · says an official in Ankara'
has 'RUS, TUR · negotiating · delayed · obstacle: price'
has 'by RUS, to TUR · announced · due by 2020-03-31'
"$entente" dyad RUS TUR --store x.db --as-of 2020-07-01 >stdout 2>stderr || fail "dyad: $(cat stderr)"
has 'Open in the ledger'
has 'overdue'
"$entente" dyad RUS TUR --json --store x.db --as-of 2022-01-01 >stdout 2>stderr || fail "dyad: $(cat stderr)"
has '"ledger":[]'
# Two deals at a time between the same states, with words in common, and two that join one body.
rm -f x.db*
"$entente" read --quiet --store x.db "$2/tests/data/ledger/parallel.jsonl" >out 2>err || fail "read: $(cat err)"
wanted 2011-12-01 <<'END'
deal null signed 2008-01-25 2015-12-31 open null
deal null delivered 2011-11-21  kept 2011-11-21
END
wanted 2024-01-01 <<'END'
deal null cancelled 2014-12-02 2015-12-31 cancelled 2014-12-02
deal null delivered 2011-11-21  kept 2011-11-21
deal null under way 2021-12-21 2025-04-30 open null
deal null signed 2018-11-21  open null
deal second rumoured 2021-12-21  open null
membership null member 2023-04-04  kept 2023-04-04
membership null applied 2022-05-18  open null
END
ask --json --as-of 2024-01-01 --who Serbia
lines 2 "pipeline and storage"
grep '"stage":"cancelled"' stdout | grep -q 'Banatski' && fail "the storage is told of the pipeline"
"$entente" ledger --store x.db Russia 2>stderr
[ $? = 2 ] || fail "an operand is taken"
rm -f x.db*
printf '%s\n' '{"id":"a","date":"2019-01-10","text":"Norway pledged to train the pilots of Malawi by June 2019. Norway pledged to build a hospital in Kenya by June 2019. Norway pledged to repair the bridge in Peru by June 2019."}' \
    '{"id":"b","date":"2019-05-10","text":"Norway partly kept its promise to train the pilots of Malawi. Norway'"'"'s pledge to build a hospital in Kenya is void."}' |
    "$entente" read --quiet --store x.db - >stdout 2>stderr || fail "read pledges: $(cat stderr)"
ask --json --as-of 2019-12-01 --by Norway
has '{"by":"NOR","dated":3,"kept":0,"partly":1,"broken":0,"void":1,"contested":0,"open":1}'
exit $failed
