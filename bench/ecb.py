#!/usr/bin/env python3
"""bench/ecb.py BENCH_ECB LANG_DIR ECB+ [SENTENCES.csv] - event coreference across the documents of a topic of ECB+ (Cybulska and Vossen 2014): gold mentions, singletons
kept. Prints B-cubed precision, recall and F1 of: mentions of the same lemma in a topic as one; our incidents; each for all topics, for the odd ones, by which our parameters were
chosen, and for the even ones. ECB+ is the folder of topics; SENTENCES.csv, which comes with it, names the sentences whose annotation is complete: with it only these are
scored, as is usual. The texts are read, and nothing of them is kept."""
import collections
import csv
import glob
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET


def clean(word):
    """One token without white space in it."""
    return re.sub(r"[\s\x00-\x1f\u200b\ufeff\u2028\u2029\x85]", "_", word) or "_"


def read(path):
    """Sentences as lists of tokens with the sentence's own number, and mentions of events: (sentence, tokens, chain)."""
    name = os.path.basename(path)[:-4]
    topic = name.split("_")[0]
    root = ET.parse(path).getroot()
    numbers, sentences, at = {}, [], {}
    for token in root.findall("token"):
        own = int(token.get("sentence"))
        if own not in numbers:
            numbers[own] = len(sentences)
            sentences.append((own, []))
        words = sentences[numbers[own]][1]
        at[token.get("t_id")] = (numbers[own], len(words))
        words.append(clean(token.text or ""))
    chains = {}
    for relation in root.find("Relations"):
        across = relation.tag == "CROSS_DOC_COREF"
        chain = (topic, relation.get("note")) if across else (name, relation.get("r_id"))
        for source in relation.findall("source"):
            chains[source.get("m_id")] = chain
    mentions = []
    for m in root.find("Markables"):
        places = [at[a.get("t_id")] for a in m.findall("token_anchor")]
        if places and re.match(r"(NEG_)?ACTION", m.tag):
            sentence = places[0][0]
            tokens = sorted(t for s, t in places if s == sentence)
            mentions.append((sentence, tokens, chains.get(m.get("m_id"), (name, "single", m.get("m_id")))))
    return topic, name, sentences, sorted(mentions, key=lambda m: m[:2])


def b_cubed(mentions, key):
    gold, ours = collections.defaultdict(set), collections.defaultdict(set)
    for i, m in enumerate(mentions):
        gold[m["chain"]].add(i)
        ours[key(m)].add(i)
    precision = recall = 0
    for i, m in enumerate(mentions):
        shared = len(gold[m["chain"]] & ours[key(m)])
        precision += shared / len(ours[key(m)]) / len(mentions)
        recall += shared / len(gold[m["chain"]]) / len(mentions)
    return precision, recall, 2 * precision * recall / (precision + recall)


def main():
    if len(sys.argv) not in (4, 5):
        sys.exit(__doc__)
    program, lang, folder = sys.argv[1:4]
    chosen = None
    if len(sys.argv) == 5:
        with open(sys.argv[4], encoding="utf-8") as f:
            chosen = {(row[0] + "_" + row[1], int(row[2])) for row in list(csv.reader(f))[1:]}
    lines, mentions = [], []
    for path in sorted(glob.glob(os.path.join(folder, "*", "*.xml"))):
        topic, name, sentences, marked = read(path)
        lines.append("\t".join(["D", topic, name]))
        lines.extend("S\t" + " ".join(words) for _, words in sentences)
        for sentence, tokens, chain in marked:
            if chosen is None or (name, sentences[sentence][0]) in chosen:
                lines.append("\t".join(["M", str(len(mentions)), str(sentence)] + [str(t) for t in tokens]))
                mentions.append({"topic": topic, "chain": chain})
    out = subprocess.run([program, lang], input="\n".join(lines) + "\n", capture_output=True, text=True, check=True).stdout
    for line in out.splitlines():
        number, lemma, incident = line.split("\t")
        mentions[int(number)].update(lemma=lemma, incident=incident)
    print(f"{'topics':8}{'':14}{'mentions':>9}{'P':>7}{'R':>7}{'F1':>7}")
    for part, takes in (("all", {0, 1}), ("odd", {1}), ("even", {0})):
        some = [m for m in mentions if int(m["topic"]) % 2 in takes]
        for name, key in (("same lemma", lambda m: (m["topic"], m["lemma"])), ("incidents", lambda m: m["incident"])):
            p, r, f = b_cubed(some, key) if some else (0, 0, 0)
            print(f"{part:8}{name:14}{len(some):9}{p:7.3f}{r:7.3f}{f:7.3f}")


main()
