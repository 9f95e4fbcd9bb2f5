/* Heads and bodies of HTTP. */
#include "ingest/http.h"

#include "ingest/unpack.h"

bool head_split(struct str bytes, struct str *out_head, struct str *out_body)
{
    for (uint32_t at = 0; at < bytes.n; at++) {
        if (bytes.s[at] != '\n')
            continue;
        uint32_t next = at + 1 + (at + 1 < bytes.n && bytes.s[at + 1] == '\r');
        if (next < bytes.n && bytes.s[next] == '\n') {
            *out_head = str_slice(bytes, 0, at);
            *out_body = str_slice(bytes, next + 1, bytes.n);
            return true;
        }
    }
    *out_head = STR_NONE;
    *out_body = bytes;
    return false;
}

struct str head_field(struct str head, struct str name)
{
    struct str line;
    while (str_cut(&head, '\n', &line))
        if (line.n > name.n && line.s[name.n] == ':' && str_eq_nocase(str_slice(line, 0, name.n), name))
            return str_trim(str_slice(line, name.n + 1, line.n));
    return STR_NONE;
}

int http_status(struct str head)
{
    struct str word;
    int status = 0;
    if (!str_starts(head, STR("HTTP/")) || !str_cut(&head, ' ', &word))
        return 0;
    head = str_trim(head);
    for (uint32_t i = 0; i < 3 && i < head.n && head.s[i] >= '0' && head.s[i] <= '9'; i++)
        status = status * 10 + (head.s[i] - '0');
    return status;
}

bool http_is_html(struct str head)
{
    struct str value = head_field(head, STR("Content-Type")), type;
    if (!str_cut(&value, ';', &type))
        return true;
    type = str_trim(type);
    return str_eq_nocase(type, STR("text/html")) || str_eq_nocase(type, STR("application/xhtml+xml"));
}

struct str http_charset(struct str head)
{
    struct str value = head_field(head, STR("Content-Type")), part;
    while (str_cut(&value, ';', &part)) {
        part = str_trim(part);
        if (part.n < 9 || !str_eq_nocase(str_slice(part, 0, 8), STR("charset=")))
            continue;
        struct str name = str_slice(part, 8, part.n);
        while (name.n && strchr("\"'", name.s[0]))
            name = str_slice(name, 1, name.n);
        while (name.n && strchr("\"'", name.s[name.n - 1]))
            name.n--;
        return name;
    }
    return STR_NONE;
}

static int digit_of(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c = (char)(c | 32);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* False: the bytes are not in chunks. Crawlers often undo them and leave the head as it was. What is cut off at the end
 * is kept as far as it goes. */
static bool join_chunks(struct str body, struct buf *out)
{
    for (uint32_t at = 0; at < body.n;) {
        uint32_t from = at, n = 0;
        while (at < body.n && at - from < 7 && digit_of(body.s[at]) >= 0)
            n = n * 16 + (uint32_t)digit_of(body.s[at++]);
        if (at == from)
            return false;
        while (at < body.n && body.s[at] != '\n' && body.s[at] != '<')
            at++;
        if (at == body.n || body.s[at++] != '\n')
            return false;
        if (n == 0)
            return true;
        uint32_t end = n < body.n - at ? at + n : body.n;
        buf_add_str(out, str_slice(body, at, end));
        for (at = end; at < body.n && (body.s[at] == '\r' || body.s[at] == '\n');)
            at++;
    }
    return true;
}

static bool is_packed(struct str body, struct str packing)
{
    return str_starts(body, STR("\x1F\x8B")) ||
           (body.n > 1 && (body.s[0] & 0x0F) == 8 && str_eq_nocase(packing, STR("deflate"))) ||
           (str_eq_nocase(packing, STR("br")) && !str_starts(str_trim(body), STR("<")));
}

const char *http_body(struct str head, struct str body, size_t max_bytes, struct buf *out)
{
    struct buf joined = {0};
    if (str_eq_nocase(head_field(head, STR("Transfer-Encoding")), STR("chunked")) && join_chunks(body, &joined))
        body = buf_str(&joined);
    struct str packing = head_field(head, STR("Content-Encoding"));
    const char *why = NULL;
    bool gzip = str_starts(body, STR("\x1F\x8B")) || str_eq_nocase(packing, STR("deflate"));
    if (!is_packed(body, packing))
        buf_add_str(out, body);
    else if (!(gzip ? inflate_all : unbrotli_all)(body, max_bytes, out))
        why = out->n > max_bytes ? "its body unpacks to more than the limit for a document"
                                 : "its packed body is damaged";
    buf_release(&joined);
    return why;
}
