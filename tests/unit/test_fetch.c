/* What may be fetched: addresses and robots.txt. The network part is tested by tests/cli/watch.sh. */
#include "fetch/fetch.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>

#include <cmocka.h>

static bool is_private(const char *address)
{
    struct sockaddr_in in = {.sin_family = AF_INET};
    struct sockaddr_in6 in6 = {.sin6_family = AF_INET6};
    if (inet_pton(AF_INET, address, &in.sin_addr) == 1)
        return address_is_private((const struct sockaddr *)&in);
    assert_int_equal(inet_pton(AF_INET6, address, &in6.sin6_addr), 1);
    return address_is_private((const struct sockaddr *)&in6);
}

static void test_fetch__private_addresses(void **state)
{
    (void)state;
    static const char *const inside[] = {"0.0.0.0",
                                         "10.1.2.3",
                                         "100.64.0.1",
                                         "127.0.0.1",
                                         "127.255.255.255",
                                         "169.254.169.254",
                                         "172.16.0.1",
                                         "172.31.9.9",
                                         "192.0.0.8",
                                         "192.0.2.1",
                                         "192.168.1.1",
                                         "198.19.0.1",
                                         "224.0.0.1",
                                         "240.0.0.1",
                                         "::",
                                         "::1",
                                         "::ffff:10.0.0.1",
                                         "::ffff:127.0.0.1",
                                         "64:ff9b::a00:1",
                                         "fc00::1",
                                         "fd12::1",
                                         "fe80::1",
                                         "ff02::1",
                                         "2002:7f00:1::",
                                         "2001:0:1234::1",
                                         "2001:db8::1",
                                         "::127.0.0.1",
                                         "64:ff9b:1::a00:1",
                                         "255.255.255.255"};
    static const char *const outside[] = {"1.1.1.1",        "8.8.8.8",        "172.15.0.1",      "172.32.0.1",
                                          "192.169.0.1",    "198.17.255.255", "2606:4700::1111", "2a00:1450::1",
                                          "100.63.0.1",     "100.128.0.1",    "::ffff:8.8.8.8",  "64:ff9b::808:808",
                                          "2002:808:808::", "11.0.0.1",       "223.255.255.255"};
    for (size_t i = 0; i < sizeof inside / sizeof *inside; i++)
        if (!is_private(inside[i]))
            fail_msg("%s is private", inside[i]);
    for (size_t i = 0; i < sizeof outside / sizeof *outside; i++)
        if (is_private(outside[i]))
            fail_msg("%s is public", outside[i]);
}

static void test_fetch__robots(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 0);
    struct str text = STR("# words\nUser-agent: *\nDisallow: /\n\nUser-agent: Entente/2\nuser-agent: other\n"
                          "Disallow: /private\nAllow: /private/press\nDisallow: /*.pdf$\nDisallow: /a*b*c\n"
                          "Disallow: /caf%C3%A9\nDisallow:\nCrawl-delay: 1.5\n");
    const struct robots *ours = robots_parse(text, STR("entente"), &arena);
    const struct robots *theirs = robots_parse(text, STR("somebody"), &arena);
    assert_true(robots_allow(ours, STR("/")));
    assert_false(robots_allow(ours, STR("/private/x")));
    assert_false(robots_allow(ours, STR("/%70rivate")));
    assert_true(robots_allow(ours, STR("/private/press/1")));
    assert_false(robots_allow(ours, STR("/x/y.pdf")));
    assert_true(robots_allow(ours, STR("/x/y.pdf?z")));
    assert_false(robots_allow(ours, STR("/axbxbc")));
    assert_true(robots_allow(ours, STR("/axcxb")));
    assert_false(robots_allow(ours, STR("/caf\xC3\xA9")));
    assert_int_equal(robots_delay_s(ours), 2);
    assert_false(robots_allow(theirs, STR("/")));
    assert_true(robots_allow(robots_parse(STR_NONE, STR("entente"), &arena), STR("/")));
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fetch__private_addresses),
        cmocka_unit_test(test_fetch__robots),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
