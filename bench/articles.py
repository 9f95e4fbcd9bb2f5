#!/usr/bin/env python3
"""Articles taken from pages of HTML, against what people or another program took from them.

  bench/articles.py ENTENTE readability FOLDER [odd|even|all] [-v]
      FOLDER/NAME/source.html, expected.html, expected-metadata.json (the test pages of Readability.js)
  bench/articles.py ENTENTE pieces EVALDATA.json FOLDER... [odd|even|all] [-v]
      pages with pieces of text that belong to the article and pieces that do not (trafilatura's evaluation); English
      pages only

Body, readability: bags of 4-token shingles, precision and recall averaged over the pages, F1 of the averages, as the
article extraction benchmark does. Captions (figcaption) of the expected text are not counted: they are not body here.
Body, pieces: each piece found or not, as trafilatura's own evaluation counts.
Dates: of pages whose day is known, how many are right; a wrong day and no day are told apart.
odd, even: one half of the pages by their place in the order of names, so that errors are looked at in one half only.
"""
import json, os, re, subprocess, sys
from collections import Counter
from html.parser import HTMLParser

BLOCKS = set("p div li ul ol h1 h2 h3 h4 h5 h6 td th tr table section article blockquote pre br dl dt dd figure header".split())


class Text(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.parts, self.off = [], 0

    def handle_starttag(self, tag, attrs):
        if tag in BLOCKS:
            self.parts.append(" ")
        if tag in ("figcaption", "script", "style", "svg", "math"):
            self.off += 1

    def handle_endtag(self, tag):
        if tag in BLOCKS:
            self.parts.append(" ")
        if tag in ("figcaption", "script", "style", "svg", "math"):
            self.off = max(0, self.off - 1)

    def handle_data(self, data):
        if not self.off:
            self.parts.append(data)


def text_of_html(path):
    parser = Text()
    with open(path, encoding="utf-8") as f:
        parser.feed(f.read())
    return "".join(parser.parts)


def shingles(text, n=4):
    tokens = re.findall(r"\w+", text)
    return Counter(tuple(tokens[i : i + n]) for i in range(max(1, len(tokens) - n + 1))) if tokens else Counter()


def article(program, paths):
    """path -> (facts, body text), None for a page that was refused; a page at a time, since order tells nothing."""
    out = {}
    for path in paths:
        run = subprocess.run([program, "--color", "never", "read", "--input", "html", "--what", "article", path],
                             capture_output=True)
        text = run.stdout.decode("utf-8", "replace")
        if run.returncode:
            out[path] = (None, "", run.stderr.decode("utf-8", "replace").strip())
            continue
        head, _, rest = text.partition("\n\n")
        if head.split(" ")[0] not in ("title", "date", "author", "publisher", "url", "language"):
            head, rest = "", text  # nothing is known of the page
        facts = {}
        for line in head.split("\n"):
            name, _, value = line.partition(" ")
            facts[name] = re.sub(r"  \([^()]*\)$", "", value.strip()) if name in ("title", "date") else value.strip()
        body = rest.partition("\n\n")[2] if facts.get("title") else rest
        out[path] = (facts, body, "")
    return out


def half(names, which):
    return [n for i, n in enumerate(sorted(names)) if which == "all" or (i % 2 == 1) == (which == "odd")]


class Dates:
    def __init__(self):
        self.right = self.wrong = self.none = 0

    def add(self, wanted, got, name, verbose):
        if got == wanted:
            self.right += 1
        elif got:
            self.wrong += 1
        else:
            self.none += 1
        if verbose and got != wanted:
            print(f"  date {name}: wanted {wanted}, got {got}")

    def show(self):
        n = self.right + self.wrong + self.none
        print(f"dates: {n} known, right {self.right / n if n else 0:.3f} (wrong {self.wrong}, none {self.none})")


def readability(program, folder, which, verbose):
    names = half((n for n in os.listdir(folder) if os.path.exists(f"{folder}/{n}/expected.html")), which)
    got = article(program, [f"{folder}/{n}/source.html" for n in names])
    precision = recall = 0.0
    dates, titles, refused, rows = Dates(), [0, 0], 0, []
    for name in names:
        facts, body, why = got[f"{folder}/{name}/source.html"]
        want, have = shingles(text_of_html(f"{folder}/{name}/expected.html")), shingles(body)
        common = sum((want & have).values())
        p = common / sum(have.values()) if have else float(not want)
        r = common / sum(want.values()) if want else 1.0
        precision, recall, refused = precision + p, recall + r, refused + (facts is None)
        rows.append((min(p, r), p, r, name, why))
        with open(f"{folder}/{name}/expected-metadata.json", encoding="utf-8") as f:
            meta = json.load(f)
        day = re.match(r"(\d{4})-(\d\d)-(\d\d)", meta.get("publishedTime") or "")
        if day:
            dates.add(day.group(0), (facts or {}).get("date", ""), name, verbose)
        if meta.get("title"):
            same = " ".join(meta["title"].split()) == (facts or {}).get("title", "")
            titles = [titles[0] + same, titles[1] + 1]
            if verbose and not same:
                print(f"  title {name}: wanted {meta['title']!r}, got {(facts or {}).get('title')!r}")
    precision, recall = precision / len(names), recall / len(names)
    if verbose:
        for _, p, r, name, why in sorted(rows)[:40]:
            print(f"  {name}: precision {p:.3f}, recall {r:.3f} {why}")
    print(f"pages: {len(names)} ({which}), refused {refused}")
    print(f"body: precision {precision:.3f}, recall {recall:.3f}, F1 {2 * precision * recall / (precision + recall):.3f}")
    print(f"titles as expected: {titles[0]} of {titles[1]}")
    dates.show()


def is_english(path):
    with open(path, "rb") as f:
        page = re.sub(rb"<script.*?</script>", b"", f.read().lower(), flags=re.S)
    english = len(re.findall(rb"\b(?:the|and|of|that)\b", page))
    others = len(re.findall(rb"\b(?:der|die|und|le|les|el|los|las|que|il|het|een|jest)\b", page))
    return english > 40 and english > 3 * others


def pieces(program, evaldata, folders, which, verbose):
    with open(evaldata, encoding="utf-8") as f:
        data = {v["file"]: v for v in json.load(f).values()}
    paths = {n: next((f"{d}/{n}" for d in folders if os.path.exists(f"{d}/{n}")), None) for n in data}
    names = half((n for n, path in paths.items() if path and is_english(path)), which)
    got = article(program, [paths[n] for n in names])
    tp = fp = fn = refused = 0
    dates = Dates()
    for name in names:
        facts, body, why = got[paths[name]]
        flat = " ".join(body.split())
        lost = [w for w in data[name]["with"] if " ".join(w.split()) not in flat]
        extra = [w for w in data[name]["without"] if " ".join(w.split()) in flat]
        tp, fn, fp = tp + len(data[name]["with"]) - len(lost), fn + len(lost), fp + len(extra)
        refused += facts is None
        if verbose and (lost or extra):
            print(f"  {name}: lost {lost}, extra {extra} {why}")
        if re.match(r"\d{4}-\d\d-\d\d$", data[name].get("date") or ""):
            dates.add(data[name]["date"], (facts or {}).get("date", ""), name, verbose)
    p, r = tp / max(1, tp + fp), tp / max(1, tp + fn)
    print(f"pages: {len(names)} English ({which}), refused {refused}")
    print(f"pieces: precision {p:.3f}, recall {r:.3f}, F1 {2 * p * r / max(1e-9, p + r):.3f}")
    dates.show()


def main():
    args = [a for a in sys.argv[1:] if a != "-v"]
    verbose = "-v" in sys.argv
    which = args.pop() if args and args[-1] in ("odd", "even", "all") else "all"
    if len(args) >= 3 and args[1] == "readability":
        readability(args[0], args[2], which, verbose)
    elif len(args) >= 4 and args[1] == "pieces":
        pieces(args[0], args[2], args[3:], which, verbose)
    else:
        sys.exit(__doc__)


main()
