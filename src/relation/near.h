/* relation/near.h - an incident -> the reports that are nearest to it and yet none of its own, and why they are not.
 *
 * Takes reports after incidents_find. Gives at most one report of each other incident of the same block whose time is
 * within a week of the incident's: least contradicted first, then most like. Fails never. Cost reports of the incident
 * times reports of its block, and the incidents of these weeks. Method: every report of the incident is set beside
 * every other; what contradicts a merge is told before what is missing for it. Not: reports of other
 * pairs of parties, which never are one incident, and meetings without two actors in common. */
#ifndef ENTENTE_RELATION_NEAR_H
#define ENTENTE_RELATION_NEAR_H

#include "relation/incident.h"

enum near_reason {
    NEAR_CONTRADICTED, /* by `beside` */
    NEAR_TOO_LITTLE,   /* the two share too few points */
    NEAR_COMPANY,      /* a, of the incident, contradicts b, of the report's own */
    NEAR_MORE_LIKE,    /* a, which is the report or `beside`, is more like b, which it joined */
    NEAR_NOT_SEEN      /* too far apart in time when they were placed: one has a day, the other none */
};

struct near_report {
    uint32_t report, beside; /* beside: of the incident */
    struct incident_likeness likeness;
    enum near_reason reason;
    uint32_t a, b; /* reports that the reason names; else NONE */
    struct incident_likeness of_a_b;
};

/* Gives how many were written to out[max]. */
uint32_t incident_nearest(const struct incidents *all, const struct incident_report *report, uint32_t n,
                          uint32_t incident, struct near_report *out, uint32_t max);

#endif
