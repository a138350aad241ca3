/* Damage in one place of the sheet: creases, staples, streaks, ink over the code.  level: 1..5. */
#ifndef SIM_MARKS_H
#define SIM_MARKS_H

#include "rng.h"
#include "sheet.h"

/* The tag's dark square on an A4 page, mm: design.md, « The page ». */
enum { CODE_X = 174, CODE_Y = 12, CODE_SIDE = 24 };

void marks_pen(struct sheet *s, int level, struct rng *r);
void marks_stamp(struct sheet *s, int level, struct rng *r);
void marks_fold(struct sheet *s, int level, struct rng *r);
void marks_staple(struct sheet *s, int level, struct rng *r);
void marks_lid(struct sheet *s, int level, struct rng *r);
void marks_lines(struct sheet *s, int level, struct rng *r);

#endif
