#!/usr/bin/env python3
"""warc_pages.py N FOLDER [SHARE] > pages.warc.gz

A crawl of N answers made from the pages in a folder (*.html), one gzip member a record as Common Crawl has them. Each page comes round
again with other numbers, and with SHARE (.3) of every second word of three letters or more replaced by another of the page: with .3 no two are
alike, with .01 they are reprints of one another. Every tenth answer is packed, every eleventh in chunks; beside them stand
warcinfo, requests, answers with status 404 and pictures, a twentieth each.
"""
import gzip
import os
import random
import re
import sys
import uuid


def record(out, kind, url, content_type, body, rng):
    head = (f'WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{uuid.UUID(int=rng.getrandbits(128), version=4)}>\r\n'
            f'WARC-Date: 2026-01-{rng.randrange(1, 29):02}T00:00:00Z\r\nWARC-Target-URI: {url}\r\n'
            f'Content-Type: {content_type}\r\nContent-Length: {len(body)}\r\n\r\n').encode()
    out.write(gzip.compress(head + body + b'\r\n\r\n', 1, mtime=0))


def answer(status, content_type, body, more=''):
    return f'HTTP/1.1 {status} X\r\nContent-Type: {content_type}\r\n{more}\r\n'.encode() + body


def chunks(body):
    return b''.join(b'%x\r\n%s\r\n' % (len(body[i:i + 4000]), body[i:i + 4000]) for i in range(0, len(body), 4000)) + b'0\r\n\r\n'


def mutate(page, rng, share):
    """In running text only."""
    words = re.findall(rb'[a-z]{4,}', page)[:2000] or [b'word']

    def change(text):
        text = re.sub(rb'\b\d{2,3}\b', lambda _: b'%d' % rng.randrange(10, 999), text.group(0))
        return re.sub(rb' [a-z]{3,} ', lambda m: b' ' + rng.choice(words) + b' ' if rng.random() < share else m.group(0), text)

    return re.sub(rb'>[^<]{60,}<', change, page)


def main():
    n, folder, share = int(sys.argv[1]), sys.argv[2], float(sys.argv[3]) if len(sys.argv) > 3 else .3
    paths = sorted(os.path.join(at, name) for at, _, names in os.walk(folder) for name in names if name.endswith('.html'))
    pages = [open(path, 'rb').read() for path in paths]
    pages = [page for page in pages if len(page) < 400000]
    rng, out = random.Random(1), sys.stdout.buffer
    record(out, 'warcinfo', '', 'application/warc-fields', b'software: warc_pages.py\r\n', rng)
    for i in range(n):
        url = f'https://example.org/{i}'
        if i % 20 == 1:
            record(out, 'request', url, 'application/http; msgtype=request', b'GET / HTTP/1.1\r\n\r\n', rng)
            record(out, 'response', url + '/gone', 'application/http; msgtype=response', answer(404, 'text/html', b'gone'), rng)
            record(out, 'response', url + '.png', 'application/http; msgtype=response', answer(200, 'image/png', b'\x89PNG'), rng)
        body, more = mutate(pages[i % len(pages)], rng, share), ''
        if i % 10 == 3:
            body, more = gzip.compress(body, 6, mtime=0), 'Content-Encoding: gzip\r\n'
        if i % 11 == 3:
            body, more = chunks(body), more + 'Transfer-Encoding: chunked\r\n'
        record(out, 'response', url, 'application/http; msgtype=response', answer(200, 'text/html', body, more), rng)


if __name__ == '__main__':
    main()
