/* The list of the rules of law that are in force, for `lint --rules`. */
#ifndef CLI_LINT_IMP_H
#define CLI_LINT_IMP_H

struct law;

/* Each row, a school's own before those that it replaces. */
void lint_print_rules(const struct law *l, int json);

#endif
