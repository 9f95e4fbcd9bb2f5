/* One network of `entente blocs` as a JSON object. */
#include "command/blocs.h"
#include "command/evidence.h"
#include "command/groupings.h"

#include <math.h>

/* Names as keys; they hold no NUL. */
static void key_node(struct json *j, const struct bloc_network *b, uint32_t v, struct arena *arena)
{
    json_key(j, str_copy(arena, b->file.name[v]).s);
}

static void key_num(struct json *j, const char *key, double v, int n_decimals)
{
    json_key(j, key);
    json_num(j, v, n_decimals);
}

static void write_camps(const struct bloc_network *b, struct arena *arena, struct json *j)
{
    json_key(j, "camps");
    json_object(j);
    for (uint32_t v = 0; v < b->file.graph.n_nodes; v++) {
        key_node(j, b, v, arena);
        json_int(j, (int64_t)b->number[b->partition.camp[v]] + 1);
    }
    json_object_end(j);
}

static void write_shared(const struct bloc_network *b, struct arena *arena, struct json *j)
{
    json_key(j, "shared");
    if (!b->shared.group) {
        json_null(j);
        return;
    }
    json_object(j);
    json_key(j, "proven");
    json_bool(j, b->shared.proven);
    json_key(j, "groups");
    json_object(j);
    for (uint32_t v = 0; v < b->file.graph.n_nodes; v++) {
        key_node(j, b, v, arena);
        json_int(j, (int64_t)b->shared.group[v] + 1);
    }
    json_object_end(j);
    json_key(j, "fits_nowhere");
    json_array(j);
    for (uint32_t v = 0; v < b->file.graph.n_nodes; v++)
        if (bloc_fits_nowhere(b, v))
            json_str(j, b->file.name[v]);
    json_array_end(j);
    json_object_end(j);
}

static void write_frustrated(const struct bloc_network *b, struct json *j)
{
    const struct signed_graph *g = &b->file.graph;
    json_key(j, "frustrated");
    json_array(j);
    for (uint32_t e = 0; e < g->n_edges; e++) {
        if (!signed_edge_frustrated(&g->edge[e], b->partition.camp))
            continue;
        json_object(j);
        json_key(j, "a");
        json_str(j, b->file.name[g->edge[e].a]);
        json_key(j, "b");
        json_str(j, b->file.name[g->edge[e].b]);
        key_num(j, "weight", g->edge[e].weight, 9);
        json_object_end(j);
    }
    json_array_end(j);
}

static void write_triangles(const struct bloc_network *b, struct json *j)
{
    json_key(j, "triangles");
    json_object(j);
    for (int k = 0; k < N_TRIAD_KINDS; k++) {
        json_key(j, triad_kind_name((enum triad_kind)k));
        json_int(j, b->n_triads[k]);
    }
    json_key(j, "strongest_between");
    json_array(j);
    for (uint32_t i = 0; i < b->n_between_triads; i++) {
        const struct triad *t = &b->between_triad[i];
        json_object(j);
        json_key(j, "who");
        json_str(j, b->file.name[t->node[t->apex]]);
        json_key(j, "foes");
        json_array(j);
        for (uint32_t k = 0; k < 3; k++)
            if (k != t->apex)
                json_str(j, b->file.name[t->node[k]]);
        json_array_end(j);
        key_num(j, "strength", t->strength, 6);
        json_object_end(j);
    }
    json_array_end(j);
    json_object_end(j);
}

static void write_between(const struct bloc_network *b, struct json *j)
{
    json_key(j, "between");
    if (!b->between.n) {
        json_null(j);
        return;
    }
    json_object(j);
    json_key(j, "sides");
    json_array(j);
    json_str(j, b->side[0]);
    json_str(j, b->side[1]);
    json_array_end(j);
    json_key(j, "actors");
    json_array(j);
    for (uint32_t i = 0; i < b->between.n; i++) {
        const struct between *x = &b->between.v[i];
        json_object(j);
        json_key(j, "actor");
        json_str(j, x->actor);
        json_key(j, "close");
        json_array(j);
        json_num(j, x->hedging.close[0], 3);
        json_num(j, x->hedging.close[1], 3);
        json_array_end(j);
        key_num(j, "hedging", x->hedging.hedging, 3);
        key_num(j, "alignment", x->hedging.alignment, 3);
        key_num(j, "nonalignment", x->hedging.nonalignment, 3);
        key_num(j, "moved", x->moved, 3);
        json_key(j, "triangles");
        json_int(j, x->n_triangles);
        json_object_end(j);
    }
    json_array_end(j);
    json_object_end(j);
}

static void write_changes(const struct bloc_network *b, struct json *j)
{
    json_key(j, "changes");
    if (!b->before) {
        json_null(j);
        return;
    }
    json_array(j);
    for (uint32_t v = 0; v < b->file.graph.n_nodes; v++) {
        uint32_t now = b->number[b->partition.camp[v]];
        if (b->before[v] == now)
            continue;
        json_object(j);
        json_key(j, "actor");
        json_str(j, b->file.name[v]);
        json_key(j, "from");
        if (b->before[v] == NO_CAMP)
            json_null(j);
        else
            json_int(j, (int64_t)b->before[v] + 1);
        json_key(j, "to");
        json_int(j, (int64_t)now + 1);
        json_object_end(j);
    }
    json_array_end(j);
}

static void write_stability(const struct bloc_network *b, struct arena *arena, struct json *j)
{
    json_key(j, "stability");
    json_object(j);
    json_key(j, "n");
    json_int(j, b->stability.n_divisions);
    json_key(j, "camps");
    json_object(j);
    for (uint32_t c = 0; c < b->partition.n_camps; c++) {
        json_key(j, str_format(arena, "%u", (unsigned)b->number[c] + 1).s);
        json_num(j, b->stability.of_camp[c], 3);
    }
    json_object_end(j);
    json_key(j, "nodes");
    json_object(j);
    for (uint32_t v = 0; v < b->file.graph.n_nodes; v++) {
        key_node(j, b, v, arena);
        json_num(j, b->stability.of_node[v], 3);
    }
    json_object_end(j);
    json_object_end(j);
}

static void write_shuffles(const struct shuffled *s, struct json *j)
{
    json_key(j, "shuffles");
    json_object(j);
    json_key(j, "n");
    json_int(j, s->n);
    key_num(j, "as_low", s->n ? (double)s->n_as_low / s->n : NAN, 6);
    key_num(j, "quick", s->observed, 9);
    key_num(j, "mean", s->mean, 9);
    key_num(j, "lowest", s->lowest, 9);
    json_object_end(j);
}

static void write_organisation(const struct bloc_network *b, const struct organisation *o, struct json *j)
{
    json_object(j);
    json_key(j, "kind");
    json_str(j, STR("membership"));
    json_key(j, "code");
    json_str(j, o->code);
    json_key(j, "name");
    json_str(j, o->name);
    json_key(j, "members");
    json_array(j);
    for (uint32_t i = 0; i < o->node.n; i++)
        json_str(j, b->file.name[o->node.v[i]]);
    json_array_end(j);
    json_key(j, "camp");
    json_int(j, (int64_t)b->number[o->camp] + 1);
    json_key(j, "in_camp");
    json_int(j, o->n_in_camp);
    key_num(j, "alike", o->alike, 3);
    json_object_end(j);
}

static void write_claimed(const struct follow_entry *e, struct json *j)
{
    json_object(j);
    json_key(j, "kind");
    json_str(j, STR("claimed"));
    json_key(j, "name");
    json_str(j, e->matter);
    json_key(j, "members");
    json_array(j);
    for (uint32_t i = 0; i < e->party.n; i++)
        json_str_or_null(j, e->party.v[i].code);
    json_array_end(j);
    json_key(j, "told");
    entry_json(e, j);
    json_object_end(j);
}

static void write_groupings(const struct bloc_network *b, struct json *j)
{
    const struct groupings *g = b->groupings;
    if (!g)
        return;
    json_key(j, "memberships");
    json_array(j);
    for (uint32_t i = 0; i < g->organisation.n; i++)
        write_organisation(b, &g->organisation.v[i], j);
    json_array_end(j);
    json_key(j, "memberships_told");
    json_array(j);
    for (uint32_t i = 0; i < g->told.n; i++)
        entry_json(g->told.v[i], j);
    json_array_end(j);
    json_key(j, "claimed");
    json_array(j);
    for (uint32_t i = 0; i < g->claimed.n; i++)
        write_claimed(g->claimed.v[i], j);
    json_array_end(j);
}

void bloc_json(const struct bloc_network *b, const struct bloc_settings *s, struct arena *arena, struct buf *out)
{
    struct json j;
    char from[11], to[11];
    day_write(b->days.from, from);
    day_write(b->days.to, to);
    json_init(&j, out);
    json_object(&j);
    key_num(&j, "frustration", b->partition.frustration, 9);
    key_num(&j, "bound", b->partition.bound, 9);
    json_key(&j, "optimal");
    json_bool(&j, b->partition.optimal);
    write_camps(b, arena, &j);
    json_key(&j, "kind");
    json_str(&j, STR("partition"));
    json_key(&j, "from");
    json_str_or_null(&j, str_of(from));
    json_key(&j, "to");
    json_str_or_null(&j, str_of(to));
    write_frustrated(b, &j);
    write_shared(b, arena, &j);
    write_triangles(b, &j);
    write_between(b, &j);
    write_changes(b, &j);
    write_groupings(b, &j);
    if (s->n_resamples)
        write_stability(b, arena, &j);
    if (s->n_shuffles)
        write_shuffles(&b->shuffled, &j);
    json_object_end(&j);
    buf_add_char(out, '\n');
}
