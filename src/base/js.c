#include "base/js.h"

#include <jansson.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"

/* struct js is jansson's json_t under our name: it is never defined. */
static json_t *
raw(const struct js *v)
{
	return (json_t *)v;
}

static struct js *
wrap(json_t *v)
{
	return (struct js *)v;
}

struct js *
js_object(void)
{
	return wrap(json_object());
}

struct js *
js_array(void)
{
	return wrap(json_array());
}

struct js *
js_str(const char *s)
{
	return wrap(s != NULL ? json_string(s) : json_null());
}

struct js *
js_int(long long n)
{
	return wrap(json_integer(n));
}

struct js *
js_real(double x)
{
	return wrap(json_real(x));
}

struct js *
js_bool(int yes)
{
	return wrap(json_boolean(yes));
}

struct js *
js_null(void)
{
	return wrap(json_null());
}

struct js *
js_copy(const struct js *v)
{
	return wrap(json_deep_copy(raw(v)));
}

void
js_free(struct js *v)
{
	json_decref(raw(v));
}

void
js_set(struct js *object, const char *key, struct js *value)
{
	json_object_set_new(raw(object), key, raw(value));
}

void
js_add(struct js *array, struct js *value)
{
	json_array_append_new(raw(array), raw(value));
}

void
js_set_str(struct js *object, const char *key, const char *s)
{
	js_set(object, key, js_str(s));
}

void
js_set_int(struct js *object, const char *key, long long n)
{
	js_set(object, key, js_int(n));
}

void
js_set_real(struct js *object, const char *key, double x)
{
	js_set(object, key, js_real(x));
}

void
js_set_bool(struct js *object, const char *key, int yes)
{
	js_set(object, key, js_bool(yes));
}

const struct js *
js_member(const struct js *object, const char *key)
{
	return wrap(json_object_get(raw(object), key));
}

const struct js *
js_at(const struct js *array, size_t i)
{
	return wrap(json_array_get(raw(array), i));
}

size_t
js_len(const struct js *v)
{
	return json_is_object(raw(v)) ? json_object_size(raw(v)) : json_array_size(raw(v));
}

const char *
js_key_at(const struct js *object, size_t i, const struct js **value)
{
	void *it = json_object_iter(raw(object));

	while (it != NULL && i-- > 0)
		it = json_object_iter_next(raw(object), it);
	if (it == NULL)
		return NULL;
	*value = wrap(json_object_iter_value(it));
	return json_object_iter_key(it);
}

int
js_is_object(const struct js *v)
{
	return json_is_object(raw(v));
}

int
js_is_array(const struct js *v)
{
	return json_is_array(raw(v));
}

int
js_is_str(const struct js *v)
{
	return json_is_string(raw(v));
}

int
js_is_true(const struct js *v)
{
	return json_is_true(raw(v));
}

int
js_is_null(const struct js *v)
{
	return v == NULL || json_is_null(raw(v));
}

int
js_is_number(const struct js *v)
{
	return json_is_number(raw(v));
}

const char *
js_text(const struct js *v, const char *otherwise)
{
	return json_is_string(raw(v)) ? json_string_value(raw(v)) : otherwise;
}

long long
js_number(const struct js *v, long long otherwise)
{
	if (json_is_integer(raw(v)))
		return json_integer_value(raw(v));
	return json_is_real(raw(v)) ? (long long)json_real_value(raw(v)) : otherwise;
}

double
js_float(const struct js *v, double otherwise)
{
	return json_is_number(raw(v)) ? json_number_value(raw(v)) : otherwise;
}

const char *
js_get_str(const struct js *object, const char *key, const char *otherwise)
{
	return js_text(js_member(object, key), otherwise);
}

long long
js_get_int(const struct js *object, const char *key, long long otherwise)
{
	return js_number(js_member(object, key), otherwise);
}

double
js_get_real(const struct js *object, const char *key, double otherwise)
{
	return js_float(js_member(object, key), otherwise);
}

int
js_get_bool(const struct js *object, const char *key, int otherwise)
{
	const json_t *v = raw(js_member(object, key));

	return json_is_boolean(v) ? json_is_true(v) : otherwise;
}

struct js *
js_parse(const char *text, size_t len, struct err *e)
{
	json_error_t why;
	json_t *v = json_loadb(text, len, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &why);

	if (v == NULL)
		err_set(e, ERR_INPUT, "JSON illisible à la ligne %d, colonne %d", why.line,
		    why.column);
	return wrap(v);
}

static int
write_chunk(const char *bytes, size_t n, void *out)
{
	buf_add(out, bytes, n);
	return 0;
}

void
js_write(const struct js *v, int digits, struct buf *out)
{
	size_t flags = JSON_COMPACT | JSON_ENCODE_ANY | JSON_REAL_PRECISION(digits);

	json_dump_callback(raw(v), write_chunk, out, flags);
}

int
js_same(const struct js *a, const struct js *b)
{
	enum { DIGITS = 15 };
	struct buf x = BUF_INIT, y = BUF_INIT;
	int same;

	js_write(a, DIGITS, &x);
	js_write(b, DIGITS, &y);
	same = strcmp(x.data, y.data) == 0;
	buf_release(&x);
	buf_release(&y);
	return same;
}
