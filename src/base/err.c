#include "base/err.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* snprintf may have cut inside a character: drop the half that is left. */
static void
trim_partial(char *text)
{
	size_t len = strlen(text), i = len;

	while (i > 0 && ((unsigned char)text[i - 1] & 0xC0) == 0x80)
		i--;
	if (i == 0)
		return;
	unsigned char lead = (unsigned char)text[i - 1];
	size_t need = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;

	if (len - (i - 1) < need)
		text[i - 1] = '\0';
}

int
err_set(struct err *e, enum err_kind kind, const char *fmt, ...)
{
	va_list ap;

	if (e == NULL)
		return -1;
	e->kind = kind;
	va_start(ap, fmt);
	vsnprintf(e->text, sizeof e->text, fmt, ap);
	va_end(ap);
	trim_partial(e->text);
	return -1;
}

int
err_in(struct err *e, const char *fmt, ...)
{
	char place[sizeof e->text];
	char whole[2 * sizeof e->text + 8];
	va_list ap;

	if (e == NULL)
		return -1;
	va_start(ap, fmt);
	vsnprintf(place, sizeof place, fmt, ap);
	va_end(ap);
	snprintf(whole, sizeof whole, "%s : %s", place, e->text);
	memcpy(e->text, whole, sizeof e->text - 1);
	e->text[sizeof e->text - 1] = '\0';
	trim_partial(e->text);
	return -1;
}

const char *
err_words(int errnum)
{
	switch (errnum) {
	case ENOENT:
		return "fichier ou dossier introuvable";
	case EACCES:
	case EPERM:
		return "accès refusé (vérifiez les droits)";
	case ENOSPC:
		return "le disque est plein";
	case EDQUOT:
		return "le quota de disque est atteint";
	case EROFS:
		return "le disque est en lecture seule";
	case EISDIR:
		return "c'est un dossier, pas un fichier";
	case ENOTDIR:
		return "un élément du chemin n'est pas un dossier";
	case EEXIST:
		return "existe déjà";
	case ENOMEM:
		return "mémoire insuffisante";
	case EMFILE:
	case ENFILE:
		return "trop de fichiers ouverts";
	case EFBIG:
		return "fichier trop grand";
	case ENAMETOOLONG:
		return "nom trop long";
	case EIO:
		return "erreur de lecture ou d'écriture du disque";
	case ELOOP:
		return "trop de liens symboliques";
	case EAGAIN:
		return "ressource occupée, réessayez";
	default:
		return "erreur du système";
	}
}

int
err_system(struct err *e, const char *what, int errnum)
{
	const char *words = err_words(errnum);

	if (strcmp(words, err_words(0)) == 0)
		return err_set(e, ERR_SYSTEM, "%s : %s n° %d", what, words, errnum);
	return err_set(e, errnum == ENOENT ? ERR_ABSENT : ERR_SYSTEM, "%s : %s", what, words);
}
