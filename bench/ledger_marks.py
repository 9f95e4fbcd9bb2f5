#!/usr/bin/env python3
"""ledger_marks.py PROGRAM TEXT_DIR [SAMPLE] - precision of the ledger from entries marked by hand.
ledger_marks.py --train TEXT_DIR - the documents with their marks, as lines for `entente train ledger`.

tests/data/ledger-marks.tsv has the marks: sample, document, sentence from and to (code points), hash of the sentence's
text, kind, stage, parties, verdict. TEXT_DIR holds the documents, anywhere below it. Reads the documents of a sample
(the last one unless SAMPLE says which), each with its date (briefings: in their first lines; speeches: 25 September of the year in
their name), and looks at each marked place: an entry found again, with the same kind, stage
and parties, counts as it was marked; one that is gone, or is another, is told apart and not counted.
Tells how many were found again, and the precision of those, for each corpus and together.
"""
import collections
import hashlib
import json
import os
import re
import subprocess
import sys

MARKS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tests", "data", "ledger-marks.tsv")


def digest(text):
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:12]


def all_marks():
    with open(MARKS, encoding="utf-8") as file:
        return [line.rstrip("\n").split("\t") for line in file if line.strip() and not line.startswith("#")]


def marks_of(sample):
    rows = all_marks()
    sample = sample or max((row[0] for row in rows), key=int)
    return sample, [row[1:] for row in rows if row[0] == sample]


def paths_below(folder, names):
    return [os.path.join(at, name) for at, _, files in os.walk(folder) for name in files if name in names]


def date_of(name, text):
    if "_" in name:
        return name.rsplit("_", 1)[1][:4] + "-09-25"
    found = re.search(r"\b(\d{1,2})[/-](\d{1,2})[/-](\d{2,4})\b", text[:400])
    if not found:
        return None
    month, day, year = (int(n) for n in found.groups())
    year += 2000 if year < 100 else 0
    return "%04d-%02d-%02d" % (year, month, day) if 1 <= month <= 12 and 1 <= day <= 31 and 2008 < year < 2018 else None


def document(path):
    with open(path, encoding="utf-8-sig", errors="replace", newline="") as file:
        doc = {"id": os.path.basename(path), "text": file.read()}
    date = date_of(doc["id"], doc["text"])
    return dict(doc, date=date) if date else doc


def as_lines(docs):
    return ("\n".join(map(json.dumps, docs)) + "\n").encode("utf-8")


def marked(paths, rows):
    """The documents that have marks, in the order of their names; what two samples have stands once."""
    of_doc = collections.defaultdict(dict)
    for doc, start, end, _, kind, stage, parties, verdict in rows:
        mark = {"start": int(start), "end": int(end), "kind": kind, "stage": stage, "parties": parties, "right": verdict == "right"}
        of_doc[doc][start, end, kind, stage, parties] = mark
    for path in sorted(paths, key=os.path.basename):
        if os.path.basename(path) in of_doc:
            yield dict(document(path), marks=list(of_doc[os.path.basename(path)].values()))


def entries_of(program, paths):
    """(document, from, to, hash) -> the entries of that sentence, as (kind, stage, parties)."""
    found = collections.defaultdict(list)
    run = subprocess.run([program, "read", "--no-store", "--json", "--input", "jsonl", "-"], input=as_lines(map(document, sorted(paths))),
                         capture_output=True, check=True)
    for line in run.stdout.decode("utf-8").splitlines():
        doc = json.loads(line)
        code = {m["id"]: m["code"] for m in doc["mentions"]}
        for e in doc["ledger"]:
            s = doc["sentences"][e["sentence"]]
            place = (os.path.basename(doc["doc"]["id"]), str(s["start"]), str(s["end"]),
                     digest(doc["text"][s["start"]:s["end"]]))
            found[place].append((e["kind"], e["stage"] or "-", " ".join(code[p] for p in e["parties"])))
    return found


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    if sys.argv[1] == "--train":
        rows = [row[1:] for row in all_marks()]
        sys.stdout.buffer.write(as_lines(marked(paths_below(sys.argv[2], {row[0] for row in rows}), rows)))
        return
    sample, marks = marks_of(sys.argv[3] if len(sys.argv) > 3 else None)
    paths = paths_below(sys.argv[2], {row[0] for row in marks})
    if not paths:
        sys.exit("ledger_marks.py: no document of sample %s below %s" % (sample, sys.argv[2]))
    found = entries_of(sys.argv[1], paths)
    count = collections.Counter()
    for doc, start, end, sha, kind, stage, parties, verdict in marks:
        again = (kind, stage, parties) in found[(doc, start, end, sha)]
        for corpus in ("speeches" if "_" in doc else "briefings", "together"):
            count[corpus, verdict if again else verdict + " and gone"] += 1
    for corpus in ("briefings", "speeches", "together"):
        right, wrong = count[corpus, "right"], count[corpus, "wrong"]
        print("sample %s %-9s found again %d: right %d wrong %d, precision %.2f; gone or changed: right %d wrong %d"
              % (sample, corpus, right + wrong, right, wrong, right / max(1, right + wrong),
                 count[corpus, "right and gone"], count[corpus, "wrong and gone"]))


if __name__ == "__main__":
    main()
