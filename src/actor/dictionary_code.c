/* Codes of CAMEO and ICEWS dictionaries in ours: docs/formats/dictionaries.md. */
#include "actor/dictionary.h"

struct pair {
    char from[4], to[4]; /* to empty: says nothing that our codes say */
};

static const char *pair_find(const struct pair *table, size_t n, const char *part)
{
    for (size_t i = 0; i < n; i++)
        if (memcmp(table[i].from, part, 3) == 0)
            return table[i].to;
    return NULL;
}

/* Sectors; MED is media there and medicine here. */
static const char *sector_of(const char *part)
{
    static const struct pair table[] = {
        {"GOV", "GOV"}, {"MIL", "MIL"}, {"LEG", "LEG"}, {"JUD", "JUD"}, {"COP", "COP"}, {"SPY", "SPY"}, {"PTY", "PTY"},
        {"OPP", "OPP"}, {"REB", "REB"}, {"INS", "REB"}, {"SEP", "REB"}, {"PRM", "PRM"}, {"UAF", "UAF"}, {"UNK", "UNK"},
        {"AGR", "AGR"}, {"BUS", "BUS"}, {"MNC", "BUS"}, {"CRM", "CRM"}, {"CVL", "CVL"}, {"SET", "CVL"}, {"EDU", "EDU"},
        {"ELI", "ELI"}, {"JRN", "JRN"}, {"MED", "JRN"}, {"LAB", "LAB"}, {"HLH", "MED"}, {"REF", "REF"}, {"PRE", "PRE"},
        {"REL", "REL"}, {"SOC", "SOC"}, {"HRI", "SOC"}, {"ENV", "SOC"}, {"NGO", "SOC"}, {"DEV", ""},    {"RAD", ""},
        {"MOD", ""},    {"CHR", "REL"}, {"CTH", "REL"}, {"PRO", "REL"}, {"DOX", "REL"}, {"MUS", "REL"}, {"SUN", "REL"},
        {"SHI", "REL"}, {"HIN", "REL"}, {"BUD", "REL"}, {"JEW", "REL"}, {"SIK", "REL"}, {"MRN", "REL"}, {"MAR", "REL"},
        {"ATH", "REL"}, {"BAH", "REL"}, {"CON", "REL"}, {"TAO", "REL"}, {"SHN", "REL"}, {"ITR", "REL"}, {"JAN", "REL"}};
    return pair_find(table, sizeof table / sizeof *table, part);
}

/* Regions and other first parts that name no state; the last are groupings. */
static bool is_region(const char *part)
{
    static const char regions[] = "AFRASABLKCRBCAUCFRCASCEUEINEAFEEUEURLAMMEAMDTNAFNMRPGSSCNSAMSASSEASAFWAFWEUWSTNONINT"
                                  "ARBMOSCWNNAMGOSGOECAFAEAEAS"
                                  "ASIKASALLUISWRL";
    for (size_t i = 0; i + 3 < sizeof regions; i += 3)
        if (memcmp(regions + i, part, 3) == 0)
            return true;
    return false;
}

/* Letters of states and bodies that have others here. */
static const char *renamed(const char *part)
{
    static const struct pair table[] = {{"ROM", "ROU"}, {"TMP", "TLS"}, {"ZAR", "COD"}, {"KSV", "XKX"}, {"PAL", "PSE"},
                                        {"FRY", "YUG"}, {"GME", "DDR"}, {"GFR", "DEU"}, {"ASN", "ASE"}, {"OAU", "AFU"},
                                        {"WAS", "ECW"}, {"SCE", "OSC"}, {"HMS", "HAM"}, {"ITP", "IPO"}};
    const char *to = pair_find(table, sizeof table / sizeof *table, part);
    return to ? to : part;
}

static void part_add(char *out, uint32_t *n, const char *part)
{
    for (uint32_t i = 0; i < *n; i += 3)
        if (memcmp(out + i, part, 3) == 0)
            return;
    if (*n + 3 < MAX_CODE) {
        memcpy(out + *n, part, 3);
        *n += 3;
    }
}

static bool is_listed(const struct actors *a, const char *group, const char *body)
{
    char code[7];
    memcpy(code, group, 3);
    memcpy(code + 3, body, 3);
    return pool_map_find(a, &a->country, (struct str){code, 6}, NONE) != NONE;
}

/* "IGO" EUR EEC -> IGOEEC: of the parts that are neither region nor sector the last that our lists know, else the
 * first. NGO and IMG of a state do not say which here. */
static void group_code(const struct actors *a, const char *part, uint32_t n_parts, char *out, uint32_t *n)
{
    const char *body = NULL;
    bool known = false;
    for (uint32_t i = 1; i < n_parts; i++) {
        const char *p = renamed(part + 3 * i);
        if (is_listed(a, part, p)) {
            body = p;
            known = true;
        } else if (!known && !body && !is_region(p) && !sector_of(p) &&
                   pool_map_find(a, &a->country, (struct str){p, 3}, NONE) == NONE) {
            body = p;
        }
    }
    part_add(out, n, part);
    if (body)
        part_add(out, n, body);
    for (uint32_t i = 1; i < n_parts; i++) {
        const char *sector = known && renamed(part + 3 * i) == body ? NULL : sector_of(part + 3 * i);
        if (sector && *sector && memcmp(part, "IMG", 3) != 0)
            part_add(out, n, sector);
    }
}

static void state_code(const char *part, uint32_t n_parts, char *out, uint32_t *n)
{
    bool business = memcmp(part, "MNC", 3) == 0 && n_parts > 1 && !sector_of(part + 3) && !is_region(part + 3);
    uint32_t at = business ? 1 : 0;
    const char *first = part + 3 * at;
    /* SUN, MAR and PRO are states where they stand first, and religions after. */
    bool is_faith = sector_of(first) && memcmp(sector_of(first), "REL", 3) == 0;
    bool state = !is_region(first) &&
                 (!sector_of(first) || (is_faith && strstr("SUN MAR", (char[]){first[0], first[1], first[2], 0})));
    if (state) {
        part_add(out, n, renamed(first));
        at++;
    }
    if (business)
        part_add(out, n, "BUS");
    for (; at < n_parts; at++) {
        const char *sector = sector_of(part + 3 * at);
        if (sector && *sector)
            part_add(out, n, sector);
    }
}

struct str dictionary_code(const struct actors *a, struct arena *arena, struct str written)
{
    char part[3 * 12], out[MAX_CODE];
    uint32_t n_letters = 0, n = 0;
    for (uint32_t i = 0; i < written.n; i++) {
        char c = written.s[i];
        if (c >= 'a' && c <= 'z')
            c = (char)(c - 32);
        if (c >= '0' && c <= '9') /* CAMEO's numbers of denominations, at the end */
            break;
        if (c < 'A' || c > 'Z')
            return STR_NONE;
        if (n_letters < sizeof part)
            part[n_letters++] = c;
    }
    uint32_t n_parts = n_letters / 3;
    if (n_parts == 0)
        return STR_NONE;
    if (memcmp(part, "IGO", 3) == 0 || memcmp(part, "NGO", 3) == 0 || memcmp(part, "IMG", 3) == 0)
        group_code(a, part, n_parts, out, &n);
    else
        state_code(part, n_parts, out, &n);
    return n ? str_copy(arena, (struct str){out, n}) : STR_NONE;
}
