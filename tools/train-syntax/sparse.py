"""Makes a trained network sparse: of each matrix over the layers only some blocks of 16 rows and 4 columns stay, the others become zero and are
left out of the model (src/syntax/lanes.h). It learns on meanwhile, from treebanks and from its own old answers on raw text.

  sparse.py NETWORK --out sparse.net --version NAME --raw PARSED.conllu... [--examples PARSED.conllu] [--dev DEV.conllu...] TREEBANK.conllu...
  sparse.py SPARSE --resume --labels NETWORK ...     learns on with the blocks that are left
"""
import argparse
import os
import time

import numpy as np
import torch
import torch.distributed as distributed
from torch import nn

import student
import trees

ROWS, COLS = 16, 4        # of a block
FULL_UNTIL, LEFT_AT = 0.02, 0.45  # shares of the time: blocks go in between, ever fewer at once (Zhu, Gupta 2017)
MEAN_FROM = 0.6


class Blocks:
    """Which blocks of the matrices are left. share: matrix -> part of its blocks that is to stay."""

    def __init__(self, model, share):
        modules = dict(model.named_modules())
        self.share, self.module = share, {name: modules[name] for name in share}
        self.mask = {name: torch.ones_like(m.weight) for name, m in self.module.items()}
        self.power = {name: torch.ones(m.weight.shape[1]) for name, m in self.module.items()}
        for name, module in self.module.items():
            module.register_forward_pre_hook(lambda module, given, name=name: self.watch(module, name, given[0]))

    def watch(self, module, name, x):
        """The mean square of what a column is multiplied by."""
        if module.training:
            self.power[name].mul_(0.99).add_(0.01 * (x.detach().float() ** 2).mean((0, 1)))

    def cut(self, done):
        """Those go that are worth least: squares of weights times squares of what they meet."""
        for name, module in self.module.items():
            part = self.share[name] + (1 - self.share[name]) * (1 - done) ** 3
            weight = module.weight.detach() * self.mask[name]
            rows, columns = weight.shape
            padded = torch.cat([weight, torch.zeros(-rows % ROWS, columns)])
            worth = padded.view(-1, ROWS, columns // COLS, COLS) ** 2 * self.power[name].view(-1, COLS)
            worth = worth.sum((1, 3))
            if distributed.is_initialized():
                distributed.broadcast(worth, 0)
            gone = worth.numel() - round(part * worth.numel())
            least = worth.flatten().kthvalue(gone).values if gone else -1
            keep = (worth > least).float()[:, None, :, None].expand(-1, ROWS, -1, COLS)
            self.mask[name] = keep.reshape(-1, columns)[:rows].contiguous()

    def apply(self):
        with torch.no_grad():
            for name, module in self.module.items():
                module.weight.mul_(self.mask[name])

    def left(self):
        return " ".join("%s %.3f" % (name, mask.mean()) for name, mask in self.mask.items())


def labelled(model, words, raw):
    """What the network says of raw text, as the teacher's labels are."""
    model.eval()
    items, out = [words.arrays(s) for s in raw], []
    with torch.no_grad():
        for b in trees.batches([len(s) for s in raw], 1500, np.random.default_rng(0)):
            arc, dep, head, tag = model(*student.stack([items[i] for i in b], max(len(raw[i]) for i in b)))
            p_arc, p_tag = torch.softmax(arc, -1), torch.softmax(tag, -1)
            p_label = torch.softmax(model.relations(dep, head, arc.argmax(-1)), -1)
            out += [trees.answers(raw[i], p_arc[k], p_label[k], p_tag[k]) for k, i in enumerate(b)]
    return out


def add_up(model, processes):
    """Gradients: the mean of all processes."""
    parameters = [p for p in model.parameters() if p.grad is not None]
    together = torch.cat([p.grad.flatten() for p in parameters])
    distributed.all_reduce(together)
    for p, mean in zip(parameters, (together / processes).split([p.numel() for p in parameters])):
        p.grad.copy_(mean.view_as(p))


def sources(o, rank, model, words, inventory, train, kinds):
    """For each kind of sentences its share, a stream of batches, and what a batch costs. Gold first."""
    rng = np.random.default_rng(1 + rank)
    targets = [inventory.targets(s) for s in train]
    out = [(o.gold_share, [words.arrays(trees.forms(s)) for s in train], student.forever([len(s) for s in train], 1500, rng),
            lambda found, b, steps: student.gold_loss(model, found, [targets[i] for i in b], steps))]
    for share, kind in kinds:
        out.append((share, [words.arrays(s["words"]) for s in kind], student.forever([len(s["words"]) for s in kind], 1500, rng),
                    lambda found, b, steps, kind=kind: student.silver_loss(model, found, [kind[i] for i in b], steps)))
    return out


def learn(o, rank, model, inventory, words, train, kinds):
    blocks = Blocks(model, {"layer.1": o.layers, "layer.2": o.layers, "out": o.last, "tag": o.last})
    source = sources(o, rank, model, words, inventory, train, kinds)
    choice = np.random.default_rng(7)  # all processes choose alike between the kinds
    optimiser = torch.optim.AdamW(model.parameters(), lr=o.rate, betas=(0.9, 0.95), weight_decay=1e-4, fused=True)
    model.train()
    mean, step, seen, begin, reports = student.Mean(0.03), 0, 0, time.time(), 0
    while True:
        now = torch.tensor([(time.time() - begin) / (60 * o.minutes)])
        if o.processes > 1:
            distributed.broadcast(now, 0)
        done = float(now)
        if done >= 1:
            break
        for group in optimiser.param_groups:
            group["lr"] = o.rate * min(1, (step + 1) / 100) * (1 - done) ** 0.8 + 1e-6
        if step % 10 == 0 and done < LEFT_AT + 0.02:
            blocks.cut(1 if o.resume else min(1, max(0, (done - FULL_UNTIL) / (LEFT_AT - FULL_UNTIL))))
            blocks.apply()
        _, item, batches, cost = source[choice.choice(len(source), p=[s[0] for s in source])]
        b = next(batches)
        items = [item[i] for i in b]
        steps = trees.bucket(max(len(i[0]) for i in items))
        batch = student.hide(student.stack(items, steps), words)
        n = int(batch[3].sum())
        loss = cost(model(*batch), b, steps) / n
        optimiser.zero_grad()
        loss.backward()
        if o.processes > 1:
            add_up(model, o.processes)
        nn.utils.clip_grad_norm_(model.parameters(), 3.0)
        optimiser.step()
        blocks.apply()
        step, seen = step + 1, seen + n * o.processes
        if done > MEAN_FROM and step % 5 == 0:
            mean.add(model)
        if rank == 0 and done * 8 > reports + 1:
            reports += 1
            student.say(o, model, inventory, words, "%.1fM words, %.0f s, %s:" % (seen / 1e6, time.time() - begin, blocks.left()))
    mean.put(model)
    blocks.apply()


def work(rank, o):
    torch.set_num_threads(1)
    torch.manual_seed(100 + rank)
    if o.processes > 1:
        distributed.init_process_group("gloo", init_method="tcp://127.0.0.1:29511", rank=rank, world_size=o.processes)
    train = [s for path in o.files for s in trees.sentences(path)]
    raw = [trees.raw_sentences(o.raw, o.words), trees.raw_sentences([o.examples], o.words, 3) if o.examples else []]
    counts = student.word_counts(train, [{"words": s} for s in raw[0]])
    model, inventory, words = student.read(o.network, o.drop, counts)
    knows = student.read(o.labels, 0, counts)[0] if o.labels else model
    share = o.example_share if o.examples else 0
    kinds = [(1 - o.gold_share - share, labelled(knows, words, raw[0])), (share, labelled(knows, words, raw[1]))]
    learn(o, rank, model, inventory, words, train, kinds if share else kinds[:1])
    if rank == 0:
        student.say(o, model, inventory, words, "mean of weights")
        student.write(o.out, o.version, model, inventory, words)
    if o.processes > 1:
        distributed.destroy_process_group()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("network")
    parser.add_argument("files", nargs="+")
    parser.add_argument("--out", required=True)
    parser.add_argument("--version", required=True)
    parser.add_argument("--raw", nargs="+", required=True)
    parser.add_argument("--dev", nargs="*", default=[])
    parser.add_argument("--labels", help="the network whose answers are learnt, if not the one that is made sparse")
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--examples", help="further raw text, which is to be right as it was: examples.py")
    parser.add_argument("--example-share", type=float, default=0.15)
    parser.add_argument("--words", type=float, default=1.3e6, help="of each file of raw text")
    parser.add_argument("--minutes", type=float, default=50)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--layers", type=float, default=0.4, help="share of the blocks of the second and third layer that stays")
    parser.add_argument("--last", type=float, default=0.5, help="the same of the last matrix")
    parser.add_argument("--gold-share", type=float, default=0.35)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--drop", type=float, default=0.1)
    o = parser.parse_args()
    os.environ["OMP_NUM_THREADS"] = "1"
    if o.processes > 1:
        torch.multiprocessing.spawn(work, (o,), nprocs=o.processes)
    else:
        work(0, o)


if __name__ == "__main__":
    main()
