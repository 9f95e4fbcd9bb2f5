"""The student: the network that ships (src/syntax/network.c), learnt from treebanks and from what the teacher says of raw text.

  student.py --out syntax.net --version NAME --dev DEV.conllu... [--silver silver.pkl...] [--words 24e6] TREEBANK.conllu...
"""
import argparse
import collections
import ctypes
import os
import pickle
import time

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

import prune
import trees

torch.set_num_threads(1)
_scan = ctypes.CDLL(os.path.join(os.environ.get("SCAN_DIR", os.path.dirname(os.path.abspath(__file__))), "scan.so"))


def _call(function, tensors, sizes, outs):
    pointers = [ctypes.c_void_p(t.data_ptr()) for t in tensors]
    function(*pointers, *(ctypes.c_long(n) for n in sizes), *(ctypes.c_void_p(t.data_ptr()) for t in outs))


class Scan(torch.autograd.Function):
    """gate (batch, steps, 2, 3, width), length (batch) -> (batch, steps, 2, width); see scan.c."""

    @staticmethod
    def forward(ctx, gate, length):
        gate = gate.float().contiguous()
        batch, steps, _, _, width = gate.shape
        out, cell, act = torch.empty(batch, steps, 2, width), torch.empty(batch, steps, 2, width), torch.empty_like(gate)
        _call(_scan.scan_forward, (gate, length), (batch, steps, width), (out, cell, act))
        ctx.save_for_backward(cell, act, length)
        return out

    @staticmethod
    def backward(ctx, d_out):
        cell, act, length = ctx.saved_tensors
        batch, steps, _, width = cell.shape
        d_gate = torch.empty_like(act)
        _call(_scan.scan_backward, (d_out.float().contiguous(), length), (batch, steps, width), (cell, act, d_gate))
        return d_gate, None


class Student(nn.Module):
    def __init__(self, shape):
        super().__init__()
        s = self.s = shape
        vector, width = 2 * s["embed"], 2 * s["width"]
        self.word = nn.Embedding(s["words"], s["embed"])  # row 0: unknown words
        self.gram = nn.EmbeddingBag(trees.N_GRAMS, s["embed"], mode="sum", padding_idx=0)
        self.shape = nn.Embedding(16, vector)
        nn.init.normal_(self.word.weight, std=0.3)
        nn.init.normal_(self.gram.weight, std=0.12)
        nn.init.normal_(self.shape.weight, std=0.2)
        with torch.no_grad():
            self.gram.weight[0] = 0
        self.layer = nn.ModuleList([nn.Linear(vector if i == 0 else width, 3 * width) for i in range(s["layers"])])
        for layer in self.layer:
            nn.init.xavier_uniform_(layer.weight, gain=1.2)
            with torch.no_grad():
                layer.bias.view(2, 3, s["width"])[:, 1] += 0.5  # remember at first
        self.out = nn.Linear(width, 2 * s["arc"] + 2 * s["label"])
        self.tag = nn.Linear(width, s["tags"])
        self.bilinear = nn.Linear(s["arc"], s["arc"], bias=False)
        nn.init.eye_(self.bilinear.weight)
        self.apt = nn.Linear(s["arc"], 1)
        self.root_arc = nn.Parameter(torch.randn(s["arc"]) * 0.1)
        self.root_label = nn.Parameter(torch.randn(s["label"]) * 0.1)
        self.relation = nn.Linear(s["label"], s["labels"])

    def drop(self, x, p):
        """The same units at every step of a sentence."""
        if not self.training:
            return x
        return x * (torch.rand(x.shape[0], 1, x.shape[-1]) > p).to(x.dtype) / (1 - p)

    def hidden(self, word, gram, shape, length):
        """The words' vectors, then what each layer makes of them."""
        batch, steps = word.shape
        p = self.s["drop"]
        x = torch.cat([self.word(word), self.gram(gram.view(batch * steps, -1)).view(batch, steps, -1)], -1)
        out = [self.drop(torch.tanh(x + self.shape(shape)), 0.6 * p)]
        for layer in self.layer:
            gates = layer(out[-1]).view(batch, steps, 2, 3, self.s["width"])
            out.append(self.drop(Scan.apply(gates, length).view(batch, steps, -1), p))
        return out

    def forward(self, word, gram, shape, length):
        batch, steps = word.shape
        s, p = self.s, self.s["drop"]
        x = self.hidden(word, gram, shape, length)[-1]
        arc_dep, arc_head, dep, head = self.out(x).float().split([s["arc"], s["arc"], s["label"], s["label"]], -1)
        key = torch.cat([torch.tanh(self.root_arc).expand(batch, 1, -1), self.drop(torch.tanh(arc_head), p)], 1)
        query = self.bilinear(self.drop(torch.tanh(arc_dep), p)).float()
        arc = torch.einsum("bid,bjd->bij", query, key) + self.apt(key).float().squeeze(-1).unsqueeze(1)
        inside = torch.arange(steps)[None] < length[:, None]
        arc = arc.masked_fill(~torch.cat([torch.ones(batch, 1, dtype=torch.bool), inside], 1).unsqueeze(1), -1e4)
        arc[:, :, 1:].masked_fill_(torch.eye(steps, dtype=torch.bool), -1e4)
        return arc, dep, torch.cat([self.root_label.expand(batch, 1, -1), head], 1), self.tag(x).float()

    def relations(self, dep, head, index):
        pair = torch.tanh(dep + torch.gather(head, 1, index.unsqueeze(-1).expand(-1, -1, head.shape[-1])))
        return self.relation(self.drop(pair, self.s["drop"])).float()


class Words:
    """The vocabulary, and sentences as arrays."""

    def __init__(self, known, counts):
        self.list = [""] + known
        self.row = {w: i + 1 for i, w in enumerate(known)}
        # How often a word is hidden, so that unknown words are learnt too.
        self.hide = torch.tensor([0.0] + [0.25 / (0.25 + max(counts[w], 1)) for w in known])

    def arrays(self, words):
        return (np.array([self.row.get(trees.normal(w), 0) for w in words], dtype=np.int32),
                np.array([trees.grams(w) for w in words], dtype=np.int32), np.array(trees.shapes(words), dtype=np.int8))


def word_counts(train, silver):
    """How often a word was met; words of the treebanks weigh more than those of raw text."""
    counts = collections.Counter()
    for s in train:
        counts.update(trees.normal(w) for w in trees.forms(s))
    counts = collections.Counter({w: n if n < 2 else 2 * n for w, n in counts.items()})
    for s in silver:
        for w in s["words"]:
            counts[trees.normal(w)] += 0.34
    return counts


def stack(items, steps):
    n = len(items)
    word, shape = torch.zeros(n, steps, dtype=torch.long), torch.zeros(n, steps, dtype=torch.long)
    gram = torch.zeros(n, steps, trees.MAX_GRAMS, dtype=torch.long)
    for k, (w, g, s) in enumerate(items):
        word[k, :len(w)], gram[k, :len(w)], shape[k, :len(w)] = (torch.from_numpy(x) for x in (w, g, s))
    return word, gram, shape, torch.tensor([len(i[0]) for i in items])


def predictor(model, words):
    def predict(sents):
        with torch.no_grad():
            items = [words.arrays(s) for s in sents]
            arc, dep, head, tag = model(*stack(items, max(len(i[0]) for i in items)))
            index = arc.argmax(-1)
            relation = model.relations(dep, head, index)
            relation[..., 0] = -1e4  # root is for the root alone
            return index, relation.argmax(-1), tag.argmax(-1)
    return predict


def gold_loss(model, found, gold, steps):
    arc, dep, head, tag = found
    want = torch.full((3, len(gold), steps), -100)
    for k, target in enumerate(gold):
        for row, values in zip(want, target):
            row[k, :len(values)] = torch.from_numpy(values)
    label = model.relations(dep, head, want[0].clamp(min=0))

    def loss(logits, row):
        return F.cross_entropy(logits.flatten(0, 1), row.flatten(), reduction="sum")
    return loss(arc, want[0]) + loss(label, want[1]) + 0.6 * loss(tag, want[2])


def silver_loss(model, found, silver, steps):
    """Cross entropy against the teacher's probabilities."""
    arc, dep, head, tag = found

    def padded(key):
        n = silver[0][key][0].shape[1]
        index, p = torch.full((len(silver), steps, n), -1), torch.zeros(len(silver), steps, n)
        for k, s in enumerate(silver):
            index[k, :len(s["words"])] = torch.from_numpy(s[key][0].astype(np.int64))
            p[k, :len(s["words"])] = torch.from_numpy(s[key][1].astype(np.float32))
        return index, p

    def loss(logits, index, p):
        return -(F.log_softmax(logits, -1).gather(-1, index.clamp(min=0)) * p * (index >= 0)).sum()
    heads = padded("head")
    label = model.relations(dep, head, heads[0][..., 0].clamp(min=0))
    return loss(arc, *heads) + loss(label, *padded("label")) + 0.6 * loss(tag, *padded("tag"))


def forever(lengths, budget, rng):
    while True:
        yield from trees.batches(lengths, budget, rng)


def hide(batch, words):
    """Some words become unknown, some sentences lose their capitals."""
    word, gram, shape, length = batch
    word = torch.where(torch.rand(word.shape) < words.hide[word], torch.zeros_like(word), word)
    plain = torch.rand(word.shape[0]) < 0.04
    first = shape & trees.FIRST
    shape = torch.where(plain[:, None] & (shape - first > trees.NO_CASE), trees.NO_CASE + first, shape)
    return word, gram, shape, length


class Mean:
    """Of the last weights, which is better than the last; what came before fades by share."""

    def __init__(self, share):
        self.share, self.state = share, None

    def add(self, model):
        now = model.state_dict()
        if self.state is None:
            self.state = {k: v.clone() for k, v in now.items()}
        for k, v in now.items():
            self.state[k].mul_(1 - self.share).add_(v, alpha=self.share)

    def put(self, model):
        if self.state is not None:
            model.load_state_dict(self.state)


def learn(o, train, inventory, silver, words, model, rate, n_words):
    rng = np.random.default_rng(1)
    gold_items, targets = [words.arrays(trees.forms(s)) for s in train], [inventory.targets(s) for s in train]
    silver_items = [words.arrays(s["words"]) for s in silver]
    optimiser = torch.optim.AdamW(model.parameters(), lr=rate, betas=(0.9, 0.95), weight_decay=1e-4, fused=True)
    gold = forever([len(s) for s in train], 1500, rng)
    other = forever([len(s["words"]) for s in silver], 1500, rng) if silver else None
    mean, done, step, begin, report = Mean(0.02), 0, 0, time.time(), n_words / 8
    while done < n_words:
        for group in optimiser.param_groups:
            group["lr"] = rate * min(1, (step + 1) / 150) * (1 - done / n_words) ** 0.8 + 1e-6
        is_gold = other is None or rng.random() < o.gold_share
        b = next(gold if is_gold else other)
        items = [(gold_items if is_gold else silver_items)[i] for i in b]
        steps = trees.bucket(max(len(i[0]) for i in items))
        batch = hide(stack(items, steps), words)
        n = int(batch[3].sum())
        with torch.autocast("cpu", torch.bfloat16):
            found = model(*batch)
            loss = (gold_loss(model, found, [targets[i] for i in b], steps) if is_gold
                    else silver_loss(model, found, [silver[i] for i in b], steps)) / n
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 3.0)
        optimiser.step()
        done += n
        step += 1
        if done > n_words / 2 and step % 5 == 0:
            mean.add(model)
        if done >= report:
            report += n_words / 8
            say(o, model, inventory, words, "%.1fM words, %.0f s" % (done / 1e6, time.time() - begin))
    mean.put(model)
    say(o, model, inventory, words, "mean of weights")


def some_batches(train, words, n):
    chosen = trees.batches([len(s) for s in train], 1500, np.random.default_rng(3))[:n]
    for b in chosen:
        items = [words.arrays(trees.forms(train[i])) for i in b]
        yield stack(items, max(len(i[0]) for i in items))


def say(o, model, inventory, words, what):
    model.eval()
    for path in o.dev:
        print(what, os.path.basename(path), trees.attachment(inventory, trees.sentences(path), predictor(model, words)),
              flush=True)
    model.train()


def write(path, version, model, inventory, words):
    """The network file (docs/formats/model.md): text, then floats in a fixed order."""
    s = model.s
    with torch.no_grad():
        rows = [torch.cat([model.word.weight[0], torch.zeros(s["embed"])])]
        for i, w in enumerate(words.list[1:], 1):
            rows.append(torch.cat([model.word.weight[i], model.gram(torch.tensor([trees.grams(w)]))[0]]))
        numbers = [torch.stack(rows), model.gram.weight, model.shape.weight, model.apt.weight[0],
                   torch.tanh(model.root_arc), model.root_label]
        for layer in model.layer:
            numbers += [layer.weight, layer.bias]
        numbers += [torch.cat([model.out.weight, model.tag.weight]), torch.cat([model.out.bias, model.tag.bias]),
                    model.bilinear.weight, torch.zeros(s["arc"]), model.relation.weight, model.relation.bias]
    sizes = [s["embed"], s["width"], s["layers"], s["arc"], s["label"], len(words.list), trees.N_GRAMS, s["tags"],
             s["labels"]]
    head = ["entente-network 1", version, " ".join(map(str, sizes))] + ["%s %s" % t for t in inventory.tags]
    with open(path, "wb") as file:
        file.write(("\n".join(head + inventory.labels + words.list) + "\n").encode())
        for tensor in numbers:
            file.write(tensor.detach().contiguous().numpy().astype("<f4").tobytes())


def read(path, drop, counts):
    """What write has written: model, inventory, words. Letter groups of known words are summed up anew."""
    with open(path, "rb") as file:
        lines = [file.readline().decode().rstrip("\n") for _ in range(3)]
        embed, width, layers, arc, label, n_words, n_grams, n_tags, n_labels = map(int, lines[2].split())
        tags, labels, known = ([file.readline().decode().rstrip("\n") for _ in range(n)] for n in (n_tags, n_labels, n_words))
        numbers = torch.from_numpy(np.frombuffer(file.read(), "<f4").copy())
    model = Student({"embed": embed, "width": width, "layers": layers, "arc": arc, "label": label, "drop": drop, "words": n_words,
                     "tags": n_tags, "labels": n_labels})
    sizes = [(n_words, 2 * embed), (n_grams, embed), (16, 2 * embed), (1, arc), (arc,), (label,)]
    for i in range(layers):
        sizes += [(6 * width, 2 * width if i else 2 * embed), (6 * width,)]
    sizes += [(2 * (arc + label) + n_tags, 2 * width), (2 * (arc + label) + n_tags,), (arc, arc), (arc,), (n_labels, label),
              (n_labels,)]
    part = [t.view(size) for t, size in zip(numbers.split([int(np.prod(size)) for size in sizes]), sizes)]
    state = {"word.weight": part[0][:, :embed], "gram.weight": part[1], "shape.weight": part[2], "apt.weight": part[3],
             "apt.bias": torch.zeros(1), "root_arc": torch.atanh(part[4].clamp(-0.99999, 0.99999)), "root_label": part[5]}
    for i in range(layers):
        state["layer.%d.weight" % i], state["layer.%d.bias" % i] = part[6 + 2 * i:8 + 2 * i]
    last, bias, state["bilinear.weight"], _, state["relation.weight"], state["relation.bias"] = part[6 + 2 * layers:]
    state["out.weight"], state["tag.weight"] = last.split([2 * (arc + label), n_tags])
    state["out.bias"], state["tag.bias"] = bias.split([2 * (arc + label), n_tags])
    state["gram.weight"][0] = 0
    model.load_state_dict(state)
    return model, trees.Inventory([tuple(t.split(" ")) for t in tags], labels), Words(known[1:], counts)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+")
    parser.add_argument("--out", required=True)
    parser.add_argument("--version", required=True)
    parser.add_argument("--dev", nargs="*", default=[])
    parser.add_argument("--silver", nargs="*", default=[])
    parser.add_argument("--words", type=float, default=24e6, help="to learn from, all rounds together")
    parser.add_argument("--cut", type=int, default=192, help="width it is cut to in the end; 0: none")
    parser.add_argument("--words-after", type=float, default=19e6, help="to learn from after it is cut")
    parser.add_argument("--gold-share", type=float, default=0.35)
    parser.add_argument("--width", type=int, default=224)
    parser.add_argument("--layers", type=int, default=3)
    parser.add_argument("--drop", type=float, default=0.2)
    o = parser.parse_args()
    torch.manual_seed(1)
    train, silver = [s for path in o.files for s in trees.sentences(path)], []
    for path in o.silver:
        with open(path, "rb") as file:
            silver += pickle.load(file)
    inventory, counts = trees.Inventory.of(train), word_counts(train, silver)
    words = Words(sorted((w for w in counts if counts[w] >= 2), key=lambda w: (-counts[w], w)), counts)
    model = Student({"embed": 96, "width": o.width, "layers": o.layers, "arc": 128, "label": 128, "drop": o.drop,
                     "words": len(words.list), "tags": len(inventory.tags), "labels": len(inventory.labels)})
    print("%d + %d sentences, %d words known" % (len(train), len(silver), len(words.list)), flush=True)
    learn(o, train, inventory, silver, words, model, 3e-3, o.words)
    if o.cut:
        model = prune.cut(model, some_batches(train, words, 45), o.cut)
        say(o, model, inventory, words, "cut to %d units" % o.cut)
        learn(o, train, inventory, silver, words, model, 1.8e-3, o.words_after)
    write(o.out, o.version, model, inventory, words)


if __name__ == "__main__":
    main()
