/* fetch/fetch.h - addresses of the web -> bytes, politely and within limits.
 *
 * Takes http and https addresses, one at a time. Gives the body, unpacked, with what is needed to ask again whether it
 * changed; or why there is none, and whether asking later may help. Fails never otherwise: what goes wrong out there is
 * an answer. Cost: waits for the network, at most fetch_options.timeout_s a hop, and for the host's pause. Method:
 * libcurl; every hop of a redirect is a request of its own, which robots.txt (RFC 9309) must allow, and whose address
 * is judged when the socket is opened, so that no name and no redirect leads into a private network
 * (docs/decisions/0014-watch.md). Limits: size after unpacking, time, hops. One thread. Not: feeds, articles, when to
 * ask.
 */
#ifndef ENTENTE_FETCH_FETCH_H
#define ENTENTE_FETCH_FETCH_H

#include "base/str.h"

#include <signal.h>

struct sockaddr;

enum {
    FETCH_MAX_BYTES = 16 << 20, /* of a body, unpacked */
    FETCH_MAX_HOPS = 5,
    FETCH_MAX_WAIT_S = 86400, /* of a Retry-After that is believed */
    FETCH_MAX_PAUSE_S = 60,   /* of a Crawl-delay that is believed */
    ROBOTS_MAX_BYTES = 500 << 10
};

struct fetch_options {
    const char *user_agent;
    bool allow_private;                /* private addresses, too */
    uint32_t pause_ms;                 /* between two requests of one host */
    uint32_t timeout_s;                /* of one request, from looking the name up to the last byte */
    const volatile sig_atomic_t *stop; /* becomes 1: end at once; NULL: never */
};

struct fetcher;
enum status fetcher_new(const struct fetch_options *options, struct fetcher **out, struct fault *f) MUST_CHECK;
void fetcher_free(struct fetcher *t); /* NULL is allowed */

/* The user names this address: where its host is written as a private address ("127.0.0.1", "localhost"), that host and
 * port are asked for although they are private. A name that only resolves to such an address is not trusted so. */
void fetcher_trust(struct fetcher *t, struct str url);

enum fetch_outcome {
    FETCH_GOT,       /* the body is there */
    FETCH_UNCHANGED, /* as it was when the validators were given (304) */
    FETCH_LATER,     /* not now: no network, busy, broken there */
    FETCH_NEVER      /* refused by them or by us; asking again gives the same */
};

struct fetch_request {
    struct str url;
    struct str etag, last_modified; /* of the answer before; empty: none */
    const char *accept;             /* media types */
};

struct fetch_reply { /* the caller's; fetch_reply_release when done, or fetch_get again, which empties it */
    enum fetch_outcome outcome;
    long status;    /* of HTTP; 0: none came */
    int64_t wait_s; /* FETCH_LATER: no sooner than in so many seconds, as the host wishes; 0: it said nothing */
    struct buf body, url, type, charset, etag, last_modified; /* url: after redirects; the others may be empty */
    char why[512];                                            /* FETCH_LATER, FETCH_NEVER: one sentence */
};

enum fetch_outcome fetch_get(struct fetcher *t, const struct fetch_request *request, struct fetch_reply *reply);
void fetch_reply_release(struct fetch_reply *reply);

/* ---- for tests ------------------------------------------------------------------------------------------------- */

/* Loopback, private, link-local, shared, multicast, documentation, reserved; also where such an IPv4 address is packed
 * into IPv6 (mapped, NAT64, 6to4). Anything but IPv4 and IPv6 is private. */
bool address_is_private(const struct sockaddr *address);

struct robots; /* what robots.txt says to one robot */
/* agent: the product's name in lower case. Lives in the arena. */
struct robots *robots_parse(struct str text, struct str agent, struct arena *arena);
bool robots_allow(const struct robots *r, struct str path); /* path with its query; the longest rule wins */
uint32_t robots_delay_s(const struct robots *r);

#endif
