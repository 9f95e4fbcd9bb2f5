"""The codebook's examples and the texts of tests/gold, each three more times with other names: what the parser is to keep right.

  examples.py LANG_DIR GOLD_DIR > examples.txt     then `entente parse examples.txt` for sparse.py --examples
"""
import glob
import random
import re
import sys


def names(lang_dir):
    """Of one word, in capitals and small letters: countries, what is of them, their capitals."""
    countries, adjectives, capitals = set(), set(), set()
    for path in glob.glob(lang_dir + "/actors/countries-*.txt"):
        with open(path, encoding="utf-8") as file:
            for line in file:
                key, _, value = line.strip().partition(" ")
                first = re.split(r"; | -?\d", value.strip())[0]
                if key == "country":
                    countries.add(value.split(" ", 1)[1])
                elif key == "adjective":
                    adjectives.add(first)
                elif key == "capital":
                    capitals.add(first)
    return [sorted(n for n in kind if re.fullmatch("[A-Z][a-z]+", n)) for kind in (countries, adjectives, capitals)]


def texts(lang_dir, gold_dir):
    out = set()
    for path in glob.glob(lang_dir + "/codebook/**/*.txt", recursive=True):
        with open(path, encoding="utf-8") as file:
            found = [re.match(r"\s+[+-] (.*)$", line) for line in file]
        out.update(m.group(1).split(" => ")[0].strip() for m in found if m)
    for path in glob.glob(gold_dir + "/*.gold"):
        with open(path, encoding="utf-8") as file:
            out.update(line[6:].strip() for line in file if line.startswith("text: "))
    return sorted(out)


def with_others(text, kinds, rng):
    def other(match):
        for kind in kinds:
            if match.group(0) in kind:
                return rng.choice(kind)
        return match.group(0)
    return re.sub("[A-Z][a-z]+", other, text)


def main():
    rng, own, kinds = random.Random(3), texts(*sys.argv[1:3]), names(sys.argv[1])
    print("\n\n".join(own + [with_others(text, kinds, rng) for _ in range(3) for text in own]))


if __name__ == "__main__":
    main()
