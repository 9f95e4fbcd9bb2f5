/* Which addresses are of the public network (IANA's registries of special addresses). */
#include "fetch/fetch.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

struct range4 {
    uint32_t from;
    uint8_t bits;
};

static bool private4(uint32_t a)
{
    static const struct range4 ranges[] = {
        {0x00000000, 8},  /* this network */
        {0x0A000000, 8},  /* private */
        {0x64400000, 10}, /* shared by providers */
        {0x7F000000, 8},  /* loopback */
        {0xA9FE0000, 16}, /* link-local; data of clouds about themselves */
        {0xAC100000, 12}, /* private */
        {0xC0000000, 24}, /* protocols */
        {0xC0000200, 24}, /* documentation */
        {0xC0586300, 24}, /* 6to4 relays */
        {0xC0A80000, 16}, /* private */
        {0xC6120000, 15}, /* benchmarks */
        {0xC6336400, 24}, /* documentation */
        {0xCB007100, 24}, /* documentation */
        {0xE0000000, 3},  /* multicast and reserved */
    };
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        if ((a ^ ranges[i].from) >> (32 - ranges[i].bits) == 0)
            return true;
    return false;
}

static uint32_t four(const uint8_t *b)
{
    return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
}

static bool private6(const uint8_t b[16])
{
    static const uint8_t zeros[16] = {0}, nat64[12] = {0x00, 0x64, 0xFF, 0x9B};
    if (memcmp(b, nat64, 12) == 0)
        return private4(four(b + 12));
    if (b[0] == 0x20 && b[1] == 0x02) /* 6to4 */
        return private4(four(b + 2));
    if (memcmp(b, zeros, 10) == 0 && b[10] == 0xFF && b[11] == 0xFF) /* mapped */
        return private4(four(b + 12));
    if ((b[0] & 0xE0) != 0x20) /* only 2000::/3 is given out */
        return true;
    bool protocols = b[0] == 0x20 && b[1] == 0x01 && (b[2] & 0xFE) == 0; /* 2001::/23, Teredo among them */
    bool documents = b[0] == 0x20 && b[1] == 0x01 && b[2] == 0x0D && b[3] == 0xB8;
    return protocols || documents || (b[0] == 0x3F && b[1] == 0xFF);
}

bool address_is_private(const struct sockaddr *address)
{
    if (address->sa_family == AF_INET) {
        struct sockaddr_in in;
        memcpy(&in, address, sizeof in);
        return private4(ntohl(in.sin_addr.s_addr));
    }
    if (address->sa_family == AF_INET6) {
        struct sockaddr_in6 in;
        memcpy(&in, address, sizeof in);
        return private6(in.sin6_addr.s6_addr);
    }
    return true;
}
