#include "fetch/fetch.h"

#include "base/map.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum {
    CONNECT_TIMEOUT_S = 10,
    ROBOTS_KEPT_S = 86400, /* RFC 9309: no longer than a day */
    MAX_URL_BYTES = 8192,
    MAX_TYPE_BYTES = 200
};
#define NONE_YET UINT32_MAX

struct origin { /* scheme, host and port: what robots.txt and pauses are of */
    struct str name;
    bool trusted;          /* fetcher_trust */
    int64_t next_ms;       /* no request before */
    int64_t blocked_ms;    /* as the host asked by Retry-After */
    struct robots *robots; /* NULL: not asked yet, or there was no answer */
    int64_t robots_until_ms;
    char robots_why[256]; /* there was no answer: why */
};

struct fetcher {
    struct fetch_options options;
    CURL *curl;
    struct arena arena, call; /* of its whole life; of one call */
    struct map origin_ix;
    ARRAY_OF(struct origin) origin;
    struct str product; /* of the user agent, lower case */
};

struct transfer { /* one request */
    const struct fetcher *fetcher;
    struct fetch_reply *reply;
    size_t max_bytes;
    bool may_private, met_private, too_large;
};

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static bool stopped(const struct fetcher *t)
{
    return t->options.stop && *t->options.stop;
}

enum status fetcher_new(const struct fetch_options *options, struct fetcher **out, struct fault *f)
{
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
        return fault_set(f, ST_ENVIRONMENT, "libcurl cannot be used");
    struct fetcher *t = calloc(1, sizeof *t);
    if (!t)
        out_of_memory(sizeof *t);
    t->options = *options;
    t->curl = curl_easy_init();
    if (!t->curl)
        out_of_memory(1);
    arena_init(&t->arena, 0);
    arena_init(&t->call, 0);
    map_init(&t->origin_ix, &t->arena, 64);
    struct str agent = str_of(options->user_agent);
    uint32_t n = 0;
    while (n < agent.n && ((agent.s[n] | 32) >= 'a' && (agent.s[n] | 32) <= 'z'))
        n++;
    t->product = str_copy(&t->arena, str_slice(agent, 0, n));
    *out = t;
    return OK;
}

void fetcher_free(struct fetcher *t)
{
    if (!t)
        return;
    curl_easy_cleanup(t->curl);
    curl_global_cleanup();
    arena_release(&t->arena);
    arena_release(&t->call);
    free(t);
}

void fetch_reply_release(struct fetch_reply *reply)
{
    struct buf *const bufs[] = {&reply->body,    &reply->url,  &reply->type,
                                &reply->charset, &reply->etag, &reply->last_modified};
    for (size_t i = 0; i < sizeof bufs / sizeof *bufs; i++)
        buf_release(bufs[i]);
}

/* ---- addresses --------------------------------------------------------------------------------------------------- */

static struct str part_of(struct fetcher *t, CURLU *u, CURLUPart part, unsigned flags)
{
    char *s = NULL;
    struct str copy = curl_url_get(u, part, &s, flags) == CURLUE_OK ? str_copy(&t->call, str_of(s)) : STR_NONE;
    curl_free(s);
    return copy;
}

struct target {
    struct origin *origin;
    struct str host, path; /* path: with its query, without its fragment */
};

static bool target_of(struct fetcher *t, const char *url, struct target *out)
{
    CURLU *u = curl_url();
    bool good = u && strlen(url) <= MAX_URL_BYTES && curl_url_set(u, CURLUPART_URL, url, 0) == CURLUE_OK;
    struct str scheme = good ? part_of(t, u, CURLUPART_SCHEME, 0) : STR_NONE;
    good = str_is(scheme, "http") || str_is(scheme, "https");
    if (good) {
        out->host = part_of(t, u, CURLUPART_HOST, 0);
        struct str port = part_of(t, u, CURLUPART_PORT, CURLU_DEFAULT_PORT);
        struct str path = part_of(t, u, CURLUPART_PATH, 0), query = part_of(t, u, CURLUPART_QUERY, 0);
        out->path = query.n ? str_format(&t->call, "%.*s?%.*s", STR_ARG(path), STR_ARG(query)) : path;
        struct str name = str_format(&t->call, "%s://%.*s:%.*s", scheme.s, STR_ARG(out->host), STR_ARG(port));
        uint32_t ix = map_find(&t->origin_ix, name, NONE_YET);
        if (ix == NONE_YET) {
            ix = t->origin.n;
            name = str_copy(&t->arena, name);
            array_add(&t->arena, &t->origin)->name = name;
            map_put(&t->origin_ix, name, ix);
        }
        out->origin = &t->origin.v[ix];
        good = out->host.n > 0;
    }
    curl_url_cleanup(u);
    return good;
}

static bool is_private_name(struct str host)
{
    char bare[64];
    struct sockaddr_in in = {.sin_family = AF_INET};
    struct sockaddr_in6 in6 = {.sin6_family = AF_INET6};
    if (str_eq_nocase(host, STR("localhost")))
        return true;
    if (str_starts(host, STR("[")))
        host = str_slice(host, 1, host.n - 1);
    if (host.n >= sizeof bare)
        return false;
    memcpy(bare, host.s, host.n);
    bare[host.n] = 0;
    return (inet_pton(AF_INET, bare, &in.sin_addr) == 1 && address_is_private((const struct sockaddr *)&in)) ||
           (inet_pton(AF_INET6, bare, &in6.sin6_addr) == 1 && address_is_private((const struct sockaddr *)&in6));
}

void fetcher_trust(struct fetcher *t, struct str url)
{
    struct target target;
    if (target_of(t, str_copy(&t->call, url).s, &target) && is_private_name(target.host))
        target.origin->trusted = true;
}

/* ---- one request ------------------------------------------------------------------------------------------------- */

static curl_socket_t open_socket(void *context, curlsocktype purpose, struct curl_sockaddr *address)
{
    struct transfer *x = context;
    if (purpose != CURLSOCKTYPE_IPCXN || (!x->may_private && address_is_private(&address->addr))) {
        x->met_private = true;
        return CURL_SOCKET_BAD;
    }
    return socket(address->family, address->socktype, address->protocol);
}

static size_t take_body(char *data, size_t size, size_t n, void *context)
{
    struct transfer *x = context;
    n *= size;
    x->too_large = x->reply->body.n + n > x->max_bytes;
    if (x->too_large)
        return 0;
    buf_add(&x->reply->body, data, n);
    return n;
}

static void set(struct buf *b, struct str value)
{
    buf_clear(b);
    buf_add_str(b, value);
}

static void take_type(struct fetch_reply *reply, struct str value)
{
    struct str rest = str_slice(value, 0, value.n < MAX_TYPE_BYTES ? value.n : MAX_TYPE_BYTES), piece;
    if (!str_cut(&rest, ';', &piece))
        return;
    set(&reply->type, str_trim(piece));
    buf_clear(&reply->charset);
    while (str_cut(&rest, ';', &piece)) {
        piece = str_trim(piece);
        if (piece.n <= 8 || !str_eq_nocase(str_slice(piece, 0, 8), STR("charset=")))
            continue;
        for (uint32_t i = 8; i < piece.n; i++)
            if (piece.s[i] != '"' && piece.s[i] != '\'' && piece.s[i] > ' ')
                buf_add_char(&reply->charset, piece.s[i]);
    }
}

static size_t take_header(char *data, size_t size, size_t n, void *context)
{
    struct transfer *x = context;
    struct str line = {data, (uint32_t)(size * n)};
    const char *colon = memchr(data, ':', line.n);
    if (!colon)
        return size * n;
    struct str key = str_slice(line, 0, (uint32_t)(colon - data));
    struct str value = str_trim(str_slice(line, key.n + 1, line.n));
    if (str_eq_nocase(key, STR("content-type")))
        take_type(x->reply, value);
    else if (str_eq_nocase(key, STR("etag")))
        set(&x->reply->etag, value);
    else if (str_eq_nocase(key, STR("last-modified")))
        set(&x->reply->last_modified, value);
    return size * n;
}

static int on_progress(void *context, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d)
{
    const struct transfer *x = context;
    (void)a, (void)b, (void)c, (void)d;
    return stopped(x->fetcher);
}

static struct curl_slist *headers_of(const struct fetch_request *q)
{
    struct curl_slist *list = NULL;
    struct buf line = {0};
    const struct {
        const char *name;
        struct str value;
    } headers[] = {{"Accept", str_of(q->accept)}, {"If-None-Match", q->etag}, {"If-Modified-Since", q->last_modified}};
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++) {
        if (!headers[i].value.n)
            continue;
        buf_clear(&line);
        buf_printf(&line, "%s: %.*s", headers[i].name, STR_ARG(headers[i].value));
        list = curl_slist_append(list, line.s);
    }
    buf_release(&line);
    return list;
}

/* Named one by one, since libcurl's "all" has zstd, whose window alone may be 128 MiB; asked for without being known,
 * br would come and could not be read. */
static const char *packings(void)
{
    bool br = curl_version_info(CURLVERSION_NOW)->features & CURL_VERSION_BROTLI;
    return br ? "gzip, deflate, br" : "gzip, deflate";
}

static CURLcode perform(struct fetcher *t, struct transfer *x, const char *url, const struct fetch_request *q,
                        char error[CURL_ERROR_SIZE])
{
    CURL *c = t->curl;
    struct curl_slist *headers = headers_of(q);
    curl_easy_reset(c); /* open connections stay */
    curl_easy_setopt(c, CURLOPT_URL, url);
    curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 0L); /* each hop is judged here */
    curl_easy_setopt(c, CURLOPT_PROXY, "");          /* a proxy would look names up, unjudged */
    curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(c, CURLOPT_USERAGENT, t->options.user_agent);
    curl_easy_setopt(c, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(c, CURLOPT_ACCEPT_ENCODING, packings());
    curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_TIMEOUT_S);
    curl_easy_setopt(c, CURLOPT_TIMEOUT, (long)t->options.timeout_s);
    curl_easy_setopt(c, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)FETCH_MAX_BYTES);
    curl_easy_setopt(c, CURLOPT_ERRORBUFFER, error);
    curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(c, CURLOPT_WRITEDATA, x);
    curl_easy_setopt(c, CURLOPT_HEADERFUNCTION, take_header);
    curl_easy_setopt(c, CURLOPT_HEADERDATA, x);
    curl_easy_setopt(c, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    curl_easy_setopt(c, CURLOPT_OPENSOCKETDATA, x);
    curl_easy_setopt(c, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(c, CURLOPT_XFERINFOFUNCTION, on_progress);
    curl_easy_setopt(c, CURLOPT_XFERINFODATA, x);
    CURLcode code = curl_easy_perform(c);
    curl_slist_free_all(headers);
    return code;
}

static enum fetch_outcome answer(struct fetch_reply *reply, enum fetch_outcome outcome, const char *format, ...)
    PRINTF_LIKE(3, 4);
static enum fetch_outcome answer(struct fetch_reply *reply, enum fetch_outcome outcome, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(reply->why, sizeof reply->why, format, args);
    va_end(args);
    reply->outcome = outcome;
    return outcome;
}

static enum fetch_outcome judge_failure(const struct transfer *x, CURLcode code, const char *error)
{
    struct fetch_reply *reply = x->reply;
    if (x->too_large || code == CURLE_FILESIZE_EXCEEDED)
        return answer(reply, FETCH_NEVER, "the body, unpacked, is larger than the limit of %zu bytes", x->max_bytes);
    if (x->met_private)
        return answer(reply, FETCH_NEVER, "its address is of a private network (--allow-private lets it through)");
    if (code == CURLE_UNSUPPORTED_PROTOCOL || code == CURLE_URL_MALFORMAT || code == CURLE_BAD_CONTENT_ENCODING)
        return answer(reply, FETCH_NEVER, "%s", *error ? error : curl_easy_strerror(code));
    return answer(reply, FETCH_LATER, "%s", *error ? error : curl_easy_strerror(code));
}

static enum fetch_outcome judge_status(struct fetcher *t, struct origin *origin, const struct fetch_request *q,
                                       struct fetch_reply *reply)
{
    curl_off_t wait_s = 0;
    long status = reply->status;
    if (status == 200 || status == 203)
        return reply->outcome = FETCH_GOT;
    if (status == 304 && (q->etag.n || q->last_modified.n))
        return reply->outcome = FETCH_UNCHANGED;
    if (status < 500 && status != 408 && status != 425 && status != 429)
        return answer(reply, FETCH_NEVER, "the host answers with status %ld", status);
    if (curl_easy_getinfo(t->curl, CURLINFO_RETRY_AFTER, &wait_s) != CURLE_OK || wait_s < 0)
        wait_s = 0;
    reply->wait_s = wait_s < FETCH_MAX_WAIT_S ? wait_s : FETCH_MAX_WAIT_S;
    if (reply->wait_s && (status == 429 || status == 503))
        origin->blocked_ms = now_ms() + reply->wait_s * 1000;
    return answer(reply, FETCH_LATER, "the host answers with status %ld", status);
}

static void clear(struct fetch_reply *reply)
{
    struct buf *const bufs[] = {&reply->body, &reply->type, &reply->charset, &reply->etag, &reply->last_modified};
    for (size_t i = 0; i < sizeof bufs / sizeof *bufs; i++)
        buf_clear(bufs[i]);
    reply->status = 0;
    reply->wait_s = 0;
    reply->why[0] = 0;
}

/* False: stopped while waiting. */
static bool wait_for(const struct fetcher *t, const struct origin *origin)
{
    for (int64_t left; (left = origin->next_ms - now_ms()) > 0 && !stopped(t);) {
        struct timespec pause = {left / 1000, left % 1000 * 1000000};
        nanosleep(&pause, NULL); /* a signal ends it */
    }
    return !stopped(t);
}

/* One request to one host; *redirect: where its answer points to, else empty. */
static enum fetch_outcome request(struct fetcher *t, struct origin *origin, const char *url,
                                  const struct fetch_request *q, size_t max_bytes, struct fetch_reply *reply,
                                  struct str *redirect)
{
    struct transfer x = {.fetcher = t, .reply = reply, .max_bytes = max_bytes};
    char error[CURL_ERROR_SIZE] = "";
    const char *to = NULL;
    clear(reply);
    *redirect = STR_NONE;
    x.may_private = t->options.allow_private || origin->trusted;
    int64_t blocked_s = (origin->blocked_ms - now_ms() + 999) / 1000;
    if (blocked_s > 0) {
        reply->wait_s = blocked_s;
        return answer(reply, FETCH_LATER, "the host wished not to be asked for another %lld s", (long long)blocked_s);
    }
    if (!wait_for(t, origin))
        return answer(reply, FETCH_LATER, "stopped");
    CURLcode code = perform(t, &x, url, q, error);
    uint32_t delay_ms = origin->robots ? robots_delay_s(origin->robots) * 1000 : 0;
    origin->next_ms = now_ms() + (delay_ms > t->options.pause_ms ? delay_ms : t->options.pause_ms);
    curl_easy_getinfo(t->curl, CURLINFO_RESPONSE_CODE, &reply->status);
    if (code != CURLE_OK)
        return judge_failure(&x, code, error);
    if (reply->status >= 300 && reply->status < 400 && reply->status != 304 &&
        curl_easy_getinfo(t->curl, CURLINFO_REDIRECT_URL, &to) == CURLE_OK && to)
        *redirect = str_copy(&t->call, str_of(to));
    return judge_status(t, origin, q, reply);
}

/* ---- robots.txt -------------------------------------------------------------------------------------------------- */

static enum fetch_outcome ask_robots(struct fetcher *t, struct origin *origin, struct fetch_reply *reply)
{
    struct fetch_request q = {.accept = "text/plain, */*;q=0.5"};
    struct str url = str_format(&t->call, "%.*s/robots.txt", STR_ARG(origin->name)), redirect;
    enum fetch_outcome outcome = FETCH_NEVER;
    uint32_t ix = (uint32_t)(origin - t->origin.v);
    for (unsigned hop = 0; hop <= FETCH_MAX_HOPS; hop++) {
        struct target target;
        if (!target_of(t, url.s, &target))
            return FETCH_NEVER;
        outcome = request(t, target.origin, url.s, &q, ROBOTS_MAX_BYTES, reply, &redirect);
        if (!redirect.n)
            break;
        url = redirect;
    }
    bool cut =
        outcome == FETCH_NEVER && reply->body.n && reply->status == 200; /* what came of a very long one counts */
    origin = &t->origin.v[ix];
    origin->robots =
        outcome == FETCH_LATER
            ? NULL
            : robots_parse(outcome == FETCH_GOT || cut ? buf_str(&reply->body) : STR_NONE, t->product, &t->arena);
    snprintf(origin->robots_why, sizeof origin->robots_why, "%.255s", reply->why);
    origin->robots_until_ms = now_ms() + (origin->robots ? ROBOTS_KEPT_S : (int64_t)t->options.timeout_s) * 1000;
    return outcome;
}

/* FETCH_GOT: it may be asked for. By RFC 9309 a robots.txt that is not there allows all, one that cannot be had now
 * nothing. */
static enum fetch_outcome may_ask(struct fetcher *t, const struct target *target, struct fetch_reply *reply)
{
    uint32_t ix = (uint32_t)(target->origin - t->origin.v);
    if (now_ms() >= target->origin->robots_until_ms)
        ask_robots(t, target->origin, reply);
    const struct origin *origin = &t->origin.v[ix]; /* redirects may have moved the array */
    int64_t wait_s = reply->wait_s;
    clear(reply);
    if (!origin->robots) {
        reply->wait_s = wait_s;
        return answer(reply, FETCH_LATER, "robots.txt cannot be had: %s", origin->robots_why);
    }
    if (!robots_allow(origin->robots, target->path))
        return answer(reply, FETCH_NEVER, "robots.txt forbids it");
    return FETCH_GOT;
}

enum fetch_outcome fetch_get(struct fetcher *t, const struct fetch_request *q, struct fetch_reply *reply)
{
    arena_clear(&t->call);
    struct str url = str_copy(&t->call, q->url), redirect;
    clear(reply);
    for (unsigned hop = 0; hop <= FETCH_MAX_HOPS; hop++) {
        struct target target;
        set(&reply->url, url);
        if (!target_of(t, url.s, &target))
            return answer(reply, FETCH_NEVER, "not an address of http or https");
        uint32_t ix = (uint32_t)(target.origin - t->origin.v);
        enum fetch_outcome outcome = may_ask(t, &target, reply);
        if (outcome == FETCH_GOT)
            outcome = request(t, &t->origin.v[ix], url.s, q, FETCH_MAX_BYTES, reply, &redirect);
        else
            redirect = STR_NONE;
        if (!redirect.n)
            return outcome;
        url = redirect;
    }
    return answer(reply, FETCH_NEVER, "more than the limit of %d redirects", FETCH_MAX_HOPS);
}
