#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum status file_map(const char *path, struct file_map *out, struct fault *f)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return fault_set(f, ST_ENVIRONMENT, "cannot open %s: %s", path, strerror(errno));
    struct stat st;
    if (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode)) {
        close(fd);
        return fault_set(f, ST_ENVIRONMENT, "cannot map %s: not a regular file", path);
    }
    if (st.st_size == 0) {
        close(fd);
        *out = (struct file_map){"", 0, false};
        return OK;
    }
    void *p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    int error = errno;
    close(fd);
    if (p == MAP_FAILED)
        return fault_set(f, ST_ENVIRONMENT, "cannot map %s: %s", path, strerror(error));
    *out = (struct file_map){p, (size_t)st.st_size, true};
    return OK;
}

void file_unmap(struct file_map *m)
{
    if (m->mapped) {
        union { /* munmap takes a non-const pointer to memory that was mapped read-only */
            const void *in;
            void *out;
        } p = {m->data};
        munmap(p.out, m->n_bytes);
    }
    *m = (struct file_map){0};
}

enum status file_read(const char *path, size_t max_bytes, struct buf *out, struct fault *f)
{
    bool is_stdin = strcmp(path, "-") == 0;
    int fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return fault_set(f, ST_INPUT, "cannot open %s: %s", path, strerror(errno));
    enum status status = OK;
    char chunk[1 << 16];
    size_t total = 0;
    for (;;) {
        ssize_t n = read(fd, chunk, sizeof chunk);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            status = fault_set(f, ST_INPUT, "cannot read %s: %s", path, strerror(errno));
        if (n <= 0)
            break;
        total += (size_t)n;
        if (total > max_bytes) {
            status = fault_set(f, ST_LIMIT, "%s is larger than the limit of %zu bytes", path, max_bytes);
            break;
        }
        buf_add(out, chunk, (size_t)n);
    }
    if (!is_stdin)
        close(fd);
    return status;
}

enum status file_write(const char *path, struct str data, struct fault *f)
{
    struct buf part = {0};
    buf_printf(&part, "%s.part", path);
    enum status status = OK;
    FILE *out = fopen(part.s, "wb");
    if (!out) {
        status = fault_set(f, ST_ENVIRONMENT, "cannot write %s: %s", part.s, strerror(errno));
        goto out;
    }
    bool good = fwrite(data.s, 1, data.n, out) == data.n;
    good = fflush(out) == 0 && fsync(fileno(out)) == 0 && good;
    good = fclose(out) == 0 && good;
    if (!good || rename(part.s, path) != 0) {
        status = fault_set(f, ST_ENVIRONMENT, "cannot write %s: %s", path, strerror(errno));
        unlink(part.s);
    }
out:
    buf_release(&part);
    return status;
}

bool file_is_folder(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

bool file_exists(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0;
}

static int by_name(const void *a, const void *b)
{
    return str_compare(*(const struct str *)a, *(const struct str *)b);
}

enum status folder_list(const char *path, const char *ending, struct arena *arena, struct str **out, uint32_t *out_n,
                        struct fault *f)
{
    DIR *dir = opendir(path);
    if (!dir)
        return fault_set(f, ST_ENVIRONMENT, "cannot open folder %s: %s", path, strerror(errno));
    ARRAY_OF(struct str) names = {0};
    for (struct dirent *e; (e = readdir(dir));) {
        struct str name = str_of(e->d_name);
        if (name.s[0] != '.' && str_ends(name, str_of(ending)))
            *array_add(arena, &names) = str_copy(arena, name);
    }
    closedir(dir);
    if (names.n)
        qsort(names.v, names.n, sizeof *names.v, by_name);
    *out = names.v;
    *out_n = names.n;
    return OK;
}

struct lines lines_of(struct str text)
{
    return (struct lines){.rest = {text.s ? text.s : "", text.n}};
}

static struct str without_comment(struct str line)
{
    if (line.n && line.s[0] == '#')
        return STR_NONE;
    for (uint32_t i = 2; i < line.n; i++)
        if (line.s[i] == '#' && line.s[i - 1] == ' ' && line.s[i - 2] == ' ')
            return str_slice(line, 0, i);
    return line;
}

bool lines_next(struct lines *l)
{
    struct str raw;
    while (str_cut(&l->rest, '\n', &raw)) {
        l->number++;
        l->indented = raw.n && (raw.s[0] == ' ' || raw.s[0] == '\t');
        struct str body = without_comment(raw);
        if (l->indented && str_trim(body).n && str_trim(body).s[0] == '#')
            continue;
        l->line = str_trim(body);
        if (l->line.n)
            return true;
    }
    return false;
}
