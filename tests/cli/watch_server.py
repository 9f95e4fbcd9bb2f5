#!/usr/bin/env python3
"""The web as it is, for tests/cli/watch.sh: feeds and articles, and hosts that misbehave.

watch_server.py FOLDER: listens on three ports of 127.0.0.1, writes their numbers to FOLDER/ports (main, busy, private) and
each request to FOLDER/hits (port's name, method, path). Ends with its standard input.
"""
import gzip, os, sys, threading, time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

folder = sys.argv[1]
lock, seen, ports = threading.Lock(), {}, {}

SENTENCES = ["Russia and Pakistan held talks in Moscow about a border crossing that has been closed since the spring.",
             "India accused Pakistan of shelling two villages near the line of control on Monday, officials said.",
             "The foreign ministers of both states agreed to meet again in the autumn, and to exchange prisoners.",
             "China signed an agreement with Pakistan on a new port, which is to be built within four years.",
             "Turkey said it would send aid to the north of Syria, where thousands have lost their homes."]


def page(name, extra="", head=""):
    text = "".join(f"<p>{s}</p>" for s in SENTENCES)
    return (f"<!DOCTYPE html><html><head><title>Report {name}</title>{head}</head><body><article><h1>Report {name}</h1>"
            f"{text}<p>This is the report of the name {name}. {extra}</p></article></body></html>")


def item(host, path, title="", more=""):
    return f"<item><title>{title or path}</title><link>http://127.0.0.1:{ports[host]}{path}</link>{more}</item>"


def rss(items):
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Test Wire</title>{"".join(items)}</channel></rss>'


BODY = "<description>&lt;p&gt;Egypt accused Ethiopia of filling the dam on the Nile without an agreement.&lt;/p&gt;</description>"
BOMB = gzip.compress(b"<p>" + b"a" * (60 << 20), 1)  # not while it is waited for
MAIN = ["/good", "/slow", "/cut", "/bomb", "/loop", "/to-private", "/to-cloud", "/to-v6", "/to-file", "/image", "/binary", "/broken-once",
        "/forbidden/one", "/huge", "/endless", "/latin", "/latin-lies", "/moved", "/gone", "/nothing", "/changing", "/no-article",
        "/brotli", "/brotli-bomb"]


def main_feed():
    items = [item("main", p) for p in MAIN] + [
        item("main", "/wall", more=BODY), item("main", "/future", more="<pubDate>Fri, 06 Apr 2091 10:00:00 GMT</pubDate>"),
        item("main", "/twice", more="<guid>a</guid>"), item("main", "/twice", more="<guid>b</guid>"),
        item("main", "/twice#part", more="<guid>a</guid>"), item("private", "/direct"),
        f"<item><title>Without a link</title><guid isPermaLink='false'>n1</guid>{BODY}</item>"]
    return rss(items)


def stored_brotli(body):
    """Brotli that packs nothing, cut so small that no tag is whole where it is not undone."""
    out = b""
    for at in range(0, len(body), 5):
        piece = body[at : at + 5]
        bits = (len(piece) - 1) << 3 | 1 << 19  # not the last, four digits of length, stored
        out += (bits << (at == 0)).to_bytes(3, "little") + piece  # before the first, a bit 0: a window of 64 KiB
    return out + b"\x03"  # the last, empty


class Handler(BaseHTTPRequestHandler):
    def log_message(self, *args):
        pass

    def send(self, body, status=200, kind="text/html; charset=utf-8", **headers):
        body = body.encode() if isinstance(body, str) else body
        self.send_response(status)
        if kind:
            self.send_header("Content-Type", kind)
        for key, value in headers.items():
            self.send_header(key.replace("_", "-"), value)
        if "Content_Length" not in headers:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def stream(self, piece, n, pause=0.0):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        for _ in range(n):
            self.wfile.write(piece)
            time.sleep(pause)

    def do_GET(self):
        self.close_connection = True
        host = self.server.name
        with lock:
            n = seen[host + self.path] = seen.get(host + self.path, 0) + 1
            with open(f"{folder}/hits", "a") as f:
                f.write(f"{host} GET {self.path} {self.headers.get('User-Agent')}\n")
        try:
            getattr(self, "on_" + host)(self.path, n)
        except OSError:
            pass  # the reader had enough

    def on_private(self, path, n):
        self.send(page("that nobody may see"))

    def on_busy(self, path, n):
        if path == "/robots.txt":
            self.send("", 404)
        elif path == "/feed":
            self.send(rss([item("busy", "/one"), item("busy", "/two")]), kind="application/rss+xml")
        elif n == 1 and path == "/one":
            self.send("", 429, Retry_After="2")
        else:
            self.send(page(path))

    def on_main(self, path, n):
        name = path.strip("/").split("?")[0].replace("/", "_").replace("-", "_").replace(".", "_")
        redirects = {"/loop": "/loop2", "/loop2": "/loop", "/moved": "/moved-here", "/to-cloud": "http://169.254.169.254/latest/",
                     "/to-private": f"http://127.0.0.1:{ports['private']}/secret", "/to-file": "file:///etc/passwd",
                     "/to-v6": f"http://[::ffff:127.0.0.1]:{ports['private']}/secret"}
        if path in redirects:
            self.send("", 302, Location=redirects[path])
        elif hasattr(self, "main_" + name):
            getattr(self, "main_" + name)(n)
        elif path == "/gone":
            self.send("", 410)
        elif path.startswith("/many/"):
            time.sleep(0.02)
            self.send(page(path))
        else:
            self.send(page(path))

    def main_robots_txt(self, n):
        self.send("User-agent: *\nDisallow: /forbidden/\n", kind="text/plain")

    def main_feed(self, n):
        if self.headers.get("If-None-Match") == '"m1"' and not os.path.exists(f"{folder}/feed-changes"):
            self.send("", 304)
        else:
            self.send(main_feed(), kind="application/rss+xml", ETag='"m1"')

    def main_many(self, n):
        self.send(rss([item("main", f"/many/{i}") for i in range(25)]), kind="application/rss+xml", ETag='"x"')

    def main_broken(self, n):
        self.send(rss([item("main", "/before-the-break")]).replace("</channel></rss>", "<item><title>And th"), kind="text/xml")

    def main_empty(self, n):
        self.send(rss([]), kind="application/rss+xml")

    def main_empty_body(self, n):
        self.send("", kind="application/rss+xml")

    def main_page_not_feed(self, n):
        self.send(page("not a feed"))

    def main_entities(self, n):
        levels = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 10))
        self.send(f'<!DOCTYPE rss [<!ENTITY e0 "x">{levels}]><rss><channel><title>&e9;</title></channel></rss>', kind="text/xml")

    def main_slow(self, n):
        self.stream(b"<p>", 60, 0.1)

    def main_cut(self, n):
        self.send(page("cut"), Content_Length="90000")

    def main_bomb(self, n):
        self.send(BOMB, Content_Encoding="gzip")

    def main_brotli(self, n):
        if "br" in self.headers.get("Accept-Encoding", ""):
            self.send(stored_brotli(page("brotli").encode()), Content_Encoding="br")
        else:
            self.send(page("brotli"))

    def main_brotli_bomb(self, n):
        if "br" in self.headers.get("Accept-Encoding", ""):  # 20 MiB of one letter
            self.send(bytes.fromhex("cfffff7f0024c2e2b14072effff3ffff078004401c1680eefd0f"), Content_Encoding="br")
        else:
            self.main_bomb(n)

    def main_huge(self, n):
        self.send("", Content_Length=str(3 << 30))

    def main_endless(self, n):
        self.stream(b"<p>word</p>" * 10000, 1 << 30)

    def main_image(self, n):
        self.send(b"\x89PNG", kind="image/png")

    def main_binary(self, n):
        self.send(b"%PDF-1.4\0\1\2" * 100)

    def main_broken_once(self, n):
        self.send("", 500) if n == 1 else self.send(page("broken once"))

    def main_latin(self, n):
        self.send(page("latin", "Café Müller " * 3).encode("latin-1"), kind="text/html; charset=iso-8859-1")

    def main_latin_lies(self, n):
        self.send(page("lies", "Café Müller " * 9, '<meta charset="utf-8">').encode("latin-1"), kind="text/html; charset=utf-8")

    def main_nothing(self, n):
        self.send("")

    def main_changing(self, n):
        if os.path.exists(f"{folder}/changes"):
            self.send(page("changing", "Iran rejected the demand of the United Nations."))
        else:
            self.send(page("changing"))

    def main_no_article(self, n):
        self.send("<html><head><title>404 Not found</title></head><body><h1>Not found</h1></body></html>")

    def main_wall(self, n):
        self.send("<html><head><title>Dam</title></head><body><p>Please log in to continue reading this.</p></body></html>")


servers = []
for name in ("main", "busy", "private"):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.name, server.daemon_threads = name, True
    ports[name] = server.server_address[1]
    servers.append(server)
for server in servers:
    threading.Thread(target=server.serve_forever, daemon=True).start()
with open(f"{folder}/ports.new", "w") as f:
    f.write(" ".join(str(ports[n]) for n in ("main", "busy", "private")))
os.rename(f"{folder}/ports.new", f"{folder}/ports")
sys.stdin.read()
