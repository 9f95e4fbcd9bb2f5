#!/usr/bin/env python3
"""filter_marks.py SPANS.txt|TABLE.tsv > MARKED.jsonl - sentences with marked parties for `entente train filter`.

SPANS.txt: one token a line with its tag, B-S/I-S source, B-T/I-T target, B-R/I-R both, O; sentences parted by blank lines. TABLE.tsv: PLV's columns
(sentence, source, target, gold_root); its rows name one event of several, so what they do not name is not held to be wrong.
"""
import csv
import json
import sys


def marks(sentence):
    sides, at, cur = {"source": [], "target": []}, 0, None
    for word, tag in sentence:
        kind = tag[2:]
        if tag[0] == "B" or (tag[0] == "I" and (cur is None or cur[0] != kind)):
            cur = (kind, {"start": at, "end": at + len(word)})
            for side, kinds in (("source", "SR"), ("target", "TR")):
                if kind in kinds:
                    sides[side].append(cur[1])
        elif tag[0] == "I":
            cur[1]["end"] = at + len(word)
        else:
            cur = None
        at += len(word) + 1
    return {"text": " ".join(word for word, _ in sentence), "pretokenized": True, **sides}


def of_spans(path):
    sentence = []
    with open(path, encoding="utf-8") as file:
        for line in [*file, ""]:
            part = line.split()
            if part:
                sentence.append((part[0], part[-1]))
            elif sentence:
                yield marks(sentence)
                sentence = []


def of_table(path):
    with open(path, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            text, out = row["sentence"], {"text": row["sentence"], "complete": False}
            for side in ("source", "target"):
                at = text.find(row[side])
                out[side] = [{"start": at, "end": at + len(row[side])}] if row[side] and at >= 0 else []
            out["event"] = {"YIELD": "CONCEDE|RETREAT"}.get(row["gold_root"], row["gold_root"])
            yield out


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    for line in (of_table if sys.argv[1].endswith(".tsv") else of_spans)(sys.argv[1]):
        print(json.dumps(line, ensure_ascii=False))


if __name__ == "__main__":
    main()
