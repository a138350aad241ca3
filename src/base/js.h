/*
 * JSON values (jansson behind).  A tree owns its children; members keep the order in
 * which they were set.  Readers are forgiving: a missing or ill-typed member gives the
 * default, so that a payload written by another version can still be read.
 */
#ifndef BASE_JS_H
#define BASE_JS_H

#include <stddef.h>

struct buf;
struct err;
struct js; /* opaque */

struct js *js_object(void);
struct js *js_array(void);
struct js *js_str(const char *s); /* s must be valid UTF-8; NULL gives null */
struct js *js_int(long long n);
struct js *js_real(double x);
struct js *js_bool(int yes);
struct js *js_null(void);
struct js *js_copy(const struct js *v); /* deep */
void js_free(struct js *v);

/* Both take `value` over. */
void js_set(struct js *object, const char *key, struct js *value);
void js_add(struct js *array, struct js *value);
void js_set_str(struct js *object, const char *key, const char *s); /* NULL gives null */
void js_set_int(struct js *object, const char *key, long long n);
void js_set_real(struct js *object, const char *key, double x);
void js_set_bool(struct js *object, const char *key, int yes);

/* Borrowed, or NULL where there is none. */
const struct js *js_member(const struct js *object, const char *key);
const struct js *js_at(const struct js *array, size_t i);
size_t js_len(const struct js *array); /* of an array or an object; 0 for anything else */
/* The i-th member of an object in order: its key (borrowed), and its value through *value. */
const char *js_key_at(const struct js *object, size_t i, const struct js **value);

int js_is_object(const struct js *v);
int js_is_array(const struct js *v);
int js_is_str(const struct js *v);
int js_is_true(const struct js *v);
int js_is_null(const struct js *v); /* also for NULL itself */
int js_is_number(const struct js *v);

const char *js_text(const struct js *v, const char *otherwise); /* of a string */
long long js_number(const struct js *v, long long otherwise); /* of an integer or a real */
double js_float(const struct js *v, double otherwise);
const char *js_get_str(const struct js *object, const char *key, const char *otherwise);
long long js_get_int(const struct js *object, const char *key, long long otherwise);
double js_get_real(const struct js *object, const char *key, double otherwise);
int js_get_bool(const struct js *object, const char *key, int otherwise);

/* NULL with e filled on bad JSON. Duplicate members are refused. */
struct js *js_parse(const char *text, size_t len, struct err *e);

/* 1 when both are written alike. */
int js_same(const struct js *a, const struct js *b);

/* On one line, members in order, reals with at most `digits` significant digits. */
void js_write(const struct js *v, int digits, struct buf *out);

#endif
