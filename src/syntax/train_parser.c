/* Parser training with a dynamic oracle (Goldberg, Nivre 2013): the parser mostly follows its own choices and learns,
 * wherever it gets to, which steps lose no further arc. */
#include "syntax/train_int.h"

#include <assert.h>

enum {
    EXPLORE_PERCENT = 90, /* steps of later rounds that follow the guess rather than the best right step */
    NO_STOP_PERCENT = 5,  /* sentences shown without their full stop, as in headlines */
};

/* ---- projective trees ---------------------------------------------------------------------------------------------
 */

static bool is_above(const uint32_t *head, uint32_t top, uint32_t x, uint32_t n)
{
    while (x != top && x <= n)
        x = head[x];
    return x == top;
}

uint32_t projectivise(uint32_t *head, uint32_t n)
{
    /* Lift the shortest crossing arc to its head's head, again and again (Nivre, Nilsson 2005). Ends: depths only
     * shrink. */
    for (uint32_t n_lifted = 0;; n_lifted++) {
        uint32_t worst = 0, shortest = UINT32_MAX;
        for (uint32_t d = 1; d <= n; d++) {
            uint32_t h = head[d], lo = h < d ? h : d, hi = h < d ? d : h;
            if (h > n || hi - lo >= shortest)
                continue;
            for (uint32_t k = lo + 1; k < hi; k++)
                if (!is_above(head, h, k, n)) {
                    worst = d;
                    shortest = hi - lo;
                    break;
                }
        }
        if (worst == 0)
            return n_lifted;
        head[worst] = head[head[worst]];
    }
}

/* ---- oracle ---------------------------------------------------------------------------------------------------------
 */

struct oracle {
    uint32_t n;
    const struct gold *tok;             /* tok[0] is word 1 */
    uint32_t *head;                     /* 1 .. n */
    uint32_t *first_child, *next_child; /* of the gold tree, rising */
};

static void oracle_begin(struct oracle *o, const struct gold *tok, uint32_t n, bool dropped)
{
    o->n = n;
    o->tok = tok;
    for (uint32_t i = 1; i <= n + 1; i++)
        o->first_child[i] = 0;
    for (uint32_t i = n; i >= 1; i--) {
        uint32_t h = tok[i - 1].head;
        if (dropped && h == n + 2)
            h = n + 1; /* the root moved up with the full stop gone */
        o->head[i] = h;
        o->next_child[i] = o->first_child[h];
        o->first_child[h] = i;
    }
}

static uint32_t n_children_from(const struct oracle *o, uint32_t x, uint32_t from)
{
    uint32_t n = 0;
    for (uint32_t c = o->first_child[x]; c; c = o->next_child[c])
        n += c >= from;
    return n;
}

/* How many gold arcs each action makes unreachable; NONE where the parser may not take it. */
static void costs(const struct oracle *o, const struct parse *p, uint32_t cost[N_ACTIONS])
{
    uint32_t top = p->n_stack > 0 ? p->stack[p->n_stack - 1] : 0, below = p->n_stack > 1 ? p->stack[p->n_stack - 2] : 0;
    for (int a = 0; a < N_ACTIONS; a++)
        cost[a] = parse_may(p, a) ? 0 : NONE;
    if (cost[ACTION_LEFT] == 0)
        cost[ACTION_LEFT] =
            (below != 0 && o->head[top] == below) + (o->head[top] > p->next) + n_children_from(o, top, p->next);
    if (cost[ACTION_RIGHT] == 0)
        cost[ACTION_RIGHT] = (o->head[top] >= p->next) + n_children_from(o, top, p->next);
    if (cost[ACTION_SHIFT] == 0) {
        uint32_t head = o->head[p->next], lost = head < p->next && head != top && p->node[head].head == 0;
        for (uint32_t c = o->first_child[p->next]; c && c < p->next; c = o->next_child[c])
            lost += p->node[c].head == 0;
        cost[ACTION_SHIFT] = lost;
    }
}

struct choice {
    int action;
    uint8_t label;
    int32_t score;
};

static struct choice best_of(const int32_t *score, int action, uint32_t n_labels)
{
    struct choice c = {action, 0, score[0]};
    if (action == ACTION_SHIFT)
        return c;
    const int32_t *of = score + action_class(action, 0, n_labels);
    c.label = 1;
    for (uint32_t l = 2; l < n_labels; l++)
        if (of[l] > of[c.label])
            c.label = (uint8_t)l;
    c.score = of[c.label];
    return c;
}

/* One step: guess, learn where the guess is wrong, go on. */
static bool step(const struct corpus *c, const struct oracle *o, struct parse *p, struct learner *l, bool explore,
                 uint32_t *n_wrong)
{
    uint64_t feature[MAX_PARSE_FEATURES];
    int32_t score[MAX_CLASSES] = {0};
    uint32_t cost[N_ACTIONS], lowest = NONE, n = parse_features(p, feature);
    learner_score(l, feature, n, score);
    costs(o, p, cost);
    for (int a = 0; a < N_ACTIONS; a++)
        lowest = cost[a] < lowest ? cost[a] : lowest;
    struct choice guess = {-1, 0, 0}, good = {-1, 0, 0};
    uint32_t top = p->n_stack > 0 ? p->stack[p->n_stack - 1] : 0;
    for (int a = 0; a < N_ACTIONS; a++) {
        if (cost[a] == NONE)
            continue;
        struct choice any = best_of(score, a, c->n_labels);
        if (guess.action < 0 || any.score > guess.score)
            guess = any;
        if (cost[a] != lowest)
            continue;
        struct choice right = any;
        if (a != ACTION_SHIFT) {
            /* Also for a wrong head the label stays that of the word: nothing better is known. A root label is not
             * learnt here. */
            right.label = o->tok[top - 1].label ? o->tok[top - 1].label : any.label;
            right.score = score[action_class(a, right.label, c->n_labels)];
        }
        if (good.action < 0 || right.score > good.score)
            good = right;
    }
    assert(good.action >= 0);
    bool is_right = cost[guess.action] == lowest && (guess.action == ACTION_SHIFT || o->tok[top - 1].label == 0 ||
                                                     guess.label == o->tok[top - 1].label);
    if (!is_right) {
        ++*n_wrong;
        learner_update(l, feature, n, action_class(good.action, good.label, c->n_labels),
                       action_class(guess.action, guess.label, c->n_labels));
    }
    struct choice taken = explore ? guess : is_right ? guess : good;
    parse_do(p, taken.action, taken.label);
    return is_right;
}

void parser_learn(const struct corpus *c, const struct syntax_train_options *o, struct learner *l)
{
    uint64_t seed = o->seed + 77;
    uint32_t size = c->longest + 3;
    uint32_t *order = arena_alloc(&l->arena, c->sent.n * sizeof *order);
    struct word *w = arena_zalloc(&l->arena, size * sizeof *w);
    struct parse p = {.node = arena_alloc(&l->arena, size * sizeof *p.node),
                      .stack = arena_alloc(&l->arena, size * sizeof *p.stack)};
    struct oracle oracle = {.head = arena_alloc(&l->arena, size * sizeof *oracle.head),
                            .first_child = arena_alloc(&l->arena, size * sizeof *oracle.first_child),
                            .next_child = arena_alloc(&l->arena, size * sizeof *oracle.next_child)};
    for (uint32_t i = 0; i < c->sent.n; i++)
        order[i] = i;
    for (uint32_t epoch = 0; epoch < o->parser_epochs; epoch++) {
        uint32_t n_wrong = 0, n_steps = 0;
        random_shuffle(&seed, order, c->sent.n);
        for (uint32_t k = 0; k < c->sent.n; k++) {
            const struct gold_sent *s = &c->sent.v[order[k]];
            bool drop = s->ends_in_stop && random_chance(&seed, NO_STOP_PERCENT);
            uint32_t n = s->n - drop;
            memcpy(w, c->word + s->first, n * sizeof *w);
            for (uint32_t i = 0; i < n; i++)
                w[i].tag = c->tok.v[s->first + i].guess;
            oracle_begin(&oracle, &c->tok.v[s->first], n, drop);
            parse_begin(&p, w, c->tag, n);
            l->time++;
            while (!parse_done(&p)) {
                bool left = parse_may(&p, ACTION_LEFT), right = parse_may(&p, ACTION_RIGHT);
                if (!left && !right) {
                    parse_do(&p, ACTION_SHIFT, 0);
                } else if (p.next > n && !right) {
                    parse_do(&p, ACTION_LEFT, 0);
                } else {
                    step(c, &oracle, &p, l, epoch > 0 && random_chance(&seed, EXPLORE_PERCENT), &n_wrong);
                    n_steps++;
                }
            }
        }
        train_say(o, "parser, round %u: %.2f %% of the steps wrong while learning", epoch + 1,
                  100.0 * n_wrong / (n_steps ? n_steps : 1));
    }
    l->time++;
}
