"""udpipe_row.py MODEL GOLD.conllu - a row of bench/syntax.sh for UDPipe 1: tags and trees on gold tokens, one core."""
import sys
import time

from ufal.udpipe import InputFormat, Model, ProcessingError, Sentence


def read(path):
    reader, error, out = InputFormat.newConlluInputFormat(), ProcessingError(), []
    with open(path, encoding="utf-8") as file:
        reader.setText(file.read())
    while True:
        sentence = Sentence()
        if not reader.nextSentence(sentence, error):
            return out
        out.append(sentence)


def rows(sentence):
    words = [sentence.words[i] for i in range(1, sentence.words.size())]
    return [(w.upostag, w.xpostag, w.lemma, w.head, w.deprel.split(":")[0]) for w in words]


model = Model.load(sys.argv[1])
sentences = read(sys.argv[2])
gold = [row for s in sentences for row in rows(s)]
begin = time.time()
for s in sentences:
    model.tag(s, Model.DEFAULT)
    model.parse(s, Model.DEFAULT)
took = time.time() - begin
found = [row for s in sentences for row in rows(s)]
n = len(gold)
share = [100 * sum(g[i] == f[i] for g, f in zip(gold, found)) / n for i in range(4)]
las = 100 * sum(g[3:] == f[3:] for g, f in zip(gold, found)) / n
print("%-32.32s %-13s %8d %6.2f %6.2f %6.2f %6.2f %6.2f %10.0f" % (sys.argv[2], "UDPipe 1", n, *share, las, n / took))
