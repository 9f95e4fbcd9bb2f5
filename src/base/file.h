/* base/file.h - whole files: mapped, read, written atomically; folders; lines of a definition file. Messages name the
 * path. */
#ifndef ENTENTE_BASE_FILE_H
#define ENTENTE_BASE_FILE_H

#include "base/str.h"

struct file_map {
    const void *data; /* never NULL after success, also for an empty file */
    size_t n_bytes;
    bool mapped;
};

/* Maps a regular file read-only; the caller releases. ST_ENVIRONMENT when it cannot be opened. */
enum status file_map(const char *path, struct file_map *out, struct fault *f) MUST_CHECK;
void file_unmap(struct file_map *m);

/* Reads anything that can be read (files, pipes, "-" for standard input) up to max_bytes; ST_LIMIT beyond, ST_INPUT
 * when unreadable. */
enum status file_read(const char *path, size_t max_bytes, struct buf *out, struct fault *f) MUST_CHECK;

/* Writes beside the path and renames: readers see the old file or the new one, never half. */
enum status file_write(const char *path, struct str data, struct fault *f) MUST_CHECK;

bool file_is_folder(const char *path);
bool file_exists(const char *path);

/* Names (not paths) in a folder that end in `ending` (empty: all), bytewise sorted, without hidden files. */
enum status folder_list(const char *path, const char *ending, struct arena *arena, struct str **out, uint32_t *out_n,
                        struct fault *f) MUST_CHECK;

/* The lines of a definition file (lang/): comments ("#" at the start or after two blanks) and blanks at the end cut,
 * empty lines skipped. struct lines l = lines_of(text);  while (lines_next(&l)) use(l.line, l.number, l.indented); */
struct lines {
    struct str rest;
    struct str line; /* trimmed on both sides */
    uint32_t number; /* from 1 */
    bool indented;   /* the line began with a blank or tab */
};
struct lines lines_of(struct str text);
bool lines_next(struct lines *l);

#endif
