#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "scan/source/mail.h"

enum { DEPTH_MAX = 8, BOUNDARY_MAX = 72, LOGO_MAX = 100 * 1024 };

/* A run of the mail's bytes, borrowed. */
struct span {
	const char *p;
	size_t n;
};

struct parse {
	mail_part *part;
	void *ctx;
	int n_parts;
};

/* The length of the line at s, with its end. */
static size_t
line_length(struct span s)
{
	const char *end = memchr(s.p, '\n', s.n);

	return end != NULL ? (size_t)(end - s.p) + 1 : s.n;
}

static void
skip(struct span *s, size_t n)
{
	s->p += n;
	s->n -= n;
}

static int
is_empty_line(struct span s, size_t len)
{
	return len > 0 && (s.p[0] == '\n' || (s.p[0] == '\r' && len <= 2));
}

/* Parts an entity at its first empty line; without one it is all head. */
static void
split_entity(struct span entity, struct span *head, struct span *body)
{
	struct span rest = entity;

	while (rest.n > 0) {
		size_t len = line_length(rest);

		if (is_empty_line(rest, len)) {
			*head = (struct span){ entity.p, (size_t)(rest.p - entity.p) };
			skip(&rest, len);
			*body = rest;
			return;
		}
		skip(&rest, len);
	}
	*head = entity;
	*body = rest;
}

/* The value of a header, its continuation lines joined; "" where there is none. */
static void
find_header(struct span head, const char *name, struct buf *out)
{
	size_t name_len = strlen(name);
	int inside = 0, found = 0;

	while (head.n > 0) {
		size_t len = line_length(head), from = 0;

		if (head.p[0] != ' ' && head.p[0] != '\t') {
			inside = !found && len > name_len && head.p[name_len] == ':' &&
				 strncasecmp(head.p, name, name_len) == 0;
			found |= inside;
			from = name_len + 1;
		}
		for (size_t i = from; inside && i < len; i++)
			buf_char(out, (unsigned char)head.p[i] < ' ' ? ' ' : head.p[i]);
		skip(&head, len);
	}
}

/* The parameter `key` of a header's value (« boundary »), unquoted; 0 when there is none. */
static int
find_parameter(const char *value, const char *key, char *out, size_t size)
{
	size_t key_len = strlen(key), n = 0;
	const char *p = value;
	int quoted;

	while ((p = strchr(p, ';')) != NULL) {
		p++;
		p += strspn(p, " \t");
		if (strncasecmp(p, key, key_len) != 0 || p[key_len] != '=')
			continue;
		p += key_len + 1;
		quoted = *p == '"';
		for (p += quoted; *p != '\0' && *p != (quoted ? '"' : ';') && n + 1 < size;
		     p++) {
			if (quoted && *p == '\\' && p[1] != '\0')
				p++;
			out[n++] = *p;
		}
		while (!quoted && n > 0 && out[n - 1] == ' ')
			n--;
		out[n] = '\0';
		return 1;
	}
	return 0;
}

static int
hex_value(char c)
{
	return isdigit((unsigned char)c)    ? c - '0'
	       : isxdigit((unsigned char)c) ? tolower((unsigned char)c) - 'a' + 10
					    : -1;
}

/* « UTF-8''convention%20sign%C3%A9e.pdf » (RFC 2231), in place. */
static void
decode_extended(char *s)
{
	char *quote = strchr(s, '\''), *out = s;

	quote = quote != NULL ? strchr(quote + 1, '\'') : NULL;
	for (const char *p = quote != NULL ? quote + 1 : s; *p != '\0'; p++) {
		if (*p == '%' && hex_value(p[1]) >= 0 && hex_value(p[2]) >= 0) {
			*out++ = (char)(hex_value(p[1]) * 16 + hex_value(p[2]));
			p += 2;
		} else {
			*out++ = *p;
		}
	}
	*out = '\0';
}

/* A name fit for a file: no folder, nothing hidden, nothing that a terminal would obey. */
static void
make_safe(char *name)
{
	char *base = strrchr(name, '/'), *back = strrchr(name, '\\');

	if (back != NULL && (base == NULL || back > base))
		base = back;
	if (base != NULL)
		memmove(name, base + 1, strlen(base + 1) + 1);
	for (char *p = name; *p != '\0'; p++)
		if ((unsigned char)*p < ' ' || *p == 0x7f)
			*p = '_';
	if (name[0] == '.' || strncmp(name, "=?", 2) == 0 || !utf8_valid(name, strlen(name)))
		name[0] = '\0';
}

static void
find_name(const char *disposition, const char *type, char name[MAIL_NAME_SIZE])
{
	name[0] = '\0';
	if (find_parameter(disposition, "filename*", name, MAIL_NAME_SIZE) ||
	    find_parameter(type, "name*", name, MAIL_NAME_SIZE))
		decode_extended(name);
	else if (!find_parameter(disposition, "filename", name, MAIL_NAME_SIZE))
		find_parameter(type, "name", name, MAIL_NAME_SIZE);
	make_safe(name);
}

static int
base64_value(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	return c == '+' ? 62 : c == '/' ? 63 : -1;
}

static void
decode_base64(struct span body, struct buf *out)
{
	unsigned bits = 0;
	int n = 0;

	buf_reserve(out, body.n / 4 * 3);
	for (size_t i = 0; i < body.n && body.p[i] != '='; i++) {
		int v = base64_value(body.p[i]);

		if (v < 0)
			continue;
		bits = bits << 6 | (unsigned)v;
		if (++n % 4 != 1)
			buf_char(out, (char)(bits >> (8 - n % 4 * 2) % 8));
	}
}

static void
decode_quoted(struct span body, struct buf *out)
{
	for (size_t i = 0; i < body.n; i++) {
		if (body.p[i] != '=') {
			buf_char(out, body.p[i]);
		} else if (i + 2 < body.n && hex_value(body.p[i + 1]) >= 0 &&
			   hex_value(body.p[i + 2]) >= 0) {
			buf_char(out,
			    (char)(hex_value(body.p[i + 1]) * 16 + hex_value(body.p[i + 2])));
			i += 2;
		} else {
			i += line_length((struct span){ body.p + i, body.n - i }) - 1;
		}
	}
}

static int
starts_with(const struct buf *b, const char *magic, size_t n)
{
	return b->len >= n && memcmp(b->data, magic, n) == 0;
}

static int
is_picture(const struct buf *b)
{
	return starts_with(b, "\xff\xd8\xff", 3) || starts_with(b, "\x89PNG", 4) ||
	       starts_with(b, "II*\0", 4) || starts_with(b, "MM\0*", 4);
}

static int
visit_leaf(struct parse *ps, struct span head, struct span body, const char *type)
{
	struct buf encoding = BUF_INIT, disposition = BUF_INIT, bytes = BUF_INIT;
	char name[MAIL_NAME_SIZE];
	int rc = 0, is_inline;

	find_header(head, "Content-Transfer-Encoding", &encoding);
	find_header(head, "Content-Disposition", &disposition);
	find_name(disposition.data, type, name);
	if (strcasestr(encoding.data, "base64") != NULL)
		decode_base64(body, &bytes);
	else if (strcasestr(encoding.data, "quoted-printable") != NULL)
		decode_quoted(body, &bytes);
	else
		buf_add(&bytes, body.p, body.n);
	is_inline = strcasestr(disposition.data, "attachment") == NULL;
	if (starts_with(&bytes, "%PDF-", 5) ||
	    (is_picture(&bytes) && !(is_inline && bytes.len < LOGO_MAX)))
		rc = ps->part(ps->ctx, name, (const unsigned char *)bytes.data, bytes.len);
	ps->n_parts++;
	buf_release(&encoding);
	buf_release(&disposition);
	buf_release(&bytes);
	return rc;
}

static int visit_entity(struct parse *ps, struct span entity, int depth);

/* 1 a boundary, 2 the last one, 0 another line. */
static int
is_boundary(struct span line, size_t len, const char *boundary)
{
	size_t n = strlen(boundary);

	if (len < n + 2 || line.p[0] != '-' || line.p[1] != '-' ||
	    memcmp(line.p + 2, boundary, n) != 0)
		return 0;
	return len >= n + 4 && line.p[n + 2] == '-' && line.p[n + 3] == '-' ? 2 : 1;
}

static int
visit_parts(struct parse *ps, struct span body, const char *boundary, int depth)
{
	const char *start = NULL;
	int rc = 0, mark = 0;

	while (body.n > 0 && rc == 0 && mark != 2) {
		size_t len = line_length(body);

		mark = is_boundary(body, len, boundary);
		if (mark != 0 && start != NULL)
			rc = visit_entity(
			    ps, (struct span){ start, (size_t)(body.p - start) }, depth + 1);
		if (mark != 0)
			start = body.p + len;
		skip(&body, len);
	}
	/* A mail cut short: what came of its last part. */
	if (rc == 0 && mark != 2 && start != NULL)
		rc = visit_entity(
		    ps, (struct span){ start, (size_t)(body.p - start) }, depth + 1);
	return rc;
}

static int
visit_entity(struct parse *ps, struct span entity, int depth)
{
	struct buf type = BUF_INIT;
	char boundary[BOUNDARY_MAX];
	struct span head, body;
	const char *kind;
	int rc = 0;

	if (depth > DEPTH_MAX || ps->n_parts >= MAIL_PARTS_MAX)
		return 0;
	split_entity(entity, &head, &body);
	find_header(head, "Content-Type", &type);
	kind = type.data + strspn(type.data, " ");
	if (strncasecmp(kind, "multipart/", 10) == 0) {
		if (find_parameter(type.data, "boundary", boundary, sizeof boundary) &&
		    boundary[0] != '\0')
			rc = visit_parts(ps, body, boundary, depth);
	} else if (strncasecmp(kind, "message/rfc822", 14) == 0) {
		rc = visit_entity(ps, body, depth + 1);
	} else {
		rc = visit_leaf(ps, head, body, type.data);
	}
	buf_release(&type);
	return rc;
}

int
mail_parse(const char *text, size_t n, mail_part *part, void *ctx)
{
	struct parse ps = { .part = part, .ctx = ctx };

	return visit_entity(&ps, (struct span){ text, n }, 0);
}
