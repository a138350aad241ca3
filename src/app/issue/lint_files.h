/*
 * The files of forms and templates, of the binary and of the home.
 */
#ifndef APP_LINT_FILES_H
#define APP_LINT_FILES_H

struct err;
struct texts;

/*
 * Calls fn for each text (.ini, .md) in a folder, « forms/ », named with it; one that is in both places once.
 * Stops at the first -1, which it returns.
 */
int lint_files_each(const char *dir, const char *folder,
    int (*fn)(void *ctx, const char *name, struct err *e), void *ctx, struct err *e);

/*
 * Tells what of the home's forms/ and templates/ has no effect: a file that is no text, or whose name
 * is that of nothing that t has loaded.
 */
void lint_files_own(const char *dir, const struct texts *t,
    void (*say)(void *ctx, const char *line), void *ctx);

#endif
