#include "command/watching.h"

#include "base/map.h"
#include "ingest/feed.h"

#include <time.h>

enum {
    MAX_TRIES = 12, /* of an article that cannot be had now */
    MAX_BACK_OFF_S = 6 * 3600,
    AGAIN_FOR_S = 7 * 86400, /* so long an article is looked at again */
    LEAST_FEED_CHARS = 60    /* a shorter body of a feed's item is no text */
};

static const char ACCEPT_FEED[] =
    "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, "
    "text/xml;q=0.9, */*;q=0.5";
static const char ACCEPT_PAGE[] = "text/html, application/xhtml+xml, text/plain;q=0.8";

/* ---- the log ----------------------------------------------------------------------------------------------------- */

static void say(struct watch *w, const char *what, struct str url, const char *format, ...) PRINTF_LIKE(4, 5);
static void say(struct watch *w, const char *what, struct str url, const char *format, ...)
{
    time_t now = time(NULL);
    struct tm utc;
    char stamp[32], words[800];
    va_list args;
    va_start(args, format);
    vsnprintf(words, sizeof words, format, args);
    va_end(args);
    for (char *c = words; *c; c++) /* a line is a line, whatever a host says */
        if ((unsigned char)*c < ' ' || *c == 0x7F)
            *c = ' ';
    gmtime_r(&now, &utc);
    strftime(stamp, sizeof stamp, "%Y-%m-%dT%H:%M:%SZ", &utc);
    fprintf(w->log, "%s\t%s\t%.*s\t%s\n", stamp, what, STR_ARG(url), words);
    fflush(w->log);
    w->n_failed += strcmp(what, "later") == 0 || strcmp(what, "failed") == 0;
}

static int64_t back_off(const struct watch *w, uint32_t n_failures, int64_t wait_s)
{
    int64_t s = w->every_s;
    for (uint32_t i = 1; i < n_failures && s < MAX_BACK_OFF_S; i++)
        s *= 2;
    if (s > MAX_BACK_OFF_S)
        s = w->every_s > MAX_BACK_OFF_S ? w->every_s : MAX_BACK_OFF_S;
    return s > wait_s ? s : wait_s;
}

/* Faults begin with the input's name, which the line has already. */
static const char *bare(const struct fault *f, struct str url)
{
    struct str message = str_of(f->message);
    bool named = str_starts(message, url) && str_starts(str_slice(message, url.n, message.n), STR(": "));
    return f->message + (named ? url.n + 2 : 0);
}

/* ---- feeds ------------------------------------------------------------------------------------------------------- */

struct polled {
    struct watch *w;
    struct str feed;
    int64_t now;
    struct map seen; /* addresses of this poll */
    ARRAY_OF(struct watched) row;
    uint32_t n_new, n_changed;
};

/* What an item is known by: its link without the fragment, else its guid, else what it says. */
static struct str key_of(const struct polled *p, const struct feed_item *item, struct str json)
{
    struct arena *arena = &p->w->arena;
    if (!item->url.n)
        return item->id.n ? str_format(arena, "%.*s#%.*s", STR_ARG(p->feed), STR_ARG(item->id))
                          : str_format(arena, "%.*s#%016llx", STR_ARG(p->feed), (unsigned long long)str_hash(json));
    const char *hash = memchr(item->url.s, '#', item->url.n);
    return hash ? str_slice(item->url, 0, (uint32_t)(hash - item->url.s)) : item->url;
}

static enum status take_item(struct polled *p, struct feed_item *item, struct fault *f)
{
    struct arena *arena = &p->w->arena;
    struct buf json = {0};
    bool early = item->date != DAY_NONE && item->date > p->now / 86400 + 1;
    if (early)
        item->date = DAY_NONE;
    feed_item_write(item, &json);
    struct str told = str_copy(arena, buf_str(&json)), key = key_of(p, item, told);
    buf_release(&json);
    if (map_find(&p->seen, key, 0))
        return OK; /* twice in the same feed */
    map_put(&p->seen, key, 1);
    struct watched row = {0};
    bool known;
    if (watched_get(p->w->store, key, arena, &row, &known, f))
        return f->status;
    if (known && (!str_eq(row.feed, p->feed) || str_eq(row.item, told)))
        return OK;
    if (!known)
        row = (struct watched){.url = key, .feed = p->feed, .first_seen = p->now};
    if (early)
        say(p->w, "date", key, "the feed dates it in the future, which is not believed");
    p->n_new += !known;
    p->n_changed += known;
    row.item = told;
    row.due = p->now;
    row.n_failures = 0;
    *array_add(arena, &p->row) = row;
    return OK;
}

static enum status take_feed(struct watch *w, struct watched *about, int64_t now, const struct feed *feed,
                             struct fault *f)
{
    struct polled p = {.w = w, .feed = about->url, .now = now};
    map_init(&p.seen, &w->arena, feed->item.n);
    for (uint32_t i = 0; i < feed->item.n; i++)
        if (take_item(&p, &feed->item.v[i], f))
            return f->status;
    if (!feed->broken) { /* a broken one is asked for again in full */
        about->etag = str_copy(&w->arena, buf_str(&w->reply.etag));
        about->last_modified = str_copy(&w->arena, buf_str(&w->reply.last_modified));
    }
    about->n_failures = 0;
    about->due = now + w->every_s;
    *array_add(&w->arena, &p.row) = *about;
    if (watched_put(w->store, p.row.v, p.row.n, f))
        return f->status;
    say(w, "feed", about->url, "%u item%s, %u new, %u changed%s", feed->item.n, feed->item.n == 1 ? "" : "s", p.n_new,
        p.n_changed, feed->broken ? "; it is broken, and what stands behind the break was not read" : "");
    return OK;
}

static enum status feed_failed(struct watch *w, struct watched *about, int64_t now, const char *why, struct fault *f)
{
    about->n_failures++;
    about->due = now + back_off(w, about->n_failures, w->reply.wait_s);
    say(w, "later", about->url, "%s; again in %lld s", why, (long long)(about->due - now));
    return watched_put(w->store, about, 1, f);
}

enum status watch_feed(struct watch *w, struct str url, int64_t now, struct fault *f)
{
    arena_clear(&w->arena);
    struct watched about = {0};
    struct fault bad = {0};
    struct feed feed;
    bool known;
    if (watched_get(w->store, url, &w->arena, &about, &known, f))
        return f->status;
    if (!known)
        about = (struct watched){.url = url, .first_seen = now};
    if (known && about.due > now && !(w->once && about.n_failures == 0))
        return OK;
    struct fetch_request q = {url, about.etag, about.last_modified, ACCEPT_FEED};
    switch (fetch_get(w->fetcher, &q, &w->reply)) {
    case FETCH_GOT:
        if (feed_parse(buf_str(&w->reply.body), buf_str(&w->reply.url), url.s, &w->arena, &feed, &bad))
            return feed_failed(w, &about, now, bare(&bad, url), f);
        return take_feed(w, &about, now, &feed, f);
    case FETCH_UNCHANGED:
        about.n_failures = 0;
        about.due = now + w->every_s;
        say(w, "unchanged", url, "status 304");
        return watched_put(w->store, &about, 1, f);
    case FETCH_LATER:
    case FETCH_NEVER: /* feeds are never given up: the user takes them off the list */
        break;
    }
    return *w->stop ? OK : feed_failed(w, &about, now, w->reply.why, f);
}

/* ---- articles ---------------------------------------------------------------------------------------------------- */

static bool is_page_type(struct str type)
{
    static const char *const types[] = {"text/html", "application/xhtml+xml", "text/plain", "application/xml",
                                        "text/xml"};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (str_eq_nocase(type, str_of(types[i])))
            return true;
    return !type.n;
}

static enum status decode(struct watch *w, struct str url, enum input_format format, struct str bytes, struct doc **out,
                          struct fault *f)
{
    arena_clear(&w->doc);
    arena_clear(&w->scratch);
    struct doc *d = doc_new(&w->doc, &w->scratch);
    struct raw_doc raw = {.format = format, .line = 1, .default_date = DAY_NONE};
    raw.latest_date = (int32_t)(time(NULL) / 86400);
    raw.charset = format == INPUT_HTML && w->reply.charset.n ? w->reply.charset.s : NULL;
    raw.path = arena_copy(&w->doc, url.s, url.n);
    buf_add_str(&raw.bytes, bytes);
    enum status status = ingest_document(w->rules, &raw, d, f);
    buf_release(&raw.bytes);
    *out = d;
    return status;
}

/* What the page does not tell the feed does. */
static void fill_gaps(struct watch *w, struct doc *d, struct str item)
{
    struct doc *page = d, *told;
    struct arena doc, scratch;
    struct fault f;
    arena_init(&doc, 0);
    arena_init(&scratch, 0);
    told = doc_new(&doc, &scratch);
    struct raw_doc raw = {
        .format = INPUT_FEED, .path = arena_copy(&doc, "feed", 4), .line = 1, .default_date = DAY_NONE};
    buf_add_str(&raw.bytes, item);
    if (ingest_document(w->rules, &raw, told, &f) == OK) {
        struct str *const to[] = {&page->title, &page->author, &page->publisher, &page->lang};
        const struct str from[] = {told->title, told->author, told->publisher, told->lang};
        for (size_t i = 0; i < sizeof to / sizeof *to; i++)
            if (!to[i]->n && from[i].n)
                *to[i] = str_copy(d->arena, from[i]);
        if (d->date == DAY_NONE && told->date != DAY_NONE) {
            d->date = told->date;
            d->date_from = STR("feed");
        }
    }
    buf_release(&raw.bytes);
    arena_release(&doc);
    arena_release(&scratch);
}

static enum status decode_page(struct watch *w, const struct watched *a, struct doc **out, struct fault *f)
{
    struct str type = buf_str(&w->reply.type), head = buf_str(&w->reply.body);
    if (!is_page_type(type))
        return fault_set(f, ST_INPUT, "it is %.80s, not a page", w->reply.type.s);
    head.n = head.n < 1024 ? head.n : 1024;
    bool wide = str_starts(head, STR("\xFF\xFE")) || str_starts(head, STR("\xFE\xFF")); /* UTF-16 has NULs */
    if (!wide && head.n && memchr(head.s, 0, head.n))
        return fault_set(f, ST_INPUT, "its bytes are no text, whatever it is called");
    bool plain = str_eq_nocase(type, STR("text/plain"));
    if (decode(w, a->url, plain ? INPUT_TEXT : INPUT_HTML, buf_str(&w->reply.body), out, f))
        return f->status;
    fill_gaps(w, *out, a->item);
    return OK;
}

/* What came from the feed changes with the feed. */
static void look_again(const struct watch *w, struct watched *a, bool from_feed, int64_t now)
{
    int64_t age = now - a->first_seen;
    a->n_failures = 0;
    a->due = from_feed || age > AGAIN_FOR_S ? WATCHED_NEVER : now + (age > w->again_s ? age : w->again_s);
}

static enum status code_and_put(struct watch *w, struct doc *d, struct fault *f)
{
    bool there;
    if (store_has(w->store, d, w->stamp, &there, f) || there)
        return f->status;
    arena_clear(&w->scratch);
    if (pipeline_run(w->pipeline, d, UNTIL_EVENT, f))
        return f->status;
    return store_put(w->store, d, w->stamp, f);
}

static enum status keep(struct watch *w, struct watched *a, struct doc *d, const char *from, int64_t now,
                        struct fault *f)
{
    struct watched rows[2] = {*a};
    struct str final = buf_str(&w->reply.url);
    struct watched other;
    bool moved = w->reply.url.n && !str_eq(final, a->url), known = false;
    if (moved && watched_get(w->store, final, &w->arena, &other, &known, f))
        return f->status;
    look_again(w, &rows[0], *from != 0, now);
    rows[0].content_hash = d->content_hash;
    if (a->content_hash == d->content_hash || (known && other.content_hash == d->content_hash)) {
        say(w, "same", a->url, "%s",
            a->content_hash ? "its text is as before" : "it leads to an article that was kept");
        return watched_put(w->store, rows, 1, f);
    }
    rows[0].n_versions++;
    if (d->date != DAY_NONE && d->date > now / 86400 + 1) {
        say(w, "date", a->url, "the page is dated in the future, which is not believed");
        d->date = DAY_NONE;
    }
    d->id =
        rows[0].n_versions == 1 ? a->url : str_format(d->arena, "%.*s#version-%u", STR_ARG(a->url), rows[0].n_versions);
    d->url = d->url.n ? d->url : moved ? str_copy(d->arena, final) : a->url;
    f->status = OK;
    if (code_and_put(w, d, f)) {
        if (f->status == ST_ENVIRONMENT)
            return f->status;
        rows[0].due = WATCHED_NEVER;
        say(w, "failed", a->url, "%s", f->message);
        return watched_put(w->store, rows, 1, f);
    }
    if (moved && !known)
        rows[1] = (struct watched){.url = final,
                                   .feed = a->feed,
                                   .content_hash = d->content_hash,
                                   .first_seen = now,
                                   .due = WATCHED_NEVER,
                                   .n_versions = 1};
    w->n_kept++;
    say(w, rows[0].n_versions == 1 ? "kept" : "version", a->url, "%s%.*s, %u event%s, %u quotation%s", from,
        STR_ARG(d->id), d->event.n, d->event.n == 1 ? "" : "s", d->statement.n, d->statement.n == 1 ? "" : "s");
    return watched_put(w->store, rows, moved && !known ? 2 : 1, f);
}

static bool has_link(const struct watched *a)
{
    return !str_starts(a->url, a->feed) || a->url.n == a->feed.n || a->url.s[a->feed.n] != '#';
}

/* The page cannot be had: what the feed itself holds is taken, where it is a text and nothing better was kept. */
static enum status keep_from_feed(struct watch *w, struct watched *a, const char *why, int64_t now, struct fault *f)
{
    struct doc *d;
    struct fault bad = {0};
    uint32_t n_chars = 0;
    buf_clear(&w->reply.url);
    if ((!a->content_hash || !has_link(a)) && decode(w, a->url, INPUT_FEED, a->item, &d, &bad) == OK)
        for (uint32_t i = 0; i < d->block.n; i++)
            n_chars += d->block.v[i].kind == SENT_BODY ? d->block.v[i].span.end - d->block.v[i].span.start : 0;
    if (n_chars >= LEAST_FEED_CHARS) {
        struct str from = str_format(&w->arena, "from the feed, since %s: ", why);
        return keep(w, a, d, *why ? from.s : "from the feed: ", now, f);
    }
    a->due = WATCHED_NEVER;
    say(w, "failed", a->url, "%s", *why ? why : "it has no link and no text");
    return watched_put(w->store, a, 1, f);
}

static enum status article_later(struct watch *w, struct watched *a, int64_t now, struct fault *f)
{
    if (*w->stop)
        return OK; /* not its fault */
    if (++a->n_failures >= MAX_TRIES)
        return keep_from_feed(w, a, w->reply.why, now, f);
    a->due = now + back_off(w, a->n_failures, w->reply.wait_s);
    say(w, "later", a->url, "%s; again in %lld s", w->reply.why, (long long)(a->due - now));
    return watched_put(w->store, a, 1, f);
}

enum status watch_article(struct watch *w, const struct watched *article, int64_t now, struct fault *f)
{
    struct watched a = *article;
    struct doc *d;
    struct fault bad = {0};
    if (!has_link(&a))
        return keep_from_feed(w, &a, "", now, f);
    struct fetch_request q = {.url = a.url, .accept = ACCEPT_PAGE};
    if (a.content_hash) {
        q.etag = a.etag;
        q.last_modified = a.last_modified;
    }
    switch (fetch_get(w->fetcher, &q, &w->reply)) {
    case FETCH_GOT:
        if (decode_page(w, &a, &d, &bad))
            return keep_from_feed(w, &a, bare(&bad, a.url), now, f);
        a.etag = str_copy(&w->arena, buf_str(&w->reply.etag));
        a.last_modified = str_copy(&w->arena, buf_str(&w->reply.last_modified));
        return keep(w, &a, d, "", now, f);
    case FETCH_UNCHANGED:
        look_again(w, &a, false, now);
        say(w, "unchanged", a.url, "status 304");
        return watched_put(w->store, &a, 1, f);
    case FETCH_LATER:
        return article_later(w, &a, now, f);
    case FETCH_NEVER:
        break;
    }
    return keep_from_feed(w, &a, w->reply.why, now, f);
}
