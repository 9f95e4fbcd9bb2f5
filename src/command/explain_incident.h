/* command/explain_incident.h - why the reports of an incident are taken as one, and what is near and yet not of it.
 *
 * Takes "DOCUMENT#N", any event that tells of the incident. Prints for people, or one JSON object: the keys of
 * `incidents --json`, and for each report the points for its joining; then the nearest reports of other incidents with
 * what kept them apart. Gives the exit code. Cost: all events of the store are read. */
#ifndef ENTENTE_COMMAND_EXPLAIN_INCIDENT_H
#define ENTENTE_COMMAND_EXPLAIN_INCIDENT_H

#include "command/command.h"

int explain_incident(struct cli *cli, const char *id, uint32_t n_near);

/* "DOCUMENT#N" -> its two parts, which live as long as the text; ST_USAGE names the option. */
enum status event_name_parse(const char *option, const char *text, struct str *out_doc, uint32_t *out_event,
                             struct fault *f) MUST_CHECK;

#endif
