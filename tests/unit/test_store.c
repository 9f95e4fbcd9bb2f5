#include "store/store.h"

#include "base/file.h"
#include "store/db.h"
#include "store/watched.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <sqlite3.h>

#include <cmocka.h>

/* "Russia met Pakistan." by hand: two mentions, twin events, a statement. */
static struct doc *make_doc(struct arena *a, struct arena *scratch, const char *id, const char *text)
{
    struct doc *d = doc_new(a, scratch);
    d->id = str_of(id);
    d->text = str_of(text);
    d->date = day_of(2018, 4, 6);
    d->content_hash = str_hash(d->text);
    *array_add(a, &d->sent) = (struct sent){.span = {0, d->text.n}, .end_tok = 0};
    for (uint32_t i = 0; i < 2; i++) {
        struct mention *m = array_add(a, &d->mention);
        *m = (struct mention){.span = {i ? 11 : 0, i ? 19 : 6}, .group = NONE, .entity = i, .how = HOW_GAZETTEER};
        m->phrase = m->span;
        snprintf(m->actor.code, sizeof m->actor.code, "%s", i ? "PAKGOV" : "RUS");
    }
    for (uint32_t i = 0; i < 2; i++) {
        struct event *e = array_add(a, &d->event);
        *e = (struct event){.type = EV_CONSULT,
                            .status = EST_ASSERTED,
                            .speaker_mention = NONE,
                            .content_of_event = NONE,
                            .reciprocal_of_event = i ? 0 : NONE,
                            .time = TIME_CURRENT,
                            .source_mention = i,
                            .target_mention = 1 - i,
                            .trigger = {7, 10},
                            .date = DATE_RANGE_NONE,
                            .date_span = SPAN_NONE,
                            .place_mention = NONE,
                            .rule = STR("consult.txt:1 meet.v"),
                            .confidence = 0.85f,
                            .counted = true,
                            .goldstein = 1.0f};
    }
    struct span *part = arena_alloc(a, sizeof *part);
    *part = (struct span){0, 6};
    struct stance *stance = arena_alloc(a, 2 * sizeof *stance);
    stance[0] = (struct stance){0, -1, STANCE_ACCUSES};
    stance[1] = (struct stance){0, 0, STANCE_DENIES};
    *array_add(a, &d->statement) = (struct statement){.content = *part,
                                                      .part = part,
                                                      .n_parts = 1,
                                                      .cue = SPAN_NONE,
                                                      .source_span = SPAN_NONE,
                                                      .speaker_mention = 1,
                                                      .addressee_mention = NONE,
                                                      .venue = SPAN_NONE,
                                                      .via = SPAN_NONE,
                                                      .stance_to = stance,
                                                      .n_stances = 2};
    *array_add(a, &d->ledger) = (struct ledger_entry){
        .kind = LEDGER_DEAL,
        .subject = STR("arms"),
        .topic = STR("missile"),
        .party = {{0, PARTY_SELLER}, {1, PARTY_BUYER}},
        .n_parties = 2,
        .n_obstacles = 1,
        .obstacle = {{STR("price"), {7, 10}, NONE, VOICE_REPORTER, STR("ledger.txt:2 price.n")}},
        .is_delayed = true,
        .delay = {day_of(2018, 4, 6), {day_of(2018, 1, 1), day_of(2018, 12, 31)}, DATE_RANGE_NONE},
        .checkable = true,
        .sign = -1, /* a deal has none */
        .says_kind = SPEAKER_OFFICE,
        .matter = {7, 10},
        .stage = STAGE_UNDER_WAY,
        .condition = SPAN_NONE,
        .due = {day_of(2019, 1, 1), day_of(2019, 12, 31)},
        .due_span = {11, 19},
        .says_mention = 1,
        .voice = VOICE_ATTRIBUTED,
        .certainty = 0.9f,
        .rule = STR("ledger.txt:1 deliver.v")};
    return d;
}

/* The suite is the same for both back ends: ENTENTE_TEST_STORE names a PostgreSQL database, else it is files. */
static const char *server(void)
{
    return getenv("ENTENTE_TEST_STORE");
}

/* Nothing is there: neither file nor tables. */
static void remove_store(const char *uri)
{
    struct db *db;
    struct fault f;
    if (server()) {
        assert_int_equal(db_open(uri, DB_WRITE, &db, &f), OK);
        assert_int_equal(db_exec(db, "DROP SCHEMA IF EXISTS entente CASCADE", &f), OK);
        db_close(db);
        return;
    }
    const char *endings[] = {"", "-wal", "-shm"};
    for (int i = 0; i < 3; i++) {
        char path[160];
        snprintf(path, sizeof path, "%s%s", uri, endings[i]);
        unlink(path);
    }
}

static void name_store(char *out, size_t size, const char *what)
{
    if (server())
        snprintf(out, size, "%s", server());
    else
        snprintf(out, size, "/tmp/entente-%s-%d.db", what, (int)getpid());
    remove_store(out);
}

struct fixture {
    char path[128];
    struct arena arena, scratch;
    struct store *store;
};

static int setup(void **state)
{
    struct fixture *x = calloc(1, sizeof *x);
    name_store(x->path, sizeof x->path, "store");
    arena_init(&x->arena, 0);
    arena_init(&x->scratch, 0);
    struct fault f;
    assert_int_equal(store_open(x->path, STORE_WRITE, &x->store, &f), OK);
    *state = x;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *x = *state;
    store_close(x->store);
    remove_store(x->path);
    arena_release(&x->arena);
    arena_release(&x->scratch);
    free(x);
    return 0;
}

static bool count_event(void *context, const struct store_event *e)
{
    ++*(int *)context;
    assert_true(str_is(e->sentence, "Russia met Pakistan."));
    assert_true(str_is(e->trigger, "met"));
    assert_true(str_is(e->source, "RUS") ? str_is(e->source_words, "Russia") : str_is(e->source_words, "Pakistan"));
    assert_int_equal(e->day, day_of(2018, 4, 6));
    assert_true(e->dated_by_document);
    return true;
}

static int count(struct store *s, struct store_query q)
{
    int n = 0;
    struct fault f;
    assert_int_equal(store_events(s, &q, count_event, &n, &f), OK);
    return n;
}

static void test_store__put_is_idempotent_and_found(void **state)
{
    struct fixture *x = *state;
    struct fault f;
    struct doc *d = make_doc(&x->arena, &x->scratch, "one", "Russia met Pakistan.");
    struct store_counts n;
    bool there = true;
    assert_int_equal(store_has(x->store, d, "1", &there, &f), OK);
    assert_false(there);
    for (int i = 0; i < 2; i++)
        assert_int_equal(store_put(x->store, d, "1", &f), OK);
    assert_int_equal(store_info(x->store, "1", &n, &f), OK);
    assert_int_equal(n.documents, 1);
    assert_int_equal(n.events, 2);
    assert_int_equal(n.stale_documents, 0);
    assert_int_equal(store_has(x->store, d, "1", &there, &f), OK);
    assert_true(there);
    assert_int_equal(store_has(x->store, d, "2", &there, &f), OK);
    assert_false(there);
    d->date++; /* somebody gives it another date: to be read again */
    assert_int_equal(store_has(x->store, d, "1", &there, &f), OK);
    assert_false(there);
    struct store_query both = {.a = STR("RUS"), .b = STR("PAK"), .from = DAY_NONE, .to = DAY_NONE};
    assert_int_equal(count(x->store, both), 2);
    both.exact = true; /* PAKGOV is not PAK */
    assert_int_equal(count(x->store, both), 0);
    struct store_query later = {.a = STR("RUS"), .from = day_of(2018, 4, 7), .to = DAY_NONE};
    assert_int_equal(count(x->store, later), 0);
    struct store_query other = {.a = STR("IND"), .from = DAY_NONE, .to = DAY_NONE};
    assert_int_equal(count(x->store, other), 0);
}

static bool add_line(void *context, struct str line)
{
    buf_add_str(context, line);
    buf_add_char(context, '\n');
    return true;
}

static void test_store__order_of_reading_does_not_matter(void **state)
{
    struct fixture *x = *state;
    struct fault f;
    struct doc *a = make_doc(&x->arena, &x->scratch, "a", "Russia met Pakistan.");
    struct doc *b = make_doc(&x->arena, &x->scratch, "b", "Russia met Pakistan.");
    struct buf first = {0}, second = {0};
    assert_int_equal(store_put(x->store, a, "1", &f) || store_put(x->store, b, "1", &f), OK);
    assert_int_equal(store_dump(x->store, add_line, &first, &f), OK);
    assert_int_equal(store_put(x->store, a, "1", &f), OK); /* a gets a new row number behind b */
    assert_int_equal(store_dump(x->store, add_line, &second, &f), OK);
    assert_true(str_starts(buf_str(&first), STR("documents\ta\t")));
    assert_string_equal(first.s, second.s);
    uint32_t problems = 1;
    assert_int_equal(store_check(x->store, &second, &problems, &f), OK);
    assert_int_equal(problems, 0);
    buf_release(&first);
    buf_release(&second);
}

static void test_store__foreign_files_are_refused(void **state)
{
    (void)state;
    char path[64];
    snprintf(path, sizeof path, "/tmp/entente-foreign-%d.db", (int)getpid());
    FILE *out = fopen(path, "w");
    for (int i = 0; i < 4096; i++)
        fputc('x', out);
    fclose(out);
    struct store *s = NULL;
    struct fault f = {0};
    assert_int_equal(store_open(path, STORE_WRITE, &s, &f), ST_ENVIRONMENT);
    assert_null(s);
    assert_non_null(strstr(f.message, path));
    unlink(path);
    assert_int_equal(store_open("/nonexistent/x.db", STORE_READ, &s, &f), ST_ENVIRONMENT);
}

/* A database of another program is left as it is, to the byte. */
static void test_store__foreign_databases_are_not_touched(void **state)
{
    (void)state;
    char path[64];
    snprintf(path, sizeof path, "/tmp/entente-other-%d.db", (int)getpid());
    sqlite3 *db;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "CREATE TABLE documents (mine)", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
    struct file_map map;
    struct fault f = {0};
    assert_int_equal(file_map(path, &map, &f), OK);
    uint64_t before = str_hash((struct str){map.data, (uint32_t)map.n_bytes});
    file_unmap(&map);
    struct store *s = NULL;
    assert_int_equal(store_open(path, STORE_WRITE, &s, &f), ST_ENVIRONMENT);
    assert_non_null(strstr(f.message, "another program"));
    assert_int_equal(file_map(path, &map, &f), OK);
    assert_true(before == str_hash((struct str){map.data, (uint32_t)map.n_bytes}));
    file_unmap(&map);
    unlink(path);
}

enum { DOCS_EACH = 40, N_WRITERS = 3 };

struct writing {
    const char *path;
    int writer;
    bool good;
    struct fault fault;
};

static void *write_many(void *context)
{
    struct writing *w = context;
    struct arena arena, scratch;
    arena_init(&arena, 0);
    arena_init(&scratch, 0);
    struct store *s = NULL;
    w->good = store_open(w->path, STORE_WRITE, &s, &w->fault) == OK;
    for (int i = 0; w->good && i < DOCS_EACH; i++) {
        char id[32];
        snprintf(id, sizeof id, "%d-%d", w->writer, i);
        struct doc *d = make_doc(&arena, &scratch, id, "Russia met Pakistan.");
        w->good = store_put(s, d, "1", &w->fault) == OK;
        arena_clear(&arena);
    }
    store_close(s);
    arena_release(&arena);
    arena_release(&scratch);
    return NULL;
}

/* From a store that is not there yet on: all documents of all writers are in it. */
static void test_store__writers_wait_for_each_other(void **state)
{
    (void)state;
    char path[128];
    for (int round = 0; round < 5; round++) {
        name_store(path, sizeof path, "writers");
        pthread_t thread[N_WRITERS];
        struct writing w[N_WRITERS];
        for (int i = 0; i < N_WRITERS; i++) {
            w[i] = (struct writing){.path = path, .writer = i};
            assert_int_equal(pthread_create(&thread[i], NULL, write_many, &w[i]), 0);
        }
        for (int i = 0; i < N_WRITERS; i++)
            pthread_join(thread[i], NULL);
        for (int i = 0; i < N_WRITERS; i++)
            if (!w[i].good)
                fail_msg("writer %d: %s", i, w[i].fault.message);
        struct store *s;
        struct store_counts n;
        struct fault f;
        assert_int_equal(store_open(path, STORE_READ, &s, &f), OK);
        assert_int_equal(store_info(s, "1", &n, &f), OK);
        assert_int_equal(n.documents, N_WRITERS * DOCS_EACH);
        store_close(s);
        remove_store(path);
    }
}

/* A reader neither waits for a transaction nor sees into it. */
static void test_store__a_reader_sees_what_is_committed(void **state)
{
    struct fixture *x = *state;
    struct fault f;
    struct store *reader;
    struct store_query all = {.from = DAY_NONE, .to = DAY_NONE};
    assert_int_equal(store_put(x->store, make_doc(&x->arena, &x->scratch, "one", "Russia met Pakistan."), "1", &f), OK);
    assert_int_equal(store_open(x->path, STORE_READ, &reader, &f), OK);
    struct db *db;
    assert_int_equal(db_open(x->path, DB_WRITE, &db, &f) || db_begin(db, &f), OK);
    assert_int_equal(db_exec(db, "DELETE FROM events", &f), OK);
    assert_int_equal(count(reader, all), 2);
    assert_int_equal(db_commit(db, &f), OK);
    assert_int_equal(count(reader, all), 0);
    assert_int_equal(store_put(reader, make_doc(&x->arena, &x->scratch, "two", "Russia met Pakistan."), "1", &f),
                     ST_ENVIRONMENT); /* opened for reading */
    db_close(db);
    store_close(reader);
}

static void test_store__several_in_one_transaction(void **state)
{
    struct fixture *x = *state;
    struct fault f;
    struct store *reader;
    struct store_query all = {.from = DAY_NONE, .to = DAY_NONE};
    struct doc *bare = make_doc(&x->arena, &x->scratch, "bare", "Russia met Pakistan, too.");
    bare->sent.n = bare->mention.n = bare->event.n = bare->statement.n = bare->ledger.n = 0;
    assert_int_equal(store_open(x->path, STORE_READ, &reader, &f), OK);
    assert_int_equal(store_begin(x->store, &f) || store_begin(x->store, &f), OK);
    assert_int_equal(store_put(x->store, make_doc(&x->arena, &x->scratch, "one", "Russia met Pakistan."), "1", &f), OK);
    assert_int_equal(store_put(x->store, make_doc(&x->arena, &x->scratch, "two", "Russia met Pakistan."), "1", &f), OK);
    assert_int_equal(count(x->store, all), 4);
    assert_int_equal(count(reader, all), 0);
    assert_int_equal(store_commit(x->store, &f) || store_commit(x->store, &f), OK);
    assert_int_equal(count(reader, all), 4);
    store_close(reader);

    struct buf problems = {0}; /* one document twice: of the words of the first text nothing is left */
    uint32_t n = 0;
    assert_int_equal(store_begin(x->store, &f), OK);
    assert_int_equal(store_put(x->store, make_doc(&x->arena, &x->scratch, "two", "Russia met Bahrain."), "1", &f), OK);
    assert_int_equal(store_put(x->store, make_doc(&x->arena, &x->scratch, "two", "Russia met Pakistan."), "2", &f), OK);
    assert_int_equal(store_commit(x->store, &f) || store_check(x->store, &problems, &n, &f), OK);
    assert_int_equal(n, 0);
    buf_release(&problems);

    struct db *db; /* where one cannot be put, none is kept */
    assert_int_equal(db_open(x->path, DB_WRITE, &db, &f), OK);
    assert_int_equal(db_exec(db, "ALTER TABLE sentences RENAME TO elsewhere", &f), OK);
    bool there;
    assert_int_equal(store_begin(x->store, &f) || store_put(x->store, bare, "1", &f), OK);
    assert_int_equal(store_has(x->store, bare, "1", &there, &f) || !there, OK);
    assert_int_equal(store_put(x->store, make_doc(&x->arena, &x->scratch, "four", "Russia met Pakistan."), "1", &f),
                     ST_ENVIRONMENT);
    assert_int_equal(store_put(x->store, bare, "1", &f), ST_ENVIRONMENT);
    assert_int_equal(store_commit(x->store, &f), ST_ENVIRONMENT);
    assert_non_null(strstr(f.message, "another document of the same transaction"));
    assert_int_equal(store_has(x->store, bare, "1", &there, &f) || there, OK);
    assert_int_equal(db_exec(db, "ALTER TABLE elsewhere RENAME TO sentences", &f), OK);
    db_close(db);
    assert_int_equal(store_put(x->store, bare, "1", &f), OK);
    assert_int_equal(store_has(x->store, bare, "1", &there, &f) || !there, OK);
}

static void test_store__what_was_not_coded_is_not_kept_without_an_original(void **state)
{
    struct fixture *x = *state;
    struct fault f;
    struct doc *d = make_doc(&x->arena, &x->scratch, "one", "Russia met Pakistan.");
    bool there;
    d->duplicate_of = STR("gone");
    assert_int_equal(store_put(x->store, d, "1", &f), OK);
    assert_int_equal(d->duplicate_of.n, 0);
    assert_int_equal(store_has(x->store, d, "1", &there, &f) || there, OK);
    assert_int_equal(store_put(x->store, d, "1", &f), OK);
    assert_int_equal(store_has(x->store, d, "1", &there, &f) || !there, OK);
}

static bool note_order(void *context, const struct store_event *e)
{
    char *out = context;
    char *end = out + strlen(out);
    end[0] = e->day == DAY_NONE ? '?' : e->doc_id.s[0];
    end[1] = '\0';
    return true;
}

static void test_store__windows_and_orders(void **state)
{
    struct fixture *x = *state;
    struct fault f;
    const int32_t days[] = {day_of(2018, 4, 6), day_of(2018, 4, 5), DAY_NONE};
    const char *const ids[] = {"a", "b", "c"};
    for (int i = 0; i < 3; i++) {
        struct doc *d = make_doc(&x->arena, &x->scratch, ids[i], "Russia met Pakistan.");
        d->date = days[i];
        assert_int_equal(store_put(x->store, d, "1", &f), OK);
    }
    const struct {
        struct store_query q;
        const char *order;
    } cases[] = {
        {{.from = DAY_NONE, .to = DAY_NONE}, "??bbaa"},
        {{.from = DAY_NONE, .to = DAY_NONE, .latest_first = true}, "aabb??"},
        {{.from = day_of(2018, 4, 6), .to = DAY_NONE}, "aa"},
        {{.from = DAY_NONE, .to = day_of(2018, 4, 5), .without_words = true}, "bb"},
        {{.from = day_of(2018, 4, 6), .to = DAY_NONE, .undated_too = true}, "??aa"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char order[16] = "";
        assert_int_equal(store_events(x->store, &cases[i].q, note_order, order, &f), OK);
        assert_string_equal(order, cases[i].order);
    }
}

static bool count_statement(void *context, const struct store_statement *q)
{
    ++*(int *)context;
    assert_true(str_is(q->speaker, "PAKGOV"));
    assert_true(str_is(q->content, "Russia"));
    assert_true(str_is(q->stance, "RUS -1 accuses RUS 0 denies"));
    return true;
}

static void test_store__statements_are_found_by_actor_and_words(void **state)
{
    struct fixture *x = *state;
    struct fault f;
    assert_int_equal(store_put(x->store, make_doc(&x->arena, &x->scratch, "one", "Russia met Pakistan."), "1", &f), OK);
    const struct {
        struct store_statement_query q;
        int n;
    } cases[] = {
        {{.from = DAY_NONE, .to_day = DAY_NONE}, 1},
        {{.by = STR("PAK"), .from = DAY_NONE, .to_day = DAY_NONE}, 1},
        {{.by = STR("PAK"), .exact = true, .from = DAY_NONE, .to_day = DAY_NONE}, 0},
        {{.by = STR("RUS"), .from = DAY_NONE, .to_day = DAY_NONE}, 0},
        {{.to = STR("RUS"), .from = DAY_NONE, .to_day = DAY_NONE}, 0},
        {{.concerning = STR("RUS"), .from = DAY_NONE, .to_day = DAY_NONE}, 1}, /* the content names it */
        {{.concerning = STR("PAK"), .from = DAY_NONE, .to_day = DAY_NONE}, 0},
        {{.about = STR("rUSS"), .from = DAY_NONE, .to_day = DAY_NONE}, 1},
        {{.about = STR("%"), .from = DAY_NONE, .to_day = DAY_NONE}, 0},
        {{.from = day_of(2018, 4, 7), .to_day = DAY_NONE}, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int n = 0;
        assert_int_equal(store_statements(x->store, &cases[i].q, count_statement, &n, &f), OK);
        assert_int_equal(n, cases[i].n);
    }
}

static void test_store__knows_its_actors_and_origins(void **state)
{
    struct fixture *x = *state;
    struct fault f;
    struct buf origins = {0};
    const struct store_import imports[] = {{.origin = STR("two"), .format = STR("keds"), .file = STR("b.tsv")},
                                           {.origin = STR("one"), .format = STR("keds"), .file = STR("a.tsv")}};
    const struct imported_row row = {
        .n = 1, .day = 0, .source = STR("KEN"), .target = STR("XQXMIL"), .native_code = STR("031")};
    assert_int_equal(store_put(x->store, make_doc(&x->arena, &x->scratch, "one", "Russia met Pakistan."), "1", &f), OK);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(store_import_begin(x->store, &imports[i], &f), OK);
        assert_int_equal(store_import_row(x->store, &row, &f), OK);
        assert_int_equal(store_import_end(x->store, 1, 0, &f), OK);
    }
    const struct {
        struct str code;
        bool has;
    } cases[] = {{STR("RUS"), true},    {STR("PAKGOV"), true}, {STR("PAKMIL"), false}, {STR("XQX"), true},
                 {STR("XQXMIL"), true}, {STR("KEN"), true},    {STR("XQ"), true},      {STR("TZA"), false}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        bool has;
        assert_int_equal(store_has_actor(x->store, cases[i].code, &has, &f), OK);
        assert_int_equal(has, cases[i].has);
    }
    bool has;
    assert_int_equal(store_has_origin(x->store, STR("two"), &has, &f), OK);
    assert_true(has);
    assert_int_equal(store_has_origin(x->store, STR("t"), &has, &f), OK);
    assert_false(has);
    assert_int_equal(store_origins(x->store, &origins, &f), OK);
    assert_string_equal(origins.s, "one, two");
    buf_release(&origins);
}

struct found {
    char ids[64]; /* with the place, a blank after each */
};

static bool note_found(void *context, const struct store_sentence *s)
{
    struct found *x = context;
    snprintf(x->ids + strlen(x->ids), sizeof x->ids - strlen(x->ids), "%.*s@%u-%u ", STR_ARG(s->doc_id),
             (unsigned)s->start, (unsigned)s->end);
    return true;
}

static const char *find(struct store *s, const char *words, struct found *x)
{
    struct fault f;
    struct store_search wanted = {str_of(words), DAY_NONE, DAY_NONE};
    x->ids[0] = '\0';
    assert_int_equal(store_search(s, &wanted, note_found, x, &f), OK);
    return x->ids;
}

static void test_store__sentences_are_found_by_their_words(void **state)
{
    struct fixture *x = *state;
    struct fault f;
    struct found got;
    struct buf problems = {0};
    char text[] = "Russia met Pakistan on S-400s. \xc3\x9c"
                  "ber \xe2\x80\x9cS-400\xe2\x80\x9d or NOT, near a ladder.";
    struct doc *d = make_doc(&x->arena, &x->scratch, "long", text);
    d->sent.v[0].span.end = 30;
    *array_add(&x->arena, &d->sent) = (struct sent){.span = {31, d->text.n}};
    assert_int_equal(store_put(x->store, make_doc(&x->arena, &x->scratch, "one", "Russia met Pakistan."), "1", &f), OK);
    assert_int_equal(store_put(x->store, d, "1", &f), OK);
    static const struct {
        const char *words, *found;
    } cases[] = {
        {"russia", "long@0-30 one@0-20 "},
        {"PAKISTAN Russia", "long@0-30 one@0-20 "},
        {"\"met pakistan\"", "long@0-30 one@0-20 "},
        {"\"pakistan met\"", ""},
        {"russ", ""},
        {"s-400", "long@31-66 "},
        {"\"S 400\" \xc3\xbc"
         "ber",
         "long@31-66 "},
        {"\xc3\x9c"
         "BER",
         "long@31-66 "},
        {"400-S", ""},
        {"russia ladder", ""}, /* not in one sentence */
        {"near", "long@31-66 "},
        {"not or", "long@31-66 "},
        {"(a) words:near*", ""},
        {"NEAR(a, 5)", ""},
        {"{near}' -- a;", "long@31-66 "},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_string_equal(find(x->store, cases[i].words, &got), cases[i].found);
    const char *const refused[] = {"", "\"russia", "*"};
    for (size_t i = 0; i < 3; i++) {
        struct store_search wanted = {str_of(refused[i]), DAY_NONE, DAY_NONE};
        assert_int_equal(store_search(x->store, &wanted, note_found, &got, &f), ST_USAGE);
    }
    uint32_t n = 1;
    bool found;
    assert_int_equal(
        store_put(x->store, make_doc(&x->arena, &x->scratch, "long", "Russia met Pakistan, too."), "1", &f),
        OK); /* replaces it */
    assert_string_equal(find(x->store, "ladder", &got), "");
    assert_string_equal(find(x->store, "too", &got), "long@0-25 ");
    assert_int_equal(store_check(x->store, &problems, &n, &f), OK);
    assert_int_equal(n, 0);
    assert_int_equal(store_forget(x->store, STR("long"), &found, &f), OK);
    assert_string_equal(find(x->store, "russia", &got), "one@0-20 ");
    buf_release(&problems);
}

/* An index that has lost a document, or holds one too many, is found out. */
static void test_store__check_looks_into_the_index_of_words(void **state)
{
    struct fixture *x = *state;
    struct fault f;
    struct db *db;
    struct buf problems = {0};
    uint32_t n = 0;
    assert_int_equal(store_put(x->store, make_doc(&x->arena, &x->scratch, "one", "Russia met Pakistan."), "1", &f), OK);
    assert_int_equal(db_open(x->path, DB_WRITE, &db, &f), OK);
    assert_int_equal(db_exec(db,
                             server() ? "DELETE FROM document_words"
                                      : "INSERT INTO document_words (document_words) VALUES ('delete-all')",
                             &f),
                     OK);
    assert_int_equal(store_check(x->store, &problems, &n, &f), OK);
    assert_int_equal(n, 1);
    assert_non_null(strstr(problems.s, "the index of words is not that of the documents"));
    db_close(db);
    buf_release(&problems);
}

/* Schema 2 had no number for what came later; what was read into it is there still. */
static void test_store__an_older_store_is_brought_up_to_date(void **state)
{
    struct fixture *x = *state;
    struct fault f;
    struct db *db;
    struct store *reader;
    int now = 0, number = 0;
    struct found got;
    assert_int_equal(store_put(x->store, make_doc(&x->arena, &x->scratch, "one", "Russia met Pakistan."), "1", &f), OK);
    assert_int_equal(db_open(x->path, DB_WRITE, &db, &f) || db_schema(db, &now, &f) || db_set_schema(db, 2, &f), OK);
    assert_int_equal(db_exec(db,
                             "DROP TABLE document_words; ALTER TABLE documents DROP COLUMN blocks; "
                             "ALTER TABLE documents DROP COLUMN pretokenized",
                             &f),
                     OK);
    assert_int_equal(store_open(x->path, STORE_READ, &reader, &f), OK);
    assert_int_equal(db_schema(db, &number, &f), OK);
    assert_int_equal(number, now);
    assert_int_equal(count(reader, (struct store_query){.from = DAY_NONE, .to = DAY_NONE}), 2);
    assert_string_equal(find(reader, "pakistan", &got), "one@0-20 ");
    store_close(reader);
    assert_int_equal(db_set_schema(db, now + 1, &f), OK);
    assert_int_equal(store_open(x->path, STORE_READ, &reader, &f), ST_ENVIRONMENT);
    assert_non_null(strstr(f.message, "this program works with schema"));
    db_close(db);
}

static struct doc *make_printed(struct fixture *x, const char *id)
{
    struct doc *d = make_doc(&x->arena, &x->scratch, id, "Russia met Pakistan.");
    d->fingerprint.n_words = 40;
    for (uint32_t i = 0; i < FINGERPRINT_VALUES; i++)
        d->fingerprint.least[i] = 7 * i + 1;
    return d;
}

static int64_t count_bands(struct db *db)
{
    struct db_stmt *q;
    struct fault f;
    bool row = false;
    assert_int_equal(db_prepare(db, "SELECT count(*) FROM bands", &q, &f) || db_step(q, &row, &f), OK);
    int64_t n = row ? db_int(q, 0) : -1;
    db_finish(q);
    return n;
}

/* Bands are no row's that goes with another, so they must be taken away; and schema 4 had others. */
static void test_store__bands_go_with_their_document_and_are_made_anew(void **state)
{
    struct fixture *x = *state;
    struct fault f;
    struct db *db;
    struct store *again;
    bool found = false;
    struct doc *first = make_printed(x, "first"), *second = make_printed(x, "second"),
               *third = make_printed(x, "third");
    assert_int_equal(db_open(x->path, DB_WRITE, &db, &f), OK);
    for (int i = 0; i < 2; i++) { /* the second time in place of the first */
        assert_int_equal(store_put(x->store, first, "1", &f) || store_put(x->store, second, "1", &f), OK);
        assert_int_equal(count_bands(db), 2 * FINGERPRINT_BANDS);
        assert_true(str_is(second->duplicate_of, "first"));
    }
    assert_int_equal(store_forget(x->store, STR("first"), &found, &f), OK);
    assert_true(found);
    assert_int_equal(count_bands(db), FINGERPRINT_BANDS);
    assert_int_equal(db_exec(db, "DROP TABLE bands", &f) || db_set_schema(db, 4, &f), OK);
    assert_int_equal(store_open(x->path, STORE_WRITE, &again, &f), OK);
    assert_int_equal(count_bands(db), FINGERPRINT_BANDS);
    assert_int_equal(store_put(again, third, "1", &f), OK);
    assert_true(str_is(third->duplicate_of, "second"));
    struct buf problems = {0};
    uint32_t n = 1;
    assert_int_equal(store_check(again, &problems, &n, &f), OK);
    assert_int_equal(n, 0);
    assert_int_equal(db_exec(db, "INSERT INTO bands (band, day, doc) VALUES (1, 2, 99)", &f), OK);
    assert_int_equal(store_check(again, &problems, &n, &f), OK);
    assert_int_equal(n, 1);
    assert_non_null(strstr(problems.s, "bands: 1 rows of documents that have no fingerprint"));
    buf_release(&problems);
    store_close(again);
    db_close(db);
}

static void test_store__what_is_watched_comes_back_by_address_and_by_time(void **state)
{
    struct fixture *x = *state;
    struct fault f;
    struct watched got;
    bool found;
    struct watched rows[] = {
        {.url = STR("http://f/"), .etag = STR("\"1\""), .due = 5},
        {.url = STR("http://f/b"), .feed = STR("http://f/"), .item = STR("{}"), .due = 20, .content_hash = UINT64_MAX},
        {.url = STR("http://f/a"), .feed = STR("http://f/"), .due = 20, .n_versions = 2, .n_failures = 3},
        {.url = STR("http://f/c"), .feed = STR("http://f/"), .due = WATCHED_NEVER}};
    assert_int_equal(watched_put(x->store, rows, 4, &f), OK);
    assert_int_equal(watched_get(x->store, STR("http://f/b"), &x->arena, &got, &found, &f), OK);
    assert_true(found && str_is(got.item, "{}") && str_is(got.feed, "http://f/") && got.content_hash == UINT64_MAX);
    assert_int_equal(watched_get(x->store, STR("http://f/d"), &x->arena, &got, &found, &f), OK);
    assert_false(found);
    assert_int_equal(watched_next(x->store, 19, &x->arena, &got, &found, &f), OK);
    assert_false(found); /* a feed is no article */
    assert_int_equal(watched_next(x->store, 20, &x->arena, &got, &found, &f), OK);
    assert_true(found && str_is(got.url, "http://f/a") && got.n_versions == 2 && got.n_failures == 3);
    got.due = 30;
    assert_int_equal(watched_put(x->store, &got, 1, &f), OK); /* in place of the row that was there */
    assert_int_equal(watched_next(x->store, WATCHED_NEVER - 1, &x->arena, &got, &found, &f), OK);
    assert_true(found && str_is(got.url, "http://f/b"));
}

static bool check_claim(void *context, const struct store_claim *c)
{
    struct buf *ids = context;
    buf_add_str(ids, c->doc_id);
    assert_int_equal(c->claim, 0);
    assert_int_equal(c->kind, LEDGER_DEAL);
    assert_int_equal(c->stage, STAGE_UNDER_WAY);
    assert_int_equal(c->outcome, OUTCOME_OPEN);
    assert_int_equal(c->voice, VOICE_ATTRIBUTED);
    assert_true(str_is(c->subject, "arms") && str_is(c->topic, "missile") && str_is(c->matter, "met"));
    assert_true(str_is(c->parties, "seller RUS - buyer PAKGOV -") && str_is(c->obstacles, "price"));
    assert_true(str_is(c->speaker, "PAKGOV") && str_is(c->speaker_words, "Pakistan") && !c->condition.n);
    assert_true(str_is(c->due_words, "Pakistan") && c->due.from == day_of(2019, 1, 1));
    assert_true(c->due.to == day_of(2019, 12, 31) && c->is_delayed && c->checkable);
    assert_int_equal(c->sign, 0);
    assert_true(str_is(c->speaker_kind, "office"));
    assert_int_equal(c->delay.day, day_of(2018, 4, 6));
    assert_int_equal(c->delay.from.to, day_of(2018, 12, 31));
    assert_int_equal(c->delay.until.from, DAY_NONE);
    assert_true(c->certainty > 0.899 && c->certainty < 0.901);
    assert_true(str_is(c->sentence, "Russia met Pakistan.") && c->start == 0 && c->end == 20);
    assert_true(str_is(c->rule, "ledger.txt:1 deliver.v"));
    return true;
}

static void test_store__claims_come_back_by_day_and_go_with_their_document(void **state)
{
    struct fixture *x = *state;
    struct fault f;
    struct buf ids = {0};
    struct doc *early = make_doc(&x->arena, &x->scratch, "b", "Russia met Pakistan.");
    struct doc *undated = make_doc(&x->arena, &x->scratch, "a", "Russia met Pakistan.");
    early->date = day_of(2017, 1, 1);
    undated->date = DAY_NONE;
    assert_int_equal(store_put(x->store, undated, "1", &f), OK);
    assert_int_equal(store_put(x->store, make_doc(&x->arena, &x->scratch, "c", "Russia met Pakistan."), "1", &f), OK);
    assert_int_equal(store_put(x->store, early, "1", &f), OK);
    assert_int_equal(store_claims(x->store, check_claim, &ids, &f), OK);
    assert_string_equal(ids.s, "bca");
    bool found;
    buf_clear(&ids);
    assert_int_equal(store_forget(x->store, STR("c"), &found, &f), OK);
    early->ledger.n = 0; /* read again, and nothing found */
    assert_int_equal(store_put(x->store, early, "2", &f), OK);
    assert_int_equal(store_claims(x->store, check_claim, &ids, &f), OK);
    assert_string_equal(ids.s, "a");
    buf_release(&ids);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_store__put_is_idempotent_and_found, setup, teardown),
        cmocka_unit_test_setup_teardown(test_store__sentences_are_found_by_their_words, setup, teardown),
        cmocka_unit_test_setup_teardown(test_store__check_looks_into_the_index_of_words, setup, teardown),
        cmocka_unit_test_setup_teardown(test_store__order_of_reading_does_not_matter, setup, teardown),
        cmocka_unit_test(test_store__foreign_files_are_refused),
        cmocka_unit_test(test_store__foreign_databases_are_not_touched),
        cmocka_unit_test(test_store__writers_wait_for_each_other),
        cmocka_unit_test_setup_teardown(test_store__a_reader_sees_what_is_committed, setup, teardown),
        cmocka_unit_test_setup_teardown(test_store__several_in_one_transaction, setup, teardown),
        cmocka_unit_test_setup_teardown(test_store__what_was_not_coded_is_not_kept_without_an_original, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_store__an_older_store_is_brought_up_to_date, setup, teardown),
        cmocka_unit_test_setup_teardown(test_store__bands_go_with_their_document_and_are_made_anew, setup, teardown),
        cmocka_unit_test_setup_teardown(test_store__windows_and_orders, setup, teardown),
        cmocka_unit_test_setup_teardown(test_store__what_is_watched_comes_back_by_address_and_by_time, setup, teardown),
        cmocka_unit_test_setup_teardown(test_store__statements_are_found_by_actor_and_words, setup, teardown),
        cmocka_unit_test_setup_teardown(test_store__knows_its_actors_and_origins, setup, teardown),
        cmocka_unit_test_setup_teardown(test_store__claims_come_back_by_day_and_go_with_their_document, setup,
                                        teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
