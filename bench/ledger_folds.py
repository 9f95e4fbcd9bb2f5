#!/usr/bin/env python3
"""ledger_folds.py TEXT_DIR [--samples N,N...] [-- OPTIONS OF entente train ledger]

What the sieve of the ledger does to entries that it did not learn from: each sample of tests/data/ledger-marks.tsv is weighed by a sieve taught
on the marks of the others, without any document that has a mark in it (sample 0 goes with the sample of its documents). Prints for some bounds how
much of what is right is kept, and the precision. Some three minutes a sample. ENTENTE names the program, LANG_DIR the language folder.
"""
import collections
import json
import os
import subprocess
import sys
import tempfile

from filter_folds import folder_with, value
from ledger_marks import all_marks, as_lines, digest, document, marked, paths_below

BOUNDS = (0, 0.5, 0.6, 0.65, 0.7, 0.75, 0.8)


def sample_of_documents(rows):
    """The latest sample that has a mark in it."""
    last = collections.defaultdict(int)
    for row in rows:
        last[row[1]] = max(last[row[1]], int(row[0]))
    return last


def teach(entente, lang, docs, folder, options):
    model, lines = os.path.join(folder, "model.new"), os.path.join(folder, "marked.jsonl")
    with open(lines, "wb") as file:
        file.write(as_lines(docs))
    subprocess.run([entente, "train", "ledger", "--quiet", "--lang-dir", lang, "--out", model, *options, lines], check=True)
    folder_with(lang, model, os.path.join(folder, "lang"), "ledger.model")
    return os.path.join(folder, "lang")


def confidences(entente, lang, paths):
    """(document, hash of the sentence, kind, stage, parties) -> confidence."""
    said = subprocess.run([entente, "read", "--no-store", "--json", "--quiet", "--min-confidence", "0", "--lang-dir", lang, "--input", "jsonl", "-"],
                          input=as_lines(map(document, paths)), capture_output=True, check=True).stdout
    found = {}
    for line in said.decode("utf-8").splitlines():
        doc = json.loads(line)
        code = {m["id"]: m["code"] for m in doc["mentions"]}
        for e in doc["ledger"]:
            s = doc["sentences"][e["sentence"]]
            key = (os.path.basename(doc["doc"]["id"]), digest(doc["text"][s["start"]:s["end"]]), e["kind"], e["stage"] or "-",
                   " ".join(code[p] for p in e["parties"]))
            found.setdefault(key, e["confidence"])
    return found


def judged(rows, found):
    """(confidence, right) of each marked entry that is found again, once."""
    marks = {(doc, sha, kind, stage, parties): verdict == "right" for _, doc, _, _, sha, kind, stage, parties, verdict in rows}
    return [(found[key], right) for key, right in marks.items() if key in found]


def show(name, entries):
    n_right = sum(right for _, right in entries)
    for bound in BOUNDS:
        kept = [right for p, right in entries if p >= bound]
        print("%-9s bound %.2f: of right ones kept %.3f, precision %.3f of %d"
              % (name, bound, sum(kept) / max(1, n_right), sum(kept) / max(1, len(kept)), len(kept)))


def main():
    cut = sys.argv.index("--") if "--" in sys.argv else len(sys.argv)
    own, options = sys.argv[1:cut], sys.argv[cut + 1:]
    if not own:
        sys.exit(__doc__)
    entente, lang = os.environ.get("ENTENTE", "build/entente"), os.environ.get("LANG_DIR", "lang/en")
    rows = all_marks()
    sample = sample_of_documents(rows)
    paths = paths_below(own[0], set(sample))
    wanted = value(own, "--samples", ",".join(map(str, sorted(set(sample.values()))))).split(",")
    everything = []
    for n in map(int, wanted):
        ours = {doc for doc in sample if sample[doc] == n}
        touched = ours | {row[1] for row in rows if int(row[0]) == n}
        test = [row for row in rows if int(row[0]) == n or (row[0] == "0" and row[1] in ours)]
        with tempfile.TemporaryDirectory() as work:
            others = marked(paths, [row[1:] for row in rows if row[1] not in touched])
            folder = teach(entente, lang, others, work, options)
            found = confidences(entente, folder, sorted(p for p in paths if os.path.basename(p) in touched))
        entries = judged(test, found)
        show("sample %d" % n, entries)
        everything += entries
    show("together", everything)


if __name__ == "__main__":
    main()
