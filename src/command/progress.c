#include "command/progress.h"

#include <dirent.h>
#include <stdio.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static double now_s(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Bytes of a file, or of the files in a folder and below; links are not followed, so that there is an end. */
static uint64_t size_of(const char *path, unsigned depth)
{
    enum { MAX_DEPTH = 16, MAX_PATH = 4096 };
    struct stat st;
    if (lstat(path, &st) != 0)
        return 0;
    if (S_ISREG(st.st_mode))
        return (uint64_t)st.st_size;
    DIR *dir = S_ISDIR(st.st_mode) && depth < MAX_DEPTH ? opendir(path) : NULL;
    if (!dir)
        return 0;
    uint64_t n = 0;
    for (struct dirent *entry; (entry = readdir(dir));) {
        char below[MAX_PATH];
        if (entry->d_name[0] != '.' && snprintf(below, sizeof below, "%s/%s", path, entry->d_name) < MAX_PATH)
            n += size_of(below, depth + 1);
    }
    closedir(dir);
    return n;
}

void progress_init(struct progress *p, const struct cli *cli, int n_paths, char **paths)
{
    *p = (struct progress){.shown = !cli->quiet && isatty(STDERR_FILENO), .start_s = now_s()};
    p->shares_screen = p->shown && isatty(STDOUT_FILENO);
    p->last_s = p->start_s;
    for (int i = 0; p->shown && i < n_paths; i++) {
        uint64_t n = strcmp(paths[i], "-") == 0 ? 0 : size_of(paths[i], 0);
        if (n == 0) { /* one input of unknown size: no telling how long */
            p->total_bytes = 0;
            return;
        }
        p->total_bytes += n;
    }
}

void progress_step(struct progress *p, uint64_t n_bytes)
{
    enum { FIRST_SHOWN = 4 };
    p->n_docs++;
    p->done_bytes += n_bytes;
    if (!p->shown || p->n_docs < FIRST_SHOWN)
        return;
    double now = now_s(), gone = now - p->start_s;
    if (gone < 0.25 || (!p->cleared && now - p->last_s < 0.25))
        return;
    p->last_s = now;
    p->cleared = false;
    fprintf(stderr, "\r%llu documents, %.0f/s", (unsigned long long)p->n_docs, (double)p->n_docs / gone);
    if (p->total_bytes > p->done_bytes && p->done_bytes) {
        double left = gone * (double)(p->total_bytes - p->done_bytes) / (double)p->done_bytes;
        if (left < 120)
            fprintf(stderr, ", %.0f s left", left);
        else if (left < 7200)
            fprintf(stderr, ", %.0f min left", left / 60);
        else
            fprintf(stderr, ", %.1f h left", left / 3600);
    }
    fputs("\033[K", stderr);
    p->on_screen = true;
}

void progress_clear(struct progress *p)
{
    if (!p->on_screen)
        return;
    fputs("\r\033[K", stderr);
    p->on_screen = false;
    p->cleared = true;
}
