/* zip, tar, xz, zstd and bzip2 by libarchive, as a stream: nothing is sought back for. */
#include "ingest/unpack.h"

#include "ingest/ingest_int.h"

#include "base/utf8.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

enum { TAR_MAGIC_AT = 257 };

static bool archive_looks_like(struct str head)
{
    static const struct str magic[] = {{"PK\3\4", 4},
                                       {"PK\5\6", 4},
                                       {"\xFD"
                                        "7zXZ",
                                        6},
                                       {"\x28\xB5\x2F\xFD", 4},
                                       {"BZh", 3}};
    for (size_t i = 0; i < sizeof magic / sizeof *magic; i++)
        if (str_starts(head, magic[i]) && (magic[i].n > 3 || (head.n > 9 && memcmp(head.s + 4, "1AY&SY", 6) == 0)))
            return true;
    return head.n > TAR_MAGIC_AT + 5 && memcmp(head.s + TAR_MAGIC_AT, "ustar", 5) == 0;
}

static la_ssize_t read_below(struct archive *a, void *context, const void **out)
{
    struct source *from = context;
    if (!source_fill(from)) {
        if (from->failed)
            archive_set_error(a, EIO, "%s", from->why);
        return from->failed ? -1 : 0;
    }
    *out = from->chunk + from->at;
    la_ssize_t n = (la_ssize_t)(from->n - from->at);
    from->at = from->n;
    return n;
}

static void say_why(struct source *s)
{
    const char *why = archive_error_string(s->state);
    s->failed = true;
    snprintf(s->why, sizeof s->why, "%s", why ? why : "the archive is damaged");
}

static bool archive_start(struct source *s)
{
    struct archive *a = archive_read_new();
    if (!a)
        out_of_memory(sizeof *s);
    s->state = a;
    archive_read_support_filter_xz(a);
    archive_read_support_filter_zstd(a);
    archive_read_support_filter_bzip2(a);
    archive_read_support_format_tar(a);
    archive_read_support_format_zip_streamable(a);
    archive_read_support_format_raw(a);
    if (archive_read_open(a, s->below, NULL, read_below, NULL) == ARCHIVE_OK)
        return true;
    say_why(s);
    return false;
}

static void archive_stop(struct source *s)
{
    archive_read_free(s->state);
}

static size_t archive_read_some(struct source *s, char *out, size_t n)
{
    la_ssize_t got;
    do
        got = archive_read_data(s->state, out, n);
    while (got == ARCHIVE_RETRY);
    if (got >= 0)
        return (size_t)got;
    say_why(s);
    return 0;
}

/* Hidden files are passed over as in folders. */
static bool is_wanted(struct archive *a, struct archive_entry *entry, struct str name)
{
    const char *slash = name.n ? strrchr(name.s, '/') : NULL;
    const char *last = slash ? slash + 1 : name.s;
    if (archive_format(a) == ARCHIVE_FORMAT_RAW)
        return true;
    return name.n && archive_entry_filetype(entry) == AE_IFREG && *last && *last != '.';
}

static void set_path(struct source *s, struct str name)
{
    struct buf path = {0};
    buf_printf(&path, "%s/", s->below->path);
    utf8_repair(name.s, name.n, &path);
    free(s->path);
    s->path = path.s;
}

static bool archive_next(struct source *s)
{
    struct archive *a = s->state;
    struct archive_entry *entry;
    for (;;) {
        int got = archive_read_next_header(a, &entry);
        if (got == ARCHIVE_EOF)
            return false;
        if (got == ARCHIVE_RETRY)
            continue;
        if (got != ARCHIVE_OK && got != ARCHIVE_WARN) {
            say_why(s);
            return false;
        }
        const char *name = archive_entry_pathname_utf8(entry);
        if (!name)
            name = archive_entry_pathname(entry);
        if (!is_wanted(a, entry, str_of(name)))
            continue;
        if (archive_format(a) != ARCHIVE_FORMAT_RAW)
            set_path(s, str_of(name));
        return true;
    }
}

const struct packing packing_archive = {"archive",         archive_looks_like, archive_start,
                                        archive_read_some, archive_next,       archive_stop};
