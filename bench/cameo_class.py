#!/usr/bin/env python3
"""cameo_class.py PROGRAM CLASSES.tsv - in which sentences does something material happen?

Each line of CLASSES.tsv is a sentence, a tab, and its class: 0 a statement only, else the quad of what it tells. Codes
all with `entente code --status all` and tells for each class the share of sentences with a counted material event
(quad 2 or 4), and with any counted event: a statement should have none, a material class should have one.
  --misses   also the sentences of class 0 with a counted material event, and of classes 2 and 4 without
"""
import sys

from plv_code import code


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    with open(sys.argv[2], encoding="utf-8") as file:
        rows = [line.rstrip("\n").rsplit("\t", 1) for line in file if "\t" in line]
    events = code(sys.argv[1], [text for text, _ in rows])
    material = [any(e["counted"] and e["quad"] in (2, 4) for e in es) for es in events]
    counted = [any(e["counted"] for e in es) for es in events]
    for wanted in (("0",), ("1",), ("2",), ("3",), ("4",), ("2", "4")):
        own = [i for i, (_, c) in enumerate(rows) if c.strip() in wanted]
        print("class %-4s sentences %4d  counted material event %.3f  counted event %.3f"
              % ("+".join(wanted), len(own), sum(material[i] for i in own) / len(own),
                 sum(counted[i] for i in own) / len(own)))
    if "--misses" in sys.argv:
        for i, (text, c) in enumerate(rows):
            if (c == "0" and material[i]) or (c in "24" and not material[i]):
                got = ["%s(%s>%s,%s,%s)%s" % (e["event"], (e["source"] or {}).get("text"),
                                              (e["target"] or {}).get("text"), e["status"], e["voice"],
                                              "+" if e["counted"] else "") for e in events[i]]
                print("%s | %s | %s" % (c, text, " ".join(got)))


if __name__ == "__main__":
    main()
