"""Treebanks, the features of words as src/syntax/words.c has them, batches."""
import collections

import numpy as np

N_GRAMS = 1 << 15  # rows of the table of letter groups; row 0 is unused
MAX_GRAMS = 16


def sentences(path):
    """Lists of CoNLL-U rows; ranges and empty nodes are left out."""
    out, rows = [], []
    with open(path, encoding="utf-8") as file:
        for line in file:
            line = line.rstrip("\n")
            if not line:
                if rows:
                    out.append(rows)
                rows = []
            elif line[0] != "#":
                column = line.split("\t")
                if column[0].isdigit():
                    rows.append(column)
    if rows:
        out.append(rows)
    return out


def forms(rows):
    return [r[1] for r in rows]


def raw_sentences(paths, n_words, least=4):
    """Distinct sentences of least to 60 words, up to n_words of each file."""
    seen, out = set(), []
    for path in paths:
        n = 0
        for s in sentences(path):
            words = forms(s)
            key = " ".join(words)
            if least <= len(words) <= 60 and key not in seen and n < n_words:
                seen.add(key)
                out.append(words)
                n += len(words)
    return out


def best(p, n, words):
    """The n likeliest classes of each word and their probabilities, which sum to one."""
    p, index = p.topk(n, -1)
    p, index = p[:words].float().numpy(), index[:words].numpy().astype(np.int16)
    index = np.where(p > 0.02, index, -1)
    index[:, 0] = np.where(index[:, 0] < 0, 0, index[:, 0])
    p = np.where(index >= 0, p, 0)
    return index, (p / p.sum(-1, keepdims=True)).astype(np.float16)


def answers(words, arc, label, tag):
    """What a network says of a sentence, from the probabilities for each word: what a student learns."""
    n = len(words)
    return {"words": words, "head": best(arc, 4, n), "label": best(label, 3, n), "tag": best(tag, 3, n)}


class Inventory:
    """Tags (XPOS, UPOS) and relations, root before all relations."""

    def __init__(self, tags, labels):
        self.tags, self.labels = tags, labels
        self.tag = {k: i for i, k in enumerate(self.tags)}
        self.label = {k: i for i, k in enumerate(self.labels)}

    @classmethod
    def of(cls, sents):
        """Those of treebanks, the commonest first."""
        tags = collections.Counter((r[4], r[3]) for s in sents for r in s)
        labels = collections.Counter(r[7] for s in sents for r in s)
        return cls([k for k, n in tags.most_common() if n >= 3],
                   ["root"] + [k for k, n in labels.most_common() if k != "root" and n >= 10])

    def targets(self, rows):
        """Heads, relations, tags of a sentence; -100 where there is no class."""
        label = [self.label.get(r[7], self.label.get(r[7].split(":")[0], -100)) for r in rows]
        return (np.array([int(r[6]) for r in rows]), np.array(label),
                np.array([self.tag.get((r[4], r[3]), -100) for r in rows]))


_ASCII = str.maketrans({
    **{c: "'" for c in "\u2018\u2019\u02bc\u00b4"},
    **{c: '"' for c in "\u201c\u201d\u201e\u00ab\u00bb"},
    **{c: "-" for c in "\u2010\u2011\u2012\u2013\u2212"},
    **{c: "--" for c in "\u2014\u2015"},
    "\u2026": "...",
})


def normal(form):
    """Lower case, plain quotation marks and dashes, digits as 0."""
    low = "".join(c.lower() if len(c.lower()) == 1 else c for c in form.translate(_ASCII))
    return "".join("0" if "0" <= c <= "9" else c for c in low)


def _hash(data):  # FNV-1a
    h = 2166136261
    for byte in data:
        h = ((h ^ byte) * 16777619) & 0xFFFFFFFF
    return h ^ (h >> 15)


_grams = {}


def grams(form):
    """Rows of beginnings (1-4 bytes), endings (1-6), middles (3) and the whole, filled up with 0."""
    rows = _grams.get(form)
    if rows is None:
        b = normal(form).encode()[:64]
        parts = [b"<" + b[:k] for k in (1, 2, 3, 4) if len(b) >= k]
        parts += [b[-k:] + b">" for k in (1, 2, 3, 4, 5, 6) if len(b) >= k]
        if len(b) >= 6:
            parts += [b[k:k + 3] for k in range(1, 6) if k + 3 <= len(b)]
        parts.append(b"<" + b + b">")
        rows = [1 + _hash(p) % (N_GRAMS - 1) for p in parts]
        rows += [0] * (MAX_GRAMS - len(rows))
        _grams[form] = rows
    return rows


SYMBOLS, DIGIT, NO_CASE, ALL_CAPS, MIXED, CAPITAL, LOWER = range(7)
FIRST = 8  # added for the first word


def shape(form):
    letters = [c for c in form if c.isalpha()]
    n_upper = sum(c.isupper() for c in letters)
    if any("0" <= c <= "9" for c in form):
        return DIGIT
    if not letters:
        return SYMBOLS
    first = letters[0].isupper()
    if n_upper >= 2:
        return ALL_CAPS if n_upper == len(letters) else MIXED
    if n_upper == 1 and not first:
        return MIXED
    return CAPITAL if first else LOWER


def shapes(words):
    """Shapes of a sentence; NO_CASE where its capitals say nothing (headlines)."""
    out = [shape(w) for w in words]
    n = n_caps = n_long = n_capital = 0
    for word, s in zip(words, out):
        n_bytes = len(normal(word).encode())
        if s in (SYMBOLS, DIGIT) or n_bytes < 2:
            continue
        n += 1
        n_caps += s == ALL_CAPS
        if n_bytes < 4 or normal(word)[0] == "'":
            continue
        n_long += 1
        n_capital += s == CAPITAL or word[0].isupper()
    if (n >= 3 and n_caps * 10 >= n * 7) or (n_long >= 4 and n_capital * 10 >= n_long * 9 and n_long - n_capital <= 1):
        out = [NO_CASE if s > NO_CASE else s for s in out]
    out[0] += FIRST
    return out


def bucket(n):
    """Lengths are padded to few sizes: kernels are made for each shape."""
    return (n + 7) // 8 * 8 if n <= 64 else (n + 31) // 32 * 32


def batches(lengths, budget, rng):
    """Lists of indices of sentences of like length, about budget words each, in random order."""
    by = {}
    for i in rng.permutation(len(lengths)):
        by.setdefault(bucket(lengths[i]), []).append(int(i))
    out = []
    for steps, ix in by.items():
        size = max(1, budget // steps)
        out += [ix[k:k + size] for k in range(0, len(ix), size)]
    rng.shuffle(out)
    return out


def attachment(inventory, sents, predict):
    """UPOS, UAS, LAS (subtypes aside) in percent; predict gives heads, labels, tags of a list of sentences."""
    n = upos = uas = las = 0
    for b in batches([len(s) for s in sents], 3000, np.random.default_rng(0)):
        head, label, tag = predict([forms(sents[i]) for i in b])
        for k, i in enumerate(b):
            for j, r in enumerate(sents[i]):
                n += 1
                if j >= head.shape[1]:
                    continue
                arc = int(head[k, j]) == int(r[6])
                name = "root" if head[k, j] == 0 else inventory.labels[label[k, j]]
                uas += arc
                las += arc and name.split(":")[0] == r[7].split(":")[0]
                upos += inventory.tags[tag[k, j]][1] == r[3]
    return "UPOS %.2f UAS %.2f LAS %.2f" % (100 * upos / n, 100 * uas / n, 100 * las / n)
