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

static void write_camps(const struct bloc_network *b, struct arena *arena, struct json *j)
{
    json_key_object(j, "camps");
    for (uint32_t v = 0; v < b->file.graph.n_nodes; v++) {
        key_node(j, b, v, arena);
        json_int(j, (int64_t)b->number[b->partition.camp[v]] + 1);
    }
    json_object_end(j);
}

static void write_shared(const struct bloc_network *b, struct arena *arena, struct json *j)
{
    if (!b->shared.group) {
        json_key_null(j, "shared");
        return;
    }
    json_key_object(j, "shared");
    json_key_bool(j, "proven", b->shared.proven);
    json_key_object(j, "groups");
    for (uint32_t v = 0; v < b->file.graph.n_nodes; v++) {
        key_node(j, b, v, arena);
        json_int(j, (int64_t)b->shared.group[v] + 1);
    }
    json_object_end(j);
    json_key_array(j, "fits_nowhere");
    for (uint32_t v = 0; v < b->file.graph.n_nodes; v++)
        if (bloc_fits_nowhere(b, v))
            json_str(j, b->file.name[v]);
    json_array_end(j);
    json_object_end(j);
}

static void write_frustrated(const struct bloc_network *b, struct json *j)
{
    const struct signed_graph *g = &b->file.graph;
    json_key_array(j, "frustrated");
    for (uint32_t e = 0; e < g->n_edges; e++) {
        if (!signed_edge_frustrated(&g->edge[e], b->partition.camp))
            continue;
        json_object(j);
        json_key_str(j, "a", b->file.name[g->edge[e].a]);
        json_key_str(j, "b", b->file.name[g->edge[e].b]);
        json_key_num(j, "weight", g->edge[e].weight, 9);
        json_object_end(j);
    }
    json_array_end(j);
}

static void write_triangles(const struct bloc_network *b, struct json *j)
{
    json_key_object(j, "triangles");
    for (int k = 0; k < N_TRIAD_KINDS; k++)
        json_key_int(j, triad_kind_name((enum triad_kind)k), b->n_triads[k]);
    json_key_array(j, "strongest_between");
    for (uint32_t i = 0; i < b->n_between_triads; i++) {
        const struct triad *t = &b->between_triad[i];
        json_object(j);
        json_key_str(j, "who", b->file.name[t->node[t->apex]]);
        json_key_array(j, "foes");
        for (uint32_t k = 0; k < 3; k++)
            if (k != t->apex)
                json_str(j, b->file.name[t->node[k]]);
        json_array_end(j);
        json_key_num(j, "strength", t->strength, 6);
        json_object_end(j);
    }
    json_array_end(j);
    json_object_end(j);
}

static void write_between(const struct bloc_network *b, struct json *j)
{
    if (!b->between.n) {
        json_key_null(j, "between");
        return;
    }
    json_key_object(j, "between");
    json_key_array(j, "sides");
    json_str(j, b->side[0]);
    json_str(j, b->side[1]);
    json_array_end(j);
    json_key_array(j, "actors");
    for (uint32_t i = 0; i < b->between.n; i++) {
        const struct between *x = &b->between.v[i];
        json_object(j);
        json_key_str(j, "actor", x->actor);
        json_key_array(j, "close");
        json_num(j, x->hedging.close[0], 3);
        json_num(j, x->hedging.close[1], 3);
        json_array_end(j);
        json_key_num(j, "hedging", x->hedging.hedging, 3);
        json_key_num(j, "alignment", x->hedging.alignment, 3);
        json_key_num(j, "nonalignment", x->hedging.nonalignment, 3);
        json_key_num(j, "moved", x->moved, 3);
        json_key_int(j, "triangles", x->n_triangles);
        json_object_end(j);
    }
    json_array_end(j);
    json_object_end(j);
}

static void write_changes(const struct bloc_network *b, struct json *j)
{
    if (!b->before) {
        json_key_null(j, "changes");
        return;
    }
    json_key_array(j, "changes");
    for (uint32_t v = 0; v < b->file.graph.n_nodes; v++) {
        uint32_t now = b->number[b->partition.camp[v]];
        if (b->before[v] == now)
            continue;
        json_object(j);
        json_key_str(j, "actor", b->file.name[v]);
        json_key(j, "from");
        if (b->before[v] == NO_CAMP)
            json_null(j);
        else
            json_int(j, (int64_t)b->before[v] + 1);
        json_key_int(j, "to", (int64_t)now + 1);
        json_object_end(j);
    }
    json_array_end(j);
}

static void write_stability(const struct bloc_network *b, struct arena *arena, struct json *j)
{
    json_key_object(j, "stability");
    json_key_int(j, "n", b->stability.n_divisions);
    json_key_object(j, "camps");
    for (uint32_t c = 0; c < b->partition.n_camps; c++)
        json_key_num(j, str_format(arena, "%u", (unsigned)b->number[c] + 1).s, b->stability.of_camp[c], 3);
    json_object_end(j);
    json_key_object(j, "nodes");
    for (uint32_t v = 0; v < b->file.graph.n_nodes; v++) {
        key_node(j, b, v, arena);
        json_num(j, b->stability.of_node[v], 3);
    }
    json_object_end(j);
    json_object_end(j);
}

static void write_shuffles(const struct shuffled *s, struct json *j)
{
    json_key_object(j, "shuffles");
    json_key_int(j, "n", s->n);
    json_key_num(j, "as_low", s->n ? (double)s->n_as_low / s->n : NAN, 6);
    json_key_num(j, "quick", s->observed, 9);
    json_key_num(j, "mean", s->mean, 9);
    json_key_num(j, "lowest", s->lowest, 9);
    json_object_end(j);
}

static void write_organisation(const struct bloc_network *b, const struct organisation *o, struct json *j)
{
    json_object(j);
    json_key_str(j, "kind", STR("membership"));
    json_key_str(j, "code", o->code);
    json_key_str(j, "name", o->name);
    json_key_array(j, "members");
    for (uint32_t i = 0; i < o->node.n; i++)
        json_str(j, b->file.name[o->node.v[i]]);
    json_array_end(j);
    json_key_int(j, "camp", (int64_t)b->number[o->camp] + 1);
    json_key_int(j, "in_camp", o->n_in_camp);
    json_key_num(j, "alike", o->alike, 3);
    json_object_end(j);
}

static void write_claimed(const struct follow_entry *e, struct json *j)
{
    json_object(j);
    json_key_str(j, "kind", STR("claimed"));
    json_key_str(j, "name", e->matter);
    json_key_array(j, "members");
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
    json_key_array(j, "memberships");
    for (uint32_t i = 0; i < g->organisation.n; i++)
        write_organisation(b, &g->organisation.v[i], j);
    json_array_end(j);
    json_key_array(j, "memberships_told");
    for (uint32_t i = 0; i < g->told.n; i++)
        entry_json(g->told.v[i], j);
    json_array_end(j);
    json_key_array(j, "claimed");
    for (uint32_t i = 0; i < g->claimed.n; i++)
        write_claimed(g->claimed.v[i], j);
    json_array_end(j);
}

void bloc_json(const struct bloc_network *b, const struct bloc_settings *s, struct arena *arena, struct buf *out)
{
    struct json j;
    json_init(&j, out);
    json_object(&j);
    json_key_num(&j, "frustration", b->partition.frustration, 9);
    json_key_num(&j, "bound", b->partition.bound, 9);
    json_key_bool(&j, "optimal", b->partition.optimal);
    write_camps(b, arena, &j);
    json_key_str(&j, "kind", STR("partition"));
    json_key_day(&j, "from", b->days.from);
    json_key_day(&j, "to", b->days.to);
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
