/* tests/html_twice.h - a page's tree as text, parsed with texts and values put aside and without: the two are the same.
 */
#ifndef ENTENTE_TESTS_HTML_TWICE_H
#define ENTENTE_TESTS_HTML_TWICE_H

#include "ingest/html_int.h"

#include "base/utf8.h"

static inline unsigned depth_of(const struct html_page *page, uint32_t i)
{
    unsigned depth = 0;
    for (; i; i = page->node[i].parent)
        depth++;
    return depth;
}

/* White space folded, and without what only one of the two ways replaces: characters of control. */
static inline void describe_text(struct str s, struct buf *out)
{
    for (uint32_t at = 0, len; at < s.n; at += len) {
        uint32_t c = utf8_at(s, at, &len);
        bool control = (c < ' ' && !(c >= '\t' && c <= '\r' && c != '\v')) || (c >= 0x7F && c < 0xA0);
        if (control || c == 0xFFFD)
            continue;
        if (!cp_is_space(c))
            buf_add(out, s.s + at, len);
        else if (out->s[out->n - 1] != ' ')
            buf_add_char(out, ' ');
    }
}

static inline void describe_page(const struct html_page *page, struct buf *out)
{
    for (uint32_t i = 0; i < page->n; i++) {
        const struct html_node *n = &page->node[i];
        size_t before = out->n;
        buf_printf(out, "\n%u %u:", depth_of(page, i), (unsigned)n->tag);
        size_t bare = out->n + 1; /* with a blank behind it */
        describe_text(n->text, out);
        if (n->tag == HTML_TEXT && out->n <= bare && (out->n < bare || out->s[bare - 1] == ' '))
            out->n = before; /* where text is no text, as in a frameset, its blanks may be left: nobody sees them */
        for (unsigned k = 0; k < N_ATTRIBUTES; k++) {
            struct str value = html_attribute(page, i, (enum html_attribute)k);
            if (value.s) {
                buf_printf(out, " [%u]=", k);
                describe_text(value, out);
            }
        }
    }
}

/* Empty for a page that is refused. *out_n: how much was put aside. */
static inline struct str tree_of(struct arena *arena, struct str html, uint32_t *out_n)
{
    struct html_source source = {0};
    struct html_page page = {.arena = arena, .source = &source};
    struct fault f;
    struct buf out = {0};
    if (html_prepare(html, "page", arena, &source, &f) == OK && html_parse("page", &page, &f) == OK)
        describe_page(&page, &out);
    *out_n = source.aside.n;
    struct str tree = str_copy(arena, buf_str(&out));
    buf_release(&source.text);
    buf_release(&out);
    return tree;
}

/* A comment in front that names a character for private use is all it needs. Valid UTF-8 without NUL. */
static inline struct str tree_without_asides(struct arena *arena, struct str html)
{
    uint32_t n;
    return tree_of(arena, str_format(arena, "<!--&#xF0000;-->%.*s", STR_ARG(html)), &n);
}
static inline struct str tree_with_asides(struct arena *arena, struct str html, uint32_t *out_n)
{
    return tree_of(arena, str_format(arena, "<!---->%.*s", STR_ARG(html)), out_n);
}

#endif
