/* A page of HTML: one document a file. */
#include "ingest/html_int.h"

#include "base/utf8.h"

enum {
    LOOK_BYTES = 4096, /* of the start, where a page has a lot of tags */
    LOOK_MIN_TAGS = 8,
    ENOUGH_CHARS = 350, /* an article of this length needs no second look */
    LEAST_CHARS = 200,  /* shorter is no article, unless the page says that it is one */
    LEAST_SAID_CHARS = 60,
    SHORT_CHARS = 1500, /* an error page or a login wall is not longer */
    PROSE_RUN_CHARS = 80
};

static bool starts_with_tag(struct str s, const char *tag)
{
    struct str t = str_of(tag);
    return s.n >= t.n && str_eq_nocase(str_slice(s, 0, t.n), t);
}

/* A file that begins like a page, or holds a lot of tags of which a page is made. */
bool html_looks_like(struct str head)
{
    static const char *const starts[] = {"<!doctype html", "<html", "<head", "<body"};
    static const char *const tags[] = {"<p>",    "<p ", "<div", "<a ", "<br", "<meta",
                                       "<title", "<li", "<td",  "<h1", "</p>"};
    if (str_starts(head, STR("\xEF\xBB\xBF")))
        head = str_slice(head, 3, head.n);
    head = str_trim(str_slice(head, 0, head.n < LOOK_BYTES ? head.n : LOOK_BYTES));
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (starts_with_tag(head, starts[i]))
            return true;
    if (!head.n || head.s[0] != '<')
        return false;
    unsigned n = 0;
    for (uint32_t at = 0; at < head.n; at++)
        for (size_t i = 0; head.s[at] == '<' && i < sizeof tags / sizeof *tags; i++)
            n += starts_with_tag(str_slice(head, at, head.n), tags[i]);
    return n >= LOOK_MIN_TAGS;
}

static struct html_sum sum_of_article(const struct html_page *page, const struct html_article *a)
{
    struct html_sum all = {0};
    for (uint32_t i = 0; i < a->n_roots; i++) {
        struct html_sum s = html_sum_of(page, a->root[i]);
        all.chars += s.chars;
        all.link_chars += s.link_chars;
    }
    return all;
}

/* Believes class names and boxes first, and less of them as long as too little is left; if it is never enough, what
 * gave most. */
static void find_article(struct html_page *page, struct html_article *a)
{
    enum html_trust most = TRUST_NAMES;
    uint32_t most_chars = 0;
    for (unsigned trust = TRUST_NAMES; trust <= N_TRUST; trust++) {
        enum html_trust now = trust < N_TRUST ? (enum html_trust)trust : most;
        html_mark(page, now);
        html_body(page, a);
        html_clean(page, a, now);
        uint32_t chars = sum_of_article(page, a).chars;
        if (chars >= ENOUGH_CHARS)
            return;
        if (chars > most_chars) {
            most_chars = chars;
            most = now;
        }
    }
}

static bool has_prose(const struct html_page *page, const struct html_article *a)
{
    for (uint32_t i = 0; i < a->n_roots; i++) {
        struct html_run *run;
        uint32_t n;
        html_runs(page, a->root[i], page->node[a->root[i]].end, &run, &n);
        for (uint32_t k = 0; k < n; k++)
            if (run[k].chars >= PROSE_RUN_CHARS && run[k].link_chars * 2 < run[k].chars)
                return true;
    }
    return false;
}

/* NULL: the page holds an article. all_chars: of the whole page, furniture included. */
static const char *why_none(const struct html_page *page, const struct html_article *a, uint32_t all_chars)
{
    struct html_sum sum = sum_of_article(page, a);
    struct str title = a->fact[FIELD_TITLE].value;
    if (sum.chars < SHORT_CHARS && page_words_start(page->words, WORD_missing, title))
        return "it is an error page by its title";
    if (sum.chars < LEAST_CHARS * 2 && page_words_in(page->words, WORD_gate, html_text(page, 0, page->n, true)))
        return "it shows the article only to those who log in";
    bool bare = sum.chars * 2 > all_chars && sum.chars > 0; /* hardly anything stands round it */
    if (!bare && sum.chars < (a->said_article ? LEAST_SAID_CHARS : LEAST_CHARS))
        return "it has too little text";
    if (html_link_density(sum) > .5 || (!bare && !a->said_article && !has_prose(page, a)))
        return "it is an index of other pages";
    return NULL;
}

static void set_facts(const struct html_article *a, struct doc *d)
{
    struct str *const field[] = {[FIELD_TITLE] = &d->title,
                                 [FIELD_AUTHOR] = &d->author,
                                 [FIELD_PUBLISHER] = &d->publisher,
                                 [FIELD_URL] = &d->url,
                                 [FIELD_LANG] = &d->lang};
    for (unsigned k = 0; k < sizeof field / sizeof *field; k++)
        *field[k] = a->fact[k].value.n ? str_copy(d->arena, a->fact[k].value) : STR_NONE;
    d->date = a->date;
    if (a->fact[FIELD_TITLE].from)
        d->title_from = str_copy(d->arena, str_of(a->fact[FIELD_TITLE].from));
    if (a->fact[FIELD_DATE].from)
        d->date_from = str_copy(d->arena, str_of(a->fact[FIELD_DATE].from));
}

static enum status read_page(const struct ingest_rules *r, const struct raw_doc *raw, const struct html_source *source,
                             struct doc *d, struct fault *f)
{
    struct html_page page = {
        .arena = d->scratch, .source = source, .words = ingest_page_words(r), .latest_date = raw->latest_date};
    struct html_article a = {0};
    if (html_parse(raw->path, &page, f))
        return f->status;
    html_mark(&page, TRUST_WEIGHTS);
    uint32_t all_chars = html_sum_of(&page, 0).chars;
    html_meta(&page, &a);
    html_date(&page, &a);
    find_article(&page, &a);
    html_date_around(&page, &a);
    const char *why = why_none(&page, &a, all_chars);
    if (why)
        return fault_set(f, ST_INPUT, "%s: the page holds no article: %s", raw->path, why);
    set_facts(&a, d);
    html_write(&page, &a, r, d);
    return OK;
}

enum status html_decode(const struct ingest_rules *r, const struct raw_doc *raw, struct doc *d, struct fault *f)
{
    struct arena_mark mark = arena_mark(d->scratch);
    struct buf text = {0};
    struct html_source source = {0};
    struct fault local;
    f = f ? f : &local;
    html_to_utf8(buf_str(&raw->bytes), str_of(raw->charset), &text, &d->n_bad_bytes);
    enum status status = html_prepare(buf_str(&text), raw->path, d->scratch, &source, f);
    if (status == OK)
        status = read_page(r, raw, &source, d, f);
    if (status == OK)
        d->id = strcmp(raw->path, "-") ? str_copy(d->arena, str_of(raw->path))
                                       : str_format(d->arena, "%016llx", (unsigned long long)d->content_hash);
    buf_release(&text);
    buf_release(&source.text);
    arena_rewind(d->scratch, mark);
    return status;
}

/* A piece of a page that is known to be the article: no looking for it. */
static enum status read_fragment(const struct ingest_rules *r, const char *path, const struct html_source *source,
                                 struct str title, struct doc *d, struct fault *f)
{
    struct html_page page = {.arena = d->scratch, .source = source, .words = ingest_page_words(r)};
    uint32_t root = 0;
    struct html_article a = {.root = &root, .n_roots = 1, .fact[FIELD_TITLE] = {.value = title}};
    if (html_parse(path, &page, f))
        return f->status;
    html_mark(&page, TRUST_NOTHING);
    html_write(&page, &a, r, d);
    return OK;
}

enum status html_fragment(const struct ingest_rules *r, const char *path, struct str html, struct str title,
                          struct doc *d, struct fault *f)
{
    struct arena_mark mark = arena_mark(d->scratch);
    struct html_source source = {0};
    struct fault local;
    f = f ? f : &local;
    enum status status = html_prepare(html.n ? html : STR(""), path, d->scratch, &source, f);
    if (status == OK)
        status = read_fragment(r, path, &source, title, d, f);
    buf_release(&source.text);
    arena_rewind(d->scratch, mark);
    return status;
}
