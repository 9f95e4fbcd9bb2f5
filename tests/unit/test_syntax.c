#include "base/file.h"
#include "record/names.h"
#include "syntax/conllu.h"
#include "syntax/model.h"
#include "syntax/syntax_int.h"
#include "syntax/train.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h> /* needs those above */

#include "small_network.h"

#define MODEL SOURCE_DIR "/lang/en/model/syntax.model"

struct fixture {
    struct syntax *syntax;
    struct arena arena, scratch;
};

static int setup(void **state)
{
    struct fixture *x = calloc(1, sizeof *x);
    struct fault f = {0};
    arena_init(&x->arena, 0);
    arena_init(&x->scratch, 0);
    if (syntax_load(MODEL, &x->syntax, &f)) {
        fprintf(stderr, "%s\n", f.message);
        return -1;
    }
    *state = x;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *x = *state;
    syntax_free(x->syntax);
    arena_release(&x->arena);
    arena_release(&x->scratch);
    free(x);
    return 0;
}

/* A document of sentences, one a line, tokens parted by blanks; a token that begins with "+" is glued to the one
 * before. */
static struct doc *doc_of(struct fixture *x, const char *text)
{
    struct doc *d = doc_new(&x->arena, &x->scratch);
    struct buf clean = {0};
    struct str rest = str_of(text), line, form;
    while (str_cut(&rest, '\n', &line)) {
        uint32_t first = d->tok.n;
        while (str_cut(&line, ' ', &form)) {
            bool glued = form.n > 1 && form.s[0] == '+';
            if (glued)
                form = str_slice(form, 1, form.n);
            else if (clean.n > 0)
                buf_add_char(&clean, ' ');
            struct tok *t = array_add(d->arena, &d->tok);
            t->span.start = (uint32_t)clean.n;
            buf_add_str(&clean, form);
            t->span.end = (uint32_t)clean.n;
            t->sent = d->sent.n;
            t->flags = glued ? TOK_GLUED : TOK_SPACE_BEFORE;
            t->mention = NONE;
        }
        struct sent *s = array_add(d->arena, &d->sent);
        *s = (struct sent){.first_tok = first, .end_tok = d->tok.n, .root_tok = NONE};
    }
    d->text = str_copy(&x->arena, buf_str(&clean));
    buf_release(&clean);
    return d;
}

static struct doc *parsed(struct fixture *x, const char *text)
{
    struct fault f = {0};
    struct doc *d = doc_of(x, text);
    assert_int_equal(syntax_parse(x->syntax, d, &f), OK);
    return d;
}

/* One root, every token reaches it, child lists agree with the heads. */
static void assert_tree(const struct doc *d)
{
    for (uint32_t i = 0; i < d->sent.n; i++) {
        const struct sent *s = &d->sent.v[i];
        uint32_t n = s->end_tok - s->first_tok, n_roots = 0, n_children = 0;
        for (uint32_t t = s->first_tok; t < s->end_tok; t++) {
            const struct tok *x = &d->tok.v[t];
            assert_true(x->upos != UPOS_NONE && x->xpos != XPOS_NONE && x->deprel != REL_NONE);
            assert_true(x->lemma.n > 0);
            assert_int_equal(x->head == NONE, x->deprel == REL_ROOT);
            n_roots += x->head == NONE;
            uint32_t steps = 0, up = t;
            for (; up != s->root_tok; up = d->tok.v[up].head) {
                assert_true(up >= s->first_tok && up < s->end_tok);
                assert_true(steps++ < n);
            }
            for (uint32_t c = tok_first_child(d, t); c != NONE; c = tok_next(d, c)) {
                assert_int_equal(d->tok.v[c].head, t);
                n_children++;
            }
        }
        assert_int_equal(n_roots, n > 0);
        assert_int_equal(n_children, n > 0 ? n - 1 : 0);
    }
}

static uint32_t find(const struct doc *d, const char *form)
{
    for (uint32_t t = 0; t < d->tok.n; t++)
        if (str_is(tok_str(d, t), form))
            return t;
    fail_msg("no token %s", form);
    return NONE;
}

static void assert_arc(const struct doc *d, const char *dependent, enum deprel relation, const char *head)
{
    uint32_t t = find(d, dependent);
    assert_string_equal(deprel_name(d->tok.v[t].deprel), deprel_name(relation));
    if (head)
        assert_int_equal(d->tok.v[t].head, find(d, head));
    else
        assert_int_equal(d->tok.v[t].head, NONE);
}

static void test_syntax__simple_sentence(void **state)
{
    struct doc *d = parsed(*state, "The president accused Iran of attacks on ships .");
    assert_tree(d);
    assert_arc(d, "accused", REL_ROOT, NULL);
    assert_arc(d, "president", REL_NSUBJ, "accused");
    assert_arc(d, "Iran", REL_OBJ, "accused");
    assert_arc(d, "attacks", REL_OBL, "accused");
    assert_arc(d, "ships", REL_NMOD, "attacks");
    assert_int_equal(d->tok.v[find(d, "accused")].xpos, XPOS_VBD);
    assert_true(str_is(d->tok.v[find(d, "accused")].lemma, "accuse"));
    assert_true(str_is(d->tok.v[find(d, "ships")].lemma, "ship"));
    assert_true(str_is(d->tok.v[find(d, "Iran")].lemma, "Iran"));
}

static void test_syntax__passive(void **state)
{
    struct doc *d = parsed(*state, "Three soldiers were killed by rebels in the north on Monday .");
    assert_tree(d);
    assert_arc(d, "killed", REL_ROOT, NULL);
    assert_arc(d, "soldiers", REL_NSUBJ_PASS, "killed");
    assert_arc(d, "were", REL_AUX_PASS, "killed");
    assert_arc(d, "rebels", REL_OBL_AGENT, "killed");
    assert_true(str_is(d->tok.v[find(d, "were")].lemma, "be"));
}

static void test_syntax__glued_words(void **state)
{
    struct doc *d = parsed(*state, "They do +n't support Putin +'s plan .\nHe ca +n\xE2\x80\x99t leave .");
    assert_tree(d);
    assert_true(str_is(d->tok.v[find(d, "n't")].lemma, "not"));
    assert_arc(d, "n't", REL_ADVMOD, "support");
    assert_arc(d, "Putin", REL_NMOD_POSS, "plan");
    assert_arc(d, "'s", REL_CASE, "Putin");
    assert_true(str_is(d->tok.v[find(d, "n\xE2\x80\x99t")].lemma, "not"));
    assert_true(str_is(d->tok.v[find(d, "ca")].lemma, "can"));
}

static void test_syntax__unseen_words(void **state)
{
    struct doc *d = parsed(*state, "The zorbists blorfed the Quaxians , who were glimping quietly .");
    assert_tree(d);
    assert_true(str_is(d->tok.v[find(d, "zorbists")].lemma, "zorbist"));
    assert_int_equal(d->tok.v[find(d, "blorfed")].upos, UPOS_VERB);
    assert_int_equal(d->tok.v[find(d, "Quaxians")].upos, UPOS_PROPN);
}

static void test_syntax__irregular_verbs(void **state)
{
    struct doc *d = parsed(*state, "A guard shot a trader .\nSeoul unfroze the assets .\nThe base was overrun .");
    assert_true(str_is(d->tok.v[find(d, "shot")].lemma, "shoot"));
    assert_true(str_is(d->tok.v[find(d, "unfroze")].lemma, "unfreeze"));
    assert_true(str_is(d->tok.v[find(d, "overrun")].lemma, "overrun"));
}

static void test_syntax__headlines(void **state)
{
    struct doc *d = parsed(
        *state,
        "IRAN ACCUSES UNITED STATES OF ATTACKS\nRussia Accuses Turkey of Supporting Rebels\nRussia accuses Turkey");
    assert_tree(d);
    assert_arc(d, "ACCUSES", REL_ROOT, NULL);
    assert_arc(d, "IRAN", REL_NSUBJ, "ACCUSES");
    assert_true(str_is(d->tok.v[find(d, "ACCUSES")].lemma, "accuse"));
    assert_arc(d, "Accuses", REL_ROOT, NULL);
    assert_arc(d, "Turkey", REL_OBJ, "Accuses");
    assert_arc(d, "accuses", REL_ROOT, NULL);
}

static void test_syntax__odd_sentences_are_trees(void **state)
{
    struct fixture *x = *state;
    assert_tree(parsed(x, "."));
    assert_tree(parsed(x, "( ( ( ) \" \" -- ... !"));
    assert_tree(
        parsed(x, "\xF0\x9F\x98\x80 \xD0\x9F\xD1\x83\xD1\x82\xD0\xB8\xD0\xBD \xE4\xB8\xAD\xE5\x9B\xBD 12,000 $5bn"));
    static const char *const word[] = {"the", "said", "Iran",    "of",      ",",  "and",
                                       "12",  "that", "attacks", "quickly", "\"", "to"};
    uint32_t seed = 7;
    for (uint32_t n = 1; n <= 500; n += n < 20 ? 1 : 37) {
        struct buf text = {0};
        for (uint32_t i = 0; i < n; i++) {
            seed = seed * 1664525u + 1013904223u;
            if (i > 0)
                buf_add_char(&text, ' ');
            buf_add_str(&text, str_of(word[(seed >> 16) % 12]));
        }
        assert_tree(parsed(x, text.s));
        buf_release(&text);
    }
    char *longest = malloc(3001);
    memset(longest, 'x', 3000);
    longest[3000] = '\0';
    assert_tree(parsed(x, longest)); /* one token beyond MAX_FORM_BYTES */
    free(longest);
}

/* Longer sentences than the network takes at once are one tree still. */
static void test_syntax__very_long_sentence(void **state)
{
    struct fixture *x = *state;
    struct buf text = {0};
    for (uint32_t i = 0; i < 2 * SYNTAX_MAX_WORDS + 5; i++)
        buf_add_str(&text, i % 9 ? STR("word ") : STR("said "));
    buf_add_char(&text, '.');
    struct doc *d = parsed(x, text.s);
    assert_true(d->tok.n > 2 * SYNTAX_MAX_WORDS);
    assert_tree(d);
    buf_release(&text);
}

/* Every path of the arithmetic gives the same trees. */
static void test_syntax__paths_agree(void **state)
{
    struct fixture *x = *state;
    const char *text =
        "Russia 's defence minister told reporters in Islamabad that the delivery of Mi-35M helicopters , "
        "agreed in 2015 , had been delayed .\nIran denied it .\nBLORFED ZORBISTS MEET";
    const struct lanes *path[3], *own = x->syntax->net.lanes;
    uint32_t n = lanes_usable(path);
    syntax_use_lanes(x->syntax, path[0]);
    struct doc *plain = parsed(x, text);
    for (uint32_t i = 1; i < n; i++) {
        syntax_use_lanes(x->syntax, path[i]);
        struct doc *d = parsed(x, text);
        for (uint32_t t = 0; t < d->tok.n; t++) {
            assert_int_equal(d->tok.v[t].head, plain->tok.v[t].head);
            assert_int_equal(d->tok.v[t].deprel, plain->tok.v[t].deprel);
            assert_int_equal(d->tok.v[t].xpos, plain->tok.v[t].xpos);
        }
    }
    syntax_use_lanes(x->syntax, own);
}

/* What makes a row's product largest: its weights above zero by the largest activation, those below it by the smallest.
 */
static void worst_input(const struct matrix *m, uint32_t row, const int8_t *w, const uint16_t *col, uint8_t *in)
{
    memset(in, ACTIVATION_ZERO, m->n_cols);
    for (uint32_t i = 0; i < m->n_blocks[row / LANE_ROWS] * (uint32_t)LANE_COLS; i++) {
        int8_t weight = w[i / LANE_COLS * LANE_BLOCK + row % LANE_ROWS * LANE_COLS + i % LANE_COLS];
        if (weight)
            in[col[i / LANE_COLS] + i % LANE_COLS] = ACTIVATION_ZERO + (weight > 0 ? ACTIVATION_ONE : -ACTIVATION_ONE);
    }
}

static void test_syntax__products_agree(void **state)
{
    struct fixture *x = *state;
    enum { N = LANE_ROWS };
    const struct network *net = &x->syntax->net;
    const struct matrix *matrix[] = {&net->layer[0], &net->layer[1], &net->layer[2],
                                     &net->out,      &net->bilinear, &net->relation};
    const struct lanes *path[3];
    uint32_t n_paths = lanes_usable(path);
    for (uint32_t i = 0; i < sizeof matrix / sizeof *matrix; i++) {
        const struct matrix *m = matrix[i];
        const int8_t *w = m->w;
        const uint16_t *col = m->col;
        uint8_t *in = test_malloc((size_t)N * m->n_cols);
        float *plain = test_malloc((size_t)N * m->n_rows * sizeof *plain);
        float *out = test_malloc((size_t)N * m->n_rows * sizeof *out);
        for (uint32_t row = 0; row < m->n_rows; row += N) {
            for (uint32_t r = 0; r < N; r++)
                worst_input(m, row + r, w, col, in + (size_t)r * m->n_cols);
            path[0]->multiply(m, in, N, plain);
            for (uint32_t p = 1; p < n_paths; p++) {
                path[p]->multiply(m, in, N, out);
                assert_memory_equal(out, plain, (size_t)N * m->n_rows * sizeof *out);
            }
            w += m->n_blocks[row / LANE_ROWS] * (size_t)LANE_BLOCK;
            col += m->n_blocks[row / LANE_ROWS];
        }
        test_free(in);
        test_free(plain);
        test_free(out);
    }
}

/* What was read stays: the same words, and the same letters of unknown ones, whatever their digits. Others are others.
 */
static void test_syntax__trees_are_kept(void **state)
{
    struct fixture *x = *state;
    static const struct {
        const char *text;
        bool known;
    } row[] = {
        {"A Zorbl-17 hit Gaza .", false}, {"A Zorbl-17 hit Gaza .", true}, {"A Zorbl-42 hit Gaza .", true},
        {"A Zorbm-17 hit Gaza .", false}, {"A Zorbl hit Gaza .", false},   {"A Zorbl-17 hit Gaza", false},
    };
    syntax_use_lanes(x->syntax, x->syntax->net.lanes);
    for (uint32_t i = 0; i < sizeof row / sizeof *row; i++) {
        struct word word[8];
        uint8_t tag[8], label[8];
        uint32_t head[8], n = 0;
        struct str rest = str_of(row[i].text), form;
        while (str_cut(&rest, ' ', &form)) {
            word_init(&word[n], &x->syntax->lex, form, n == 0, false);
            n++;
        }
        words_judge_case(word, n);
        struct network_sentence s = {word, n, tag, head, label};
        assert_int_equal(kept_trees_find(x->syntax->trees, &s), row[i].known);
        struct doc *d = parsed(x, row[i].text);
        assert_true(kept_trees_find(x->syntax->trees, &s));
        for (uint32_t t = 0; t < n; t++)
            assert_int_equal(d->tok.v[t].xpos, x->syntax->tag[tag[t]].xpos);
    }
}

static void test_syntax__empty_document(void **state)
{
    struct fixture *x = *state;
    struct fault f = {0};
    struct doc *d = doc_new(&x->arena, &x->scratch);
    assert_int_equal(syntax_parse(x->syntax, d, &f), OK);
    assert_int_equal(d->tok.n, 0);
}

/* What one sentence becomes does not depend on its neighbours or on what was parsed before. */
static void test_syntax__sentences_are_independent(void **state)
{
    const char *a = "Leaders met on Tuesday to discuss the crisis .", *b = "It failed .";
    char both[200];
    snprintf(both, sizeof both, "%s\n%s\n%s", b, a, b);
    struct doc *one = parsed(*state, a), *many = parsed(*state, both);
    for (uint32_t t = 0; t < one->tok.n; t++) {
        const struct tok *x = &one->tok.v[t], *y = &many->tok.v[t + 3];
        assert_int_equal(x->xpos, y->xpos);
        assert_int_equal(x->deprel, y->deprel);
        assert_true(x->head == NONE ? y->head == NONE : x->head + 3 == y->head);
        assert_true(str_eq(x->lemma, y->lemma));
    }
}

/* ---- the model file
 * -------------------------------------------------------------------------------------------------- */

static void assert_refused(struct str bytes, const char *why)
{
    char path[] = "/tmp/entente-model-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    FILE *file = fdopen(fd, "wb");
    fwrite(bytes.s, 1, bytes.n, file);
    fclose(file);
    struct syntax *s = NULL;
    struct fault f = {0};
    enum status status = syntax_load(path, &s, &f);
    remove(path);
    assert_int_equal(status, ST_ENVIRONMENT);
    assert_null(s);
    assert_non_null(strstr(f.message, why));
}

static void test_model__damage_is_noticed(void **state)
{
    (void)state;
    struct fault f = {0};
    struct buf model = {0};
    assert_int_equal(file_read(MODEL, 64 << 20, &model, &f), OK);
    assert_true(model.n <= 40u << 20);
    assert_refused(STR(""), "not a syntax model");
    assert_refused(STR("plain text"), "not a syntax model");
    assert_refused((struct str){model.s, (uint32_t)model.n - 5}, "cut off");
    model.s[model.n / 2] ^= 1;
    assert_refused(buf_str(&model), "checksum");
    model.s[model.n / 2] ^= 1;
    model.s[8] = 99;
    assert_refused(buf_str(&model), "format");
    buf_release(&model);
    struct syntax *s = NULL;
    assert_int_equal(syntax_load("/nonexistent/model", &s, &f), ST_ENVIRONMENT);
}

/* Blocks that lie outside their matrix, or are not in pairs, are not multiplied. */
static void test_model__blocks_that_do_not_fit_are_refused(void **state)
{
    (void)state;
    struct fault f = {0};
    struct buf model = {0};
    assert_int_equal(file_read(MODEL, 64 << 20, &model, &f), OK);
    struct model_header *h = (struct model_header *)model.s;
    uint16_t *blocks = (uint16_t *)(model.s + h->section[SECTION_BLOCKS].at);
    struct network_shape *shape = (struct network_shape *)(model.s + h->section[SECTION_SHAPE].at);
    uint32_t n_strips = 6 * shape->width / LANE_ROWS; /* of the first matrix, whose columns follow */
    const struct {
        uint32_t at;
        uint16_t value;
    } row[] = {
        {n_strips, (uint16_t)(2 * shape->embed)}, /* the first column behind its rows */
        {n_strips, 1},                            /* no block begins there */
        {0, (uint16_t)(blocks[0] - 1)},           /* an odd number */
        {0, UINT16_MAX - 1},                      /* more than there are */
    };
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        uint16_t own = blocks[row[i].at];
        blocks[row[i].at] = row[i].value;
        h->checksum = checksum_of(h + 1, model.n - sizeof *h);
        assert_refused(buf_str(&model), "a table does not fit");
        blocks[row[i].at] = own;
    }
    buf_release(&model);
}

/* ---- making a model ------------------------------------------------------------------------------------------------
 */

static void write_file(const char *path, struct str bytes)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes.s, 1, bytes.n, file), bytes.n);
    fclose(file);
}

static void test_train__a_network_becomes_a_model(void **state)
{
    (void)state;
    static const char net[] = "/tmp/entente-test.net", bank[] = "/tmp/entente-test.conllu",
                      out[] = "/tmp/entente-test.model";
    const char *const banks[] = {bank};
    struct syntax_train_options o = {0};
    struct fault f = {0};
    struct buf bytes = {0};
    small_network(&bytes, SMALL_NUMBERS);
    write_file(net, buf_str(&bytes));
    write_file(bank, STR(SMALL_TREEBANK));
    assert_int_equal(syntax_train(net, banks, 1, out, &o, &f), OK);
    struct fixture x = {0};
    arena_init(&x.arena, 0);
    arena_init(&x.scratch, 0);
    assert_int_equal(syntax_load(out, &x.syntax, &f), OK);
    assert_string_equal(syntax_version(x.syntax), "test-1");
    struct doc *d = parsed(&x, "Ships sailed unknownwards .");
    assert_tree(d);
    if (d->tok.v[1].xpos == XPOS_VBD)
        assert_true(str_is(d->tok.v[1].lemma, "sail"));
    syntax_free(x.syntax);
    arena_release(&x.arena);
    arena_release(&x.scratch);
    buf_release(&bytes);
    remove(out);

    small_network(&bytes, SMALL_NUMBERS - 1);
    write_file(net, buf_str(&bytes));
    assert_int_equal(syntax_train(net, banks, 1, out, &o, &f), ST_INPUT);
    assert_non_null(strstr(f.message, "bytes of numbers where its sizes ask for"));
    write_file(net, STR("entente-network 1\nv\n8 8 1 8 8 3 5 3 2000\n"));
    assert_int_equal(syntax_train(net, banks, 1, out, &o, &f), ST_INPUT);
    assert_non_null(strstr(f.message, "nine sizes in bounds"));
    write_file(net, STR("something else"));
    assert_int_equal(syntax_train(net, banks, 1, out, &o, &f), ST_INPUT);
    assert_non_null(strstr(f.message, "first line"));
    buf_release(&bytes);
    remove(net);
    remove(bank);
}

/* ---- CoNLL-U
 * ----------------------------------------------------------------------------------------------------------- */

#define SAMPLE                                                                                                         \
    "# sent_id = a\n# text = I don't.\n1\tI\tI\tPRON\tPRP\t_\t3\tnsubj\t_\t_\n"                                        \
    "2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n2\tdo\tdo\tAUX\tVBP\t_\t0\troot\t_\t_\n"                          \
    "3\tn't\tnot\tPART\tRB\t_\t2\tadvmod\t_\t_\n3.1\tgo\tgo\tVERB\tVB\t_\t_\t_\t_\t_\n4\t.\t.\tPUNCT\t.\t_"            \
    "\t2\tpunct\t_\t_\n\n"                                                                                             \
    "# newpar\n1\tYes\tyes\tINTJ\tUH\t_\t0\troot\t_\t_\n\n"

static void test_conllu__round_trip(void **state)
{
    struct fixture *x = *state;
    struct fault f = {0};
    struct doc *d = doc_new(&x->arena, &x->scratch);
    struct conllu_extra extra;
    assert_int_equal(conllu_read(STR(SAMPLE), "sample", d, &extra, &f), OK);
    assert_int_equal(d->sent.n, 2);
    assert_int_equal(d->tok.n, 5);
    assert_true(str_is(d->text, "I don't. Yes"));
    assert_int_equal(d->tok.v[2].flags, TOK_GLUED);
    assert_int_equal(d->tok.v[0].head, 2);
    struct buf out = {0};
    conllu_write(d, &extra, &out);
    assert_non_null(strstr(out.s, "# sent_id = a\n# text = I don't.\n1\tI\tI\tPRON"));
    assert_non_null(strstr(out.s, "2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n2\tdo\t"));
    assert_non_null(strstr(out.s, "# newpar\n1\tYes\tyes\tINTJ\tUH\t_\t0\troot\t_\t_\n\n"));
    assert_null(strstr(out.s, "3.1"));
    buf_release(&out);
}

static void test_conllu__made_from_text(void **state)
{
    struct fixture *x = *state;
    struct doc *d = doc_of(x, "I do +n't .");
    d->text = str_copy(&x->arena, STR("I don't ."));
    struct buf out = {0};
    conllu_write(d, NULL, &out);
    assert_non_null(strstr(out.s, "# text = "));
    assert_non_null(strstr(out.s, "2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\t_\n"));
    buf_release(&out);
}

static void test_conllu__bad_files_are_refused(void **state)
{
    struct fixture *x = *state;
    static const char *const bad[] = {
        "1\ttwo\tcolumns\n",
        "2\ta\ta\tX\tFW\t_\t0\troot\t_\t_\n",
        "1\ta\ta\tX\tFW\t_\t7\troot\t_\t_\n\n",
        "1\ta\ta\tX\tFW\t_\t1\troot\t_\t_\n\n",
        "1\ta\ta\tX\tFW\t_\t-1\troot\t_\t_\n\n",
        "1-0\ta\t_\t_\t_\t_\t_\t_\t_\t_\n",
        "1-3\ta\t_\t_\t_\t_\t_\t_\t_\t_\n1\ta\ta\tX\tFW\t_\t0\troot\t_\t_\n\n",
        "1\t\ta\tX\tFW\t_\t0\troot\t_\t_\n\n",
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct fault f = {0};
        struct conllu_extra extra;
        assert_int_equal(conllu_read(str_of(bad[i]), "bad.conllu", doc_new(&x->arena, &x->scratch), &extra, &f),
                         ST_INPUT);
        assert_non_null(strstr(f.message, "bad.conllu:"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_syntax__simple_sentence),
        cmocka_unit_test(test_syntax__passive),
        cmocka_unit_test(test_syntax__glued_words),
        cmocka_unit_test(test_syntax__unseen_words),
        cmocka_unit_test(test_syntax__irregular_verbs),
        cmocka_unit_test(test_syntax__headlines),
        cmocka_unit_test(test_syntax__odd_sentences_are_trees),
        cmocka_unit_test(test_syntax__empty_document),
        cmocka_unit_test(test_syntax__sentences_are_independent),
        cmocka_unit_test(test_syntax__very_long_sentence),
        cmocka_unit_test(test_syntax__paths_agree),
        cmocka_unit_test(test_syntax__products_agree),
        cmocka_unit_test(test_syntax__trees_are_kept),
        cmocka_unit_test(test_train__a_network_becomes_a_model),
        cmocka_unit_test(test_model__damage_is_noticed),
        cmocka_unit_test(test_model__blocks_that_do_not_fit_are_refused),
        cmocka_unit_test(test_conllu__round_trip),
        cmocka_unit_test(test_conllu__made_from_text),
        cmocka_unit_test(test_conllu__bad_files_are_refused),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
