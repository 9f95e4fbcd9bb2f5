/* The ledger's claims, read back. */
#include "record/names.h"
#include "store/store_int.h"

/* clang-format off */
#define CODE(code) "CASE " code " WHEN '' THEN '-' ELSE " code " END"
static const char CLAIMS_SQL[] =
    "SELECT d.id, d.title, d.day, l.claim, l.kind, l.stage, l.outcome, l.voice, l.subject, l.topic, "
    CUT("l.matter_start", "l.matter_end") ", " CUT("l.condition_start", "l.condition_end") ", "
    CUT("l.due_start", "l.due_end") ", "
    "(SELECT group_concat(p.role || ' ' || " CODE("p.code") " || ' ' || p.country, ' ') FROM "
    "(SELECT p.role, p.code, coalesce(m.country, '-') AS country FROM ledger_parties p "
    "JOIN mentions m ON m.doc = p.doc AND m.mention = p.mention "
    "WHERE p.doc = l.doc AND p.claim = l.claim ORDER BY p.party) p), "
    "(SELECT group_concat(o.kind, ' ') FROM (SELECT * FROM ledger_obstacles o "
    "WHERE o.doc = l.doc AND o.claim = l.claim ORDER BY o.obstacle) o), "
    "m.code, m.name, " CUT("m.\"start\"", "m.\"end\"") ", l.due_from, l.due_to, l.is_delayed, l.checkable, "
    "l.told, l.was_due_from, l.was_due_to, l.now_due_from, l.now_due_to, l.certainty, "
    CUT("s.\"start\"", "s.\"end\"") ", s.\"start\", s.\"end\", l.rule, l.sign, l.speaker_kind, l.portion, l.is_part "
    "FROM ledger l JOIN documents d USING (doc) "
    "JOIN sentences s ON s.doc = l.doc AND s.sentence = l.sentence "
    "LEFT JOIN mentions m ON m.doc = l.doc AND m.mention = l.speaker "
    "ORDER BY d.day NULLS LAST, d.id, l.claim";
/* clang-format on */

static enum voice voice_of(struct str name)
{
    for (int v = VOICE_REPORTER; v <= VOICE_AUTHOR; v++)
        if (str_is(name, voice_name((enum voice)v)))
            return (enum voice)v;
    return VOICE_REPORTER;
}

static struct date_range range_columns(struct db_stmt *q, int column)
{
    return (struct date_range){day_column(q, column), day_column(q, column + 1)};
}

static void read_claim(struct db_stmt *q, struct store_claim *out)
{
    *out = (struct store_claim){
        .doc_id = db_text(q, 0),
        .doc_title = db_text(q, 1),
        .doc_day = day_column(q, 2),
        .claim = (uint32_t)db_int(q, 3),
        .kind = ledger_kind_of(db_text(q, 4)),
        .stage = ledger_stage_of(db_text(q, 5)),
        .outcome = ledger_outcome_of(db_text(q, 6)),
        .voice = voice_of(db_text(q, 7)),
        .subject = db_text(q, 8),
        .topic = db_text(q, 9),
        .matter = db_text(q, 10),
        .condition = db_text(q, 11),
        .due_words = db_text(q, 12),
        .parties = db_text(q, 13),
        .obstacles = db_text(q, 14),
        .speaker = db_text(q, 15),
        .speaker_name = db_text(q, 16),
        .speaker_words = db_text(q, 17),
        .due = range_columns(q, 18),
        .is_delayed = db_int(q, 20),
        .checkable = db_int(q, 21),
        .delay = {day_column(q, 22), range_columns(q, 23), range_columns(q, 25)},
        .certainty = db_real(q, 27),
        .sentence = db_text(q, 28),
        .start = (uint32_t)db_int(q, 29),
        .end = (uint32_t)db_int(q, 30),
        .rule = db_text(q, 31),
        .sign = (int8_t)db_int(q, 32),
        .speaker_kind = db_text(q, 33),
        .portion = db_text(q, 34),
        .is_part = db_int(q, 35),
    };
}

enum status store_claims(struct store *s, store_claim_fn *fn, void *context, struct fault *f)
{
    struct db_stmt *q;
    if (db_prepare(s->db, CLAIMS_SQL, &q, f))
        return f->status;
    enum status status;
    bool more;
    while (!(status = db_step(q, &more, f)) && more) {
        struct store_claim c;
        read_claim(q, &c);
        if (!fn(context, &c))
            break;
    }
    db_finish(q);
    return status;
}
