#!/usr/bin/env python3
"""pairs.py text < READ.jsonl          two parties of each sentence, for the teacher to label
pairs.py examples CODEBOOK < READ.jsonl  the events of the codebook's own examples
pairs.py sentences CODEBOOK              those examples as documents, for `entente read --json`
pairs.py found SPANS.txt < READ.jsonl    the events that were found in sentences whose parties are known: SOME where they are the found ones, else NONE
pairs.py spans SPANS.txt                 those sentences as documents. SPANS.txt: a line "WORD TAG" a word, tags B-S I-S B-T I-T, an empty line between

READ.jsonl is what `entente read --no-store --json` prints. Pairs are lines as `entente classify` takes them; examples have "event", too.
"""
import glob, json, os, random, re, sys

def out(line):
    print(json.dumps(line, ensure_ascii=False))

def examples(folder):
    """(sentence, [[source, type, target, ...]]) in the order of the files"""
    for path in sorted(glob.glob(os.path.join(folder, '*.txt'))):
        for line in open(path, encoding='utf-8'):
            found = re.match(r'\s+\+ (.*?)\s*=>\s*(.*)$', line)
            if found and re.match(r'\S+ [A-Z]+ \S+', found.group(2)):
                yield found.group(1), [w.split() for w in found.group(2).split(';') if len(w.split()) > 2]

def party(doc, wanted, code, side):
    """the mention with that code, rather one that an event of that type has on that side; None: there is none"""
    fits = [m for m in doc['mentions'] if m['code'] and m['code'].startswith(code)]
    used = {e[side] for e in doc['events'] if e['event'] == wanted}
    fits.sort(key=lambda m: m['id'] not in used)
    return fits[0] if fits else None

def example_pairs(folder):
    seen = set()
    for (sentence, wanted), line in zip(examples(folder), sys.stdin):
        doc = json.loads(line)
        for source, event, target, *_ in wanted:
            sides = [party(doc, event, code, side) if code != '-' else None for code, side in ((source, 'source'), (target, 'target'))]
            if any(code != '-' and not m for code, m in zip((source, target), sides)): continue
            pair = {'text': sentence, 'event': event}
            for side, m in zip(('source', 'target'), sides):
                pair[side] = m and {'start': m['start'], 'end': m['end']}
            key = json.dumps(pair)
            if key not in seen and (sides[0] or sides[1]): seen.add(key); out(pair)

def words_of(doc, mention, sentence):
    """the name, or as often the whole noun phrase, counted from the sentence's start; None where it is not within"""
    phrase = mention['phrase']
    whole = random.random() < .6 and phrase['end'] - phrase['start'] < 80
    start, end = (phrase if whole else mention)['start'], (phrase if whole else mention)['end']
    inside = sentence['start'] <= start and end <= sentence['end']
    return {'start': start - sentence['start'], 'end': end - sentence['start']} if inside else None

def within(doc, mention, others):
    """does a longer phrase hold it? ("Iran" in "Iran's minister")"""
    return any(o is not mention and o['start'] != mention['start'] and o['phrase']['start'] <= mention['start'] and
               mention['end'] <= o['phrase']['end'] and o['phrase']['end'] - o['phrase']['start'] >
               mention['phrase']['end'] - mention['phrase']['start'] for o in others)

def candidates(doc, number):
    """parties of events first, then neighbours, sometimes the other way round; at most three"""
    found = [(e['source'], e['target']) for e in doc['events'] if e['sentence'] == number and e['source'] is not None and e['target'] is not None]
    random.shuffle(found)
    found = found[:2]
    here = [m for m in doc['mentions'] if m['sentence'] == number and m['code'] and m['how']]
    here = [m['id'] for m in here if not within(doc, m, here)]
    for a, b in zip(here, here[1:]):
        dice = random.random()
        if dice < .5: found.append((a, b))
        elif dice < .575: found.append((b, a))
    return list(dict.fromkeys(found))[:3]

def text_pairs(longest):
    pairs = []
    for line in sys.stdin:
        doc = json.loads(line)
        for number, sentence in enumerate(doc['sentences']):
            if not 30 <= sentence['end'] - sentence['start'] <= longest: continue
            for a, b in candidates(doc, number):
                source, target = (words_of(doc, doc['mentions'][i], sentence) for i in (a, b))
                if source and target and (source['end'] <= target['start'] or target['end'] <= source['start']):
                    pairs.append({'text': doc['text'][sentence['start']:sentence['end']], 'source': source, 'target': target})
    random.shuffle(pairs)
    for pair in pairs: out(pair)

def spans(path):
    """(text, {'S': [(start, end)], 'T': ...})"""
    text, found = '', {}
    for line in [*open(path, encoding='utf-8'), '']:
        if not line.strip():
            if text: yield text, found
            text, found = '', {}
            continue
        word, tag = line.rstrip('\n').rsplit(' ', 1)
        start = len(text) + bool(text)
        text += (' ' if text else '') + word
        if tag != 'O':
            of_side = found.setdefault(tag[-1], [])
            if tag[0] == 'I' and of_side: start = of_side.pop()[0]
            of_side.append((start, len(text)))

def overlaps(mention, wanted):
    return any(mention['start'] < end and start < mention['end'] for start, end in wanted)

def found_pairs(path):
    for (text, wanted), line in zip(spans(path), sys.stdin):
        doc = json.loads(line)
        for e in doc['events']:
            if e['source'] is None or e['target'] is None: continue
            source, target = (doc['mentions'][e[side]] for side in ('source', 'target'))
            right = overlaps(source, wanted.get('S', [])) and overlaps(target, wanted.get('T', []))
            out({'text': text, 'source': {'start': source['start'], 'end': source['end']},
                 'target': {'start': target['start'], 'end': target['end']}, 'event': 'SOME' if right else 'NONE'})

random.seed(7)
if sys.argv[1:2] == ['text']: text_pairs(210)
elif sys.argv[1:2] == ['examples'] and len(sys.argv) == 3: example_pairs(sys.argv[2])
elif sys.argv[1:2] == ['sentences'] and len(sys.argv) == 3:
    for i, (sentence, _) in enumerate(examples(sys.argv[2])): out({'id': i, 'text': sentence})
elif sys.argv[1:2] == ['found'] and len(sys.argv) == 3: found_pairs(sys.argv[2])
elif sys.argv[1:2] == ['spans'] and len(sys.argv) == 3:
    for i, (text, _) in enumerate(spans(sys.argv[2])): out({'id': i, 'text': text})
else: sys.exit(__doc__)
