#!/usr/bin/env python3
"""relation_folds.py TABLE.tsv SCORER.py [--seeds N] [--slice K] [--soft FILE%d.jsonl] [-- OPTIONS OF entente train relation]

How well `entente classify` names relations that its training did not see: five folds of a table in PLV's columns (sentence, marked_sentence,
source, target, gold_root), scored by SCORER.py over all folds together, for each of N random splits (default 5); prints each, their
mean and spread. --slice K: only the split by row number, and the figures of the rows with number % 5 == K besides.
--soft: further pairs for the fold that is left out, one file a fold (with %d), or one for all. ENTENTE names the program.
"""
import csv, json, os, random, re, subprocess, sys, tempfile

def run(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout

def value(arguments, flag, otherwise):
    return arguments[arguments.index(flag) + 1] if flag in arguments else otherwise

def main():
    if len(sys.argv) < 3: sys.exit(__doc__)
    cut = sys.argv.index('--') if '--' in sys.argv else len(sys.argv)
    own, options = sys.argv[1:cut], sys.argv[cut + 1:]
    table, scorer = own[0], own[1]
    entente = os.environ.get('ENTENTE', 'build/entente')
    part, soft = value(own, '--slice', None), value(own, '--soft', None)
    pairs = [json.loads(line) for line in run(sys.executable, scorer, table, '--export').splitlines()]
    with open(table, encoding='utf-8') as f:
        for pair, row in zip(pairs, csv.DictReader(f, delimiter='\t')):
            pair['event'] = {'YIELD': 'CONCEDE|RETREAT'}.get(row['gold_root'], row['gold_root'])
    figures = []
    with tempfile.TemporaryDirectory() as folder:
        path = lambda name: os.path.join(folder, name)
        def write(name, chosen):
            with open(path(name), 'w', encoding='utf-8') as f: f.writelines(json.dumps(p) + '\n' for p in chosen)
        for seed in range(1 if part else int(value(own, '--seeds', 5))):
            order = list(range(len(pairs)))
            if not part: random.Random(seed).shuffle(order)
            fold_of = {row: place % 5 for place, row in enumerate(order)}
            said = ''
            for fold in range(5):
                write('train', [p for p in pairs if fold_of[p['id']] != fold])
                write('test', [{k: p[k] for k in ('id', 'text', 'source', 'target')} for p in pairs if fold_of[p['id']] == fold])
                more = [soft.replace('%d', str(fold))] if soft else []
                run(entente, 'train', 'relation', '--quiet', '--out', path('model'), *options, path('train'), *more)
                said += run(entente, 'classify', '--model', path('model'), path('test'))
            with open(path('said'), 'w', encoding='utf-8') as f: f.write(said)
            line = run(sys.executable, scorer, table, path('said')).splitlines()[-1]
            print(f'split {seed}: {line}', flush=True)
            figures.append([float(x) for x in re.findall(r'macro-F1 ([0-9.]+)', line)])
            if part:
                with open(path('rows'), 'w') as f: f.writelines(f'{i}\n' for i in range(len(pairs)) if i % 5 == int(part))
                print(f'slice {part}: ' + run(sys.executable, scorer, table, path('said'), '--rows', path('rows')).splitlines()[-1])
    for name, column in zip(('root', 'quad', 'binary'), zip(*figures)):
        mean = sum(column) / len(column)
        spread = (sum((x - mean) ** 2 for x in column) / max(1, len(column) - 1)) ** 0.5
        print(f'{name:7} mean {mean:.4f}  spread {spread:.4f}  of {len(column)} splits')

main()
