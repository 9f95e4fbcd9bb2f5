#!/usr/bin/env python3
"""reprints.py BENCH_REPRINTS LANG_TEXT_DIR REUTERS.jsonl

How many reprints of Reuters-21578 are found (bench/reuters_jsonl.py makes the JSON lines): all pairs of the same body in a week, and of 300
reprints made here: cut at the end, with another lead, or with another dateline and the first sentences turned round. A found pair is false when
neither is so and the shorter text has less than half of its runs of three words in the longer one.
"""
import json
import random
import re
import subprocess
import sys
import tempfile
from datetime import date, timedelta

WINDOW = 7
LEAD = ('CAIRO, March 3 - Officials in the region were reported on Tuesday to be following the matter closely, and agencies that had the story '
        'first have since added to it. ')


def words(text):
    return re.findall(r'[a-z0-9]+', text.lower())


def runs(text):
    w = words(text)
    return {tuple(w[i:i + 3]) for i in range(len(w) - 2)}


def reprint(doc, k, rng):
    sentences = re.split(r'(?<=[.])\s+', doc['text'])
    if k % 3 == 0:
        keep, text = max(1, round(len(words(doc['text'])) * rng.uniform(.5, .8))), ''
        for s in sentences:
            text += s + ' '
            if len(words(text)) >= keep:
                break
    elif k % 3 == 1:
        text = LEAD + ' '.join(sentences[1:])
    else:
        body = re.sub(r'^.{0,60}? - ', '', doc['text'])
        sentences = re.split(r'(?<=[.])\s+', body)
        text = 'PARIS, April 9 - ' + ' '.join(sentences[1:2] + sentences[:1] + sentences[2:])
    day = date.fromisoformat(doc['date']) + timedelta(days=rng.randrange(0, 4))
    return {'id': f'r{doc["id"]}', 'date': day.isoformat(), 'text': text}


def near(a, b):
    return abs((date.fromisoformat(a['date']) - date.fromisoformat(b['date'])).days) <= WINDOW


def main():
    bench, rules, path = sys.argv[1:]
    docs = [json.loads(line) for line in open(path)]
    rng = random.Random(7)
    made = [reprint(d, k, rng) for k, d in enumerate(rng.sample([d for d in docs if len(words(d['text'])) >= 100], 300))]
    by_id = {d['id']: d for d in docs + made}
    by_text, wanted = {}, set()
    for d in docs:
        body = tuple(words(re.sub(r'^.{0,60}? - ', '', d['text'])))
        if len(body) >= 30:
            by_text.setdefault(body, []).append(d)
    for same in by_text.values():
        wanted |= {(a['id'], b['id']) for i, a in enumerate(same) for b in same[i + 1:] if near(a, b)}
    with tempfile.NamedTemporaryFile('w', suffix='.jsonl') as f:
        f.writelines(json.dumps(d) + '\n' for d in docs + made)
        f.flush()
        out = subprocess.run([bench, f.name, rules], stdout=subprocess.PIPE, text=True, check=True).stdout
    found = {tuple(line.split('\t')) for line in out.splitlines()}
    found |= {(b, a) for a, b in found}
    print(f'same body: {sum(p in found for p in wanted)} of {len(wanted)} pairs')
    for k, name in enumerate(('cut', 'another lead', 'another dateline, turned round')):
        part = made[k::3]
        print(f'{name}: {sum((d["id"], d["id"][1:]) in found for d in part)} of {len(part)}')
    false = []
    for a, b in found:
        if a < b and (a, b) not in wanted and (b, a) not in wanted and a.lstrip('r') != b.lstrip('r'):
            x, y = runs(by_id[a]['text']), runs(by_id[b]['text'])
            if len(x & y) < .5 * min(len(x), len(y)):
                false.append((a, b))
    print(f'pairs found: {len(found) // 2}, false: {len(false)} ({100 * len(false) / max(1, len(found) // 2):.2f} %)')
    if false:
        print('false, for a look:', *(f'{a}/{b}' for a, b in sorted(false)[:10]))


if __name__ == '__main__':
    main()
