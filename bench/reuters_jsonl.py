#!/usr/bin/env python3
"""reuters_jsonl.py FILE.sgm... > documents.jsonl

Turns the SGML of Reuters-21578 into JSON lines for `entente code`: id (NEWID), date, title, and the dateline with the body as text.
"""
import html
import json
import re
import sys

MONTHS = 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split()


def field(item, name):
    found = re.search(rf'<{name}>(.*?)</{name}>', item, re.S)
    return re.sub(r'[\x00-\x08\x0b-\x1f]', '', html.unescape(found.group(1))) if found else ''


def day(written):
    found = re.search(r'(\d+)-([A-Z]{3})-(\d{4})', written)
    return f'{found.group(3)}-{MONTHS.index(found.group(2)) + 1:02}-{int(found.group(1)):02}' if found else None


def paragraphs(body):
    """A new paragraph is indented; the lines of one are joined."""
    return '\n\n'.join(' '.join(p.split()) for p in re.split(r'\n\s{3,}', body) if p.strip())


def main():
    for path in sys.argv[1:]:
        with open(path, encoding='latin-1') as file:
            text = file.read()
        for item in re.findall(r'<REUTERS.*?</REUTERS>', text, re.S):
            body = re.sub(r'\n\s*(REUTER|Reuter)\s*$', '', field(item, 'BODY'))
            if not body:
                continue
            print(json.dumps({'id': re.search(r'NEWID="(\d+)"', item).group(1), 'date': day(field(item, 'DATE')),
                              'title': ' '.join(field(item, 'TITLE').split()) or None,
                              'text': field(item, 'DATELINE').strip() + ' ' + paragraphs(body)}))


if __name__ == '__main__':
    main()
