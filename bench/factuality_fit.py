#!/usr/bin/env python3
"""factuality_fit.py ENTENTE OUT.tsv NAME=WEIGHT=FILE.jsonl... - fit the weights of the measure of factuality (needs numpy).

Reads gold predicates ({"text", "targets":[{"span1", "label"}]}), asks `ENTENTE factuality --why` for their features, and fits one weight
a feature: least absolute error (smoothed below 0.1), the sum cut to -3..3, each file's predicates counting WEIGHT times. Features
that stand fewer than 15 times are left out. Prints the error on five held-out fifths (neighbouring lines together), then writes OUT.tsv.
"""
import collections, json, subprocess, sys
import numpy as np

RARE, SMOOTH, SHRINK, STEPS, CERTAIN = 15, 0.1, 0.0005, 1500, 2.5

HEADER = """\
# Weights of the measure of factuality: name, tab, number; the sum is cut to -3..3, and what reaches `certain from` counts as 3.
# `entente factuality --why` shows which features stand where. No text is in here: the numbers were fitted with bench/factuality_fit.py to the
# training parts of two sets of annotated predicates: UW (K. Lee, Y. Artzi, Y. Choi, L. Zettlemoyer, 2015) and MEANTIME (A.-L. Minard and others,
# NewsReader, 2016, CC BY 4.0). docs/decisions/0007-factuality.md tells how, and what they reach.
"""

def load(program, path):
    out = subprocess.run([program, 'factuality', '--why', path], stdout=subprocess.PIPE, check=True).stdout.decode()
    why = {o['id']: o['why'] for o in map(json.loads, out.splitlines())}
    rows = []
    for i, line in enumerate(open(path, encoding='utf-8')):
        for k, target in enumerate(json.loads(line)['targets']):
            rows.append((why[i][k], float(target['label']), i // 8 % 5))
    return rows

def fit(X, y, share):
    """Adam on the subgradient of the smoothed absolute error."""
    w = np.zeros(X.shape[1]); w[0] = 2.5
    m, v = np.zeros_like(w), np.zeros_like(w)
    shrink = SHRINK * (np.arange(len(w)) > 0)
    for t in range(1, STEPS + 1):
        z = X @ w
        error = np.clip(z, -3, 3) - y
        pull = np.clip(error / SMOOTH, -1, 1) * share / share.sum()
        g = X.T @ pull + shrink * np.clip(w / 0.05, -1, 1)
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g * g
        w -= 0.05 * (1.02 - t / STEPS) * (m / (1 - 0.9 ** t)) / (np.sqrt(v / (1 - 0.999 ** t)) + 1e-6)
    return w

def said(X, w):
    z = np.clip(X @ w, -3, 3)
    return np.where(z >= CERTAIN, 3, z)

def main():
    if len(sys.argv) < 4: sys.exit(__doc__)
    program, out = sys.argv[1], sys.argv[2]
    rows, share, name = [], [], []
    for argument in sys.argv[3:]:
        n, weight, path = argument.split('=', 2)
        new = load(program, path)
        rows += new; share += [float(weight)] * len(new); name += [n] * len(new)
    count = collections.Counter(f for r in rows for f in r[0])
    features = ['all:words'] + sorted(f for f, n in count.items() if n >= RARE and f != 'all:words')
    place = {f: i for i, f in enumerate(features)}
    X = np.zeros((len(rows), len(features)))
    for i, r in enumerate(rows):
        for f in r[0]:
            if f in place: X[i, place[f]] = 1
    y, fold, share, name = (np.array(a) for a in ([r[1] for r in rows], [r[2] for r in rows], share, name))
    held = np.zeros_like(y)
    for k in range(5):
        held[fold == k] = said(X[fold == k], fit(X[fold != k], y[fold != k], share[fold != k]))
    for n in dict.fromkeys(name):
        a, b = held[name == n], y[name == n]
        print(f'{n:12} held out: predicates {len(a)}  MAE {np.abs(a - b).mean():.4f}  r {np.corrcoef(a, b)[0, 1]:.4f}')
    w = fit(X, y, share)
    with open(out, 'w', encoding='utf-8') as f:
        f.write(HEADER + f'certain from\t{CERTAIN}\n')
        for n, weight in zip(features, w):
            if abs(weight) >= 0.03: f.write(f'{n}\t{weight:.2f}\n')

main()
