#!/usr/bin/env python3
"""filter_folds.py SPANS.txt TABLE.tsv SCORER.py [--folds N] [--least P,P...] [-- OPTIONS OF entente train filter]

What the filter of events does to sentences that it did not learn from: SPANS.txt (parties marked) and TABLE.tsv (PLV's columns) in N parts
(default 10), each coded with a filter taught on the others. Prints SCORER.py's figures for the spans, and for the table the share of sentences
with an event of the right type and events a sentence, for each least confidence. ENTENTE names the program, LANG_DIR the language folder.
"""
import json
import os
import random
import subprocess
import sys
import tempfile

from filter_marks import of_spans, of_table
from plv_code import is_done, type_of


def value(arguments, flag, otherwise):
    return arguments[arguments.index(flag) + 1] if flag in arguments else otherwise


def run(*command, text=None):
    return subprocess.run(command, check=True, capture_output=True, text=True, input=text).stdout


def folder_with(lang, model, folder, name="filter.model"):
    """The language folder with another model of that name."""
    os.makedirs(os.path.join(folder, "model"))
    for part in os.listdir(lang):
        if part != "model":
            os.symlink(os.path.abspath(os.path.join(lang, part)), os.path.join(folder, part))
    for part in os.listdir(os.path.join(lang, "model")):
        if part != name:
            os.symlink(os.path.abspath(os.path.join(lang, "model", part)), os.path.join(folder, "model", part))
    os.rename(model, os.path.join(folder, "model", name))


def code(entente, folder, sentences, least):
    lines = "".join(json.dumps({"id": str(i), "text": s["text"]}) + "\n" for i, s in sentences)
    form = ["--pretokenized"] if sentences and sentences[0][1].get("pretokenized") else []
    return run(entente, "read", "--json", "--no-store", "--quiet", "--input", "jsonl", "--lang-dir", folder,
               "--min-confidence", least, *form, "-", text=lines)


def table_line(rows, said):
    hits = done = 0
    for line in said.splitlines():
        doc = json.loads(line)
        events = [e for e in doc["events"] if is_done(e) and e["reciprocal_of"] is None]
        wanted = rows[int(doc["doc"]["id"])]["event"].replace("CONCEDE|RETREAT", "YIELD")
        hits += wanted in {type_of(e) for e in events}
        done += len(events)
    return "type found %.3f  events a sentence %.2f" % (hits / len(rows), done / len(rows))


def main():
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    cut = sys.argv.index("--") if "--" in sys.argv else len(sys.argv)
    own, options = sys.argv[1:cut], sys.argv[cut + 1:]
    entente, lang = os.environ.get("ENTENTE", "build/entente"), os.environ.get("LANG_DIR", "lang/en")
    n_folds, bounds = int(value(own, "--folds", 10)), value(own, "--least", "0,0.5").split(",")
    sets = [list(of_spans(own[0])), list(of_table(own[1]))]
    orders = [random.Random(1).sample(range(len(s)), len(s)) for s in sets]
    said = {(k, least): "" for k in range(2) for least in bounds}
    for fold in range(n_folds):
        with tempfile.TemporaryDirectory() as work:
            marked, model, folder = (os.path.join(work, n) for n in ("marked.jsonl", "model", "lang"))
            with open(marked, "w", encoding="utf-8") as file:
                for rows, order in zip(sets, orders):
                    file.writelines(json.dumps(rows[i]) + "\n" for p, i in enumerate(order) if p % n_folds != fold)
            run(entente, "train", "filter", "--quiet", "--out", model, *options, marked)
            folder_with(lang, model, folder)
            for k, (rows, order) in enumerate(zip(sets, orders)):
                test = [(i, rows[i]) for p, i in enumerate(order) if p % n_folds == fold]
                for least in bounds:
                    said[k, least] += code(entente, folder, test, least)
    for least in bounds:
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
            file.write(said[0, least])
            file.flush()
            spans = run(sys.executable, own[2], own[0], file.name).splitlines()
        print("least %s | %s | %s | table: %s" % (least, spans[0].split("  ")[-1], spans[-1], table_line(sets[1], said[1, least])),
              flush=True)


if __name__ == "__main__":
    main()
