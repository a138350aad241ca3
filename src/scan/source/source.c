#include "scan/source/source_imp.h"

#include <string.h>

#include "scan/source/heif_imp.h"

const char *
source_fault_words(enum source_fault f)
{
	static const char *const words[SOURCE_FAULT_COUNT] = {
		[SOURCE_FINE] = "",
		[SOURCE_NOT_PICTURE] =
		    "ce n'est ni une image ni un PDF ; numérisez la feuille en "
		    "PDF, TIFF, JPEG ou PNG",
		[SOURCE_TEXT] =
		    "c'est un fichier de texte, pas une numérisation ; il faut un PDF, un "
		    "TIFF, un JPEG ou un PNG",
		[SOURCE_OTHER_PICTURE] =
		    "ce format d'image n'est pas lu ; enregistrez-la en JPEG, "
		    "PNG, TIFF ou PDF",
		[SOURCE_HEIC] = "photo au format HEIC ; convertissez en JPEG (sur un iPhone : "
				"Réglages > Appareil photo > Formats > Le plus compatible)",
		[SOURCE_OFFICE] =
		    "c'est un document de bureautique (texte, tableau) ; imprimez-le ou "
		    "enregistrez-le en PDF",
		[SOURCE_ARCHIVE] =
		    "c'est une archive ; extrayez d'abord les fichiers qu'elle contient",
		[SOURCE_MAIL] = "c'est un message ; enregistrez d'abord sa pièce jointe",
		[SOURCE_PASSWORD] =
		    "PDF protégé par un mot de passe : imprimez-le ou enregistrez-le "
		    "sans mot de passe",
		[SOURCE_BROKEN] =
		    "fichier trop abîmé ou tronqué pour être lu ; numérisez de nouveau "
		    "ou copiez-le encore une fois",
		[SOURCE_NO_PAGE] = "aucune page dans ce fichier ; numérisez de nouveau",
		[SOURCE_TOO_MANY] = "plus de 5000 pages ; coupez ce fichier en plusieurs",
		[SOURCE_TOO_BIG] = "image démesurée ; numérisez à 300 points par pouce",
	};

	return words[f];
}

struct magic {
	int at;
	const char *bytes;
	int n;
	enum source_fault fault; /* SOURCE_FINE: kind reads it */
	const struct source_kind *kind;
};

#define MAGIC(at, bytes, fault, kind)                                                          \
	{                                                                                      \
		at, bytes, (int)sizeof(bytes) - 1, fault, kind                                 \
	}

static const struct magic magics[] = {
	MAGIC(0, "\xFF\xD8\xFF", SOURCE_FINE, &source_jpeg),
	MAGIC(0, "\x89PNG\r\n\x1A\n", SOURCE_FINE, &source_png),
	MAGIC(0, "II*\0", SOURCE_FINE, &source_tiff),
	MAGIC(0, "MM\0*", SOURCE_FINE, &source_tiff),
	MAGIC(0, "II+\0", SOURCE_FINE, &source_tiff),
	MAGIC(0, "MM\0+", SOURCE_FINE, &source_tiff),
	MAGIC(4, "ftypheic", SOURCE_FINE, &source_heif),
	MAGIC(4, "ftypheix", SOURCE_FINE, &source_heif),
	MAGIC(4, "ftyphevc", SOURCE_HEIC, NULL),
	MAGIC(4, "ftypmif1", SOURCE_FINE, &source_heif),
	MAGIC(4, "ftypmsf1", SOURCE_HEIC, NULL),
	MAGIC(4, "ftypavif", SOURCE_OTHER_PICTURE, NULL),
	MAGIC(0, "GIF8", SOURCE_OTHER_PICTURE, NULL),
	MAGIC(0, "BM", SOURCE_OTHER_PICTURE, NULL),
	MAGIC(8, "WEBP", SOURCE_OTHER_PICTURE, NULL),
	MAGIC(0, "\0\0\0\x0CjP  ", SOURCE_OTHER_PICTURE, NULL),
	MAGIC(0, "\xFF\x4F\xFF\x51", SOURCE_OTHER_PICTURE, NULL),
	MAGIC(0, "AT&TFORM", SOURCE_OTHER_PICTURE, NULL),
	MAGIC(0, "\xD0\xCF\x11\xE0", SOURCE_OFFICE, NULL),
	MAGIC(0, "{\\rtf", SOURCE_OFFICE, NULL),
	MAGIC(30, "mimetypeapplication/vnd.oasis", SOURCE_OFFICE, NULL),
	MAGIC(30, "[Content_Types].xml", SOURCE_OFFICE, NULL),
	MAGIC(30, "_rels/", SOURCE_OFFICE, NULL),
	MAGIC(30, "word/", SOURCE_OFFICE, NULL),
	MAGIC(30, "xl/", SOURCE_OFFICE, NULL),
	MAGIC(30, "ppt/", SOURCE_OFFICE, NULL),
	MAGIC(30, "docProps/", SOURCE_OFFICE, NULL),
	MAGIC(0, "PK\x03\x04", SOURCE_ARCHIVE, NULL),
	MAGIC(0, "Rar!", SOURCE_ARCHIVE, NULL),
	MAGIC(0, "7z\xBC\xAF", SOURCE_ARCHIVE, NULL),
	MAGIC(0, "\x1F\x8B", SOURCE_ARCHIVE, NULL),
	MAGIC(0, "Return-Path:", SOURCE_MAIL, NULL),
	MAGIC(0, "Received:", SOURCE_MAIL, NULL),
	MAGIC(0, "From ", SOURCE_MAIL, NULL),
};

/* "%PDF-" may stand anywhere in the first 1024 bytes (some copiers put a job header first). */
static int
is_pdf(const unsigned char *head, size_t n)
{
	return memmem(head, n, "%PDF-", 5) != NULL;
}

static int
is_text(const unsigned char *head, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (head[i] < 32 && head[i] != '\n' && head[i] != '\r' && head[i] != '\t')
			return 0;
	return n > 0;
}

static enum source_fault
sniff(const unsigned char *head, size_t n, const struct source_kind **kind)
{
	for (size_t i = 0; i < sizeof magics / sizeof magics[0]; i++) {
		const struct magic *m = &magics[i];

		if ((size_t)(m->at + m->n) <= n &&
		    memcmp(head + m->at, m->bytes, (size_t)m->n) == 0) {
			*kind = m->kind;
			return m->fault;
		}
	}
	if (is_pdf(head, n)) {
		*kind = &source_pdf;
		return SOURCE_FINE;
	}
	return is_text(head, n) ? SOURCE_TEXT : SOURCE_NOT_PICTURE;
}

int
source_prepare(int fd)
{
	struct input in = { .fd = fd, .size = 16 };
	const struct source_kind *kind = NULL;
	unsigned char head[16];
	size_t n = input_read(&in, 0, head, sizeof head);

	return n > 0 && sniff(head, n, &kind) == SOURCE_FINE && kind == &source_heif &&
	       heif_load() == 0;
}

enum source_fault
source_open(struct source *s, int fd, uint64_t size)
{
	unsigned char head[1024 + 8];
	enum source_fault fault;
	size_t n;

	memset(s, 0, sizeof *s);
	s->in.fd = fd;
	s->in.size = size;
	n = input_read(&s->in, 0, head, sizeof head);
	fault = sniff(head, n, &s->kind);
	if (fault != SOURCE_FINE)
		return fault;
	fault = s->kind->open(s);
	if (fault == SOURCE_FINE && s->pages < 1)
		fault = SOURCE_NO_PAGE;
	if (fault == SOURCE_FINE && s->pages > SOURCE_PAGES_MAX)
		fault = SOURCE_TOO_MANY;
	if (fault != SOURCE_FINE)
		source_close(s);
	return fault;
}

void
source_close(struct source *s)
{
	if (s->state != NULL)
		s->kind->close(s);
	s->state = NULL;
}
