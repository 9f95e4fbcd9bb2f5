#!/usr/bin/env python3
"""plv_code.py PROGRAM PLV.tsv - are the events of sentences of the right type, nothing given?

Codes the `sentence` column with `entente code --status all` and tells the share of sentences in which some event has the
type `gold_root` (its YIELD is our CONCEDE and RETREAT), and events a sentence. Twins (`reciprocal_of`) count once.
Content events (`content_of`) are not events done and are left out of both figures; a second line counts them in.
Every fifth row (row % 5 == 3, from 0) is held out: nobody reads its sentences, its figures stand apart.
  --misses   also the sentences read that have no event of the type, with what they got (never held-out ones)
"""
import csv
import json
import subprocess
import sys

HELD_OUT = 3


def code(program, sentences, *options):
    """The event rows of each sentence, as `code` prints them."""
    lines = "".join(json.dumps({"id": str(i), "text": s}) + "\n" for i, s in enumerate(sentences))
    run = subprocess.run([program, "code", "--status", "all", "--input", "jsonl", "--quiet", *options, "-"],
                         input=lines, capture_output=True, text=True, check=True)
    events = [[] for _ in sentences]
    for line in run.stdout.splitlines():
        row = json.loads(line)
        if row["reciprocal_of"] is None:
            events[int(row["doc"]["id"])].append(row)
    return events


def type_of(row):
    return "YIELD" if row["event"] in ("CONCEDE", "RETREAT") else row["event"]


def is_done(row):
    return row["content_of"] is None


def report(name, gold, events):
    n = len(gold)
    for what, kept in (("", [[e for e in es if is_done(e)] for es in events]), (" with content", events)):
        hits = sum(g in {type_of(e) for e in es} for g, es in zip(gold, kept))
        some = sum(bool(es) for es in kept)
        print("%-24s sentences %4d  with an event %.3f  type found %.3f  events a sentence %.2f"
              % (name + what, n, some / n, hits / n, sum(map(len, kept)) / n))


def by_type(gold, events):
    for t in sorted(set(gold)):
        own = [es for g, es in zip(gold, events) if g == t]
        hits = sum(t in {type_of(e) for e in es if is_done(e)} for es in own)
        print("  %-10s %4d  found %.2f" % (t, len(own), hits / len(own)))


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    with open(sys.argv[2], encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    gold = [r["gold_root"] for r in rows]
    events = code(sys.argv[1], [r["sentence"] for r in rows])
    read = [i for i in range(len(rows)) if i % 5 != HELD_OUT]
    held = [i for i in range(len(rows)) if i % 5 == HELD_OUT]
    report("read", [gold[i] for i in read], [events[i] for i in read])
    by_type([gold[i] for i in read], [events[i] for i in read])
    report("held out", [gold[i] for i in held], [events[i] for i in held])
    if "--misses" in sys.argv:
        for i in read:
            if gold[i] not in {type_of(e) for e in events[i] if is_done(e)}:
                got = ["%s(%s>%s)%s" % (e["event"], (e["source"] or {}).get("text"), (e["target"] or {}).get("text"),
                                        "" if is_done(e) else "*") for e in events[i]]
                print("%d %s | %s | %s > %s | %s" % (i, gold[i], rows[i]["sentence"], rows[i]["source"],
                                                     rows[i]["target"], " ".join(got)))


if __name__ == "__main__":
    main()
