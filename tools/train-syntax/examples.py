"""The codebook's examples and the texts of tests/gold, each three more times with other names: what the parser is to keep right.

  examples.py LANG_DIR GOLD_DIR > examples.txt     then `entente parse examples.txt` for sparse.py --examples
"""
import glob
import random
import re
import sys

COUNTRIES = """
Russia China India Pakistan Iran Iraq Israel Egypt Syria Turkey Greece Cyprus France Germany Italy Spain Portugal
Poland Ukraine Belarus Lithuania Latvia Estonia Finland Sweden Norway Denmark Iceland Ireland Britain Austria Hungary
Serbia Croatia Albania Kosovo Romania Bulgaria Moldova Georgia Armenia Azerbaijan Kazakhstan Uzbekistan Japan Vietnam
Laos Cambodia Thailand Malaysia Indonesia Singapore Australia Fiji Canada Mexico Cuba Haiti Panama Colombia Venezuela
Peru Bolivia Chile Argentina Brazil Uruguay Paraguay Ecuador Morocco Algeria Tunisia Libya Sudan Ethiopia Eritrea
Somalia Kenya Uganda Rwanda Burundi Congo Chad Niger Mali Senegal Ghana Togo Benin Nigeria Cameroon Gabon Angola
Zambia Malawi Mozambique Botswana Namibia Yemen Oman Qatar Kuwait Bahrain Jordan Lebanon Afghanistan Nepal Bhutan
Mongolia Myanmar Taiwan
""".split()
OF_COUNTRIES = """
Russian Chinese Indian Pakistani Iranian Iraqi Israeli Egyptian Syrian Turkish Greek French German Italian Spanish
Polish Ukrainian Belarusian Lithuanian Latvian Estonian Finnish Swedish Norwegian Danish Irish British Austrian
Hungarian Serbian Croatian Albanian Romanian Bulgarian Georgian Armenian Kazakh Uzbek Japanese Vietnamese Thai
Malaysian Indonesian Australian Canadian Mexican Cuban Haitian Colombian Venezuelan Peruvian Bolivian Chilean
Argentine Brazilian Moroccan Algerian Tunisian Libyan Sudanese Ethiopian Eritrean Somali Kenyan Ugandan Rwandan
Congolese Chadian Malian Senegalese Ghanaian Nigerian Angolan Zambian Yemeni Omani Qatari Kuwaiti Jordanian Lebanese
Afghan Nepalese Mongolian
""".split()
CITIES = """
Moscow Beijing Delhi Islamabad Tehran Baghdad Cairo Damascus Ankara Athens Paris Berlin Rome Madrid Lisbon Warsaw Kyiv
Minsk Vilnius Riga Tallinn Helsinki Stockholm Oslo Copenhagen Dublin London Vienna Budapest Belgrade Zagreb Tirana
Bucharest Sofia Tbilisi Yerevan Baku Tokyo Seoul Pyongyang Hanoi Bangkok Manila Jakarta Canberra Ottawa Washington
Havana Bogota Caracas Lima Quito Santiago Brasilia Rabat Algiers Tunis Tripoli Khartoum Asmara Mogadishu Nairobi
Kampala Kigali Kinshasa Abuja Accra Luanda Riyadh Doha Amman Beirut Kabul Dhaka Colombo Brussels
""".split()


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


def with_others(text, rng):
    def other(match):
        for names in (COUNTRIES, OF_COUNTRIES, CITIES):
            if match.group(0) in names:
                return rng.choice(names)
        return match.group(0)
    return re.sub("[A-Z][a-z]+", other, text)


def main():
    rng, own = random.Random(3), texts(*sys.argv[1:3])
    print("\n\n".join(own + [with_others(text, rng) for _ in range(3) for text in own]))


if __name__ == "__main__":
    main()
