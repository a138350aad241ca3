#include "domain/check.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum { SIRET_DIGITS = 14, SIREN_DIGITS = 9 };

/* Copies what is neither a space (a non-breaking one too), a dot nor a hyphen, upper-cased. */
static size_t
squeeze(const char *typed, char out[CHECK_SIZE])
{
	size_t n = 0;

	out[0] = '\0';
	if (strlen(typed) >= CHECK_SIZE)
		return 0; /* nothing of ours is that long, and a cut could halve a letter */
	for (const char *p = typed; *p != '\0'; p++) {
		if (strncmp(p, "\xC2\xA0", 2) == 0) {
			p++;
			continue;
		}
		if (strncmp(p, "\xE2\x80\xAF", 3) == 0) {
			p += 2;
			continue;
		}
		if (strchr(" \t.-_/", *p) == NULL)
			out[n++] = (char)toupper((unsigned char)*p);
	}
	out[n] = '\0';
	return n;
}

static int
all_digits(const char *s, size_t n)
{
	return strspn(s, "0123456789") >= n;
}

/* Luhn's sum: every second digit from the right is doubled, its own digits summed. */
static int
luhn_sum(const char *digits, size_t n)
{
	int sum = 0;

	for (size_t i = 0; i < n; i++) {
		int d = digits[n - 1 - i] - '0';

		if (i % 2 == 1)
			d = d * 2 > 9 ? d * 2 - 9 : d * 2;
		sum += d;
	}
	return sum;
}

static int
digit_sum(const char *digits, size_t n)
{
	int sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += digits[i] - '0';
	return sum;
}

int
check_is_crushed(const char *typed)
{
	size_t whole = strspn(typed, "0123456789");
	const char *p = typed + whole;

	if (whole == 0)
		return 0;
	if (*p == ',' || *p == '.')
		p += 1 + strspn(p + 1, "0123456789");
	return (*p == 'E' || *p == 'e') && strspn(p + 1, "+0123456789") > 0 &&
	       p[1 + strspn(p + 1, "+0123456789")] == '\0';
}

const char *
check_siret(const char *typed, char out[CHECK_SIZE])
{
	size_t n = squeeze(typed, out);

	if (check_is_crushed(typed))
		return "n'est pas un SIRET : un tableur a abrégé le nombre ; mettez la colonne au "
		       "format Texte et reprenez le numéro";
	if (!all_digits(out, n))
		return "n'est pas un SIRET (attendu 14 chiffres)";
	if (n == SIRET_DIGITS - 1)
		return "n'a que 13 chiffres au lieu de 14 : un tableur a peut-être effacé le zéro "
		       "du début";
	if (n != SIRET_DIGITS)
		return "n'est pas un SIRET (attendu 14 chiffres)";
	if (luhn_sum(out, n) % 10 == 0)
		return NULL;
	/* La Poste's establishments: the sum rule that INSEE publishes for this one SIREN */
	if (strncmp(out, "356000000", SIREN_DIGITS) == 0 && digit_sum(out, n) % 5 == 0)
		return NULL;
	return "n'est pas un SIRET valable : la clé de contrôle ne correspond pas (un chiffre est "
	       "faux)";
}

const char *
check_siren(const char *typed, char out[CHECK_SIZE])
{
	size_t n = squeeze(typed, out);

	if (!all_digits(out, n) || n != SIREN_DIGITS)
		return "n'est pas un SIREN (attendu 9 chiffres)";
	if (luhn_sum(out, n) % 10 != 0)
		return "n'est pas un SIREN valable : la clé de contrôle ne correspond pas";
	return NULL;
}

const char *
check_uai(const char *typed, char out[CHECK_SIZE])
{
	static const char letters[] = "ABCDEFGHJKLMNPRSTUVWXYZ"; /* no I, O, Q */
	size_t n = squeeze(typed, out);
	long number = 0;

	if (n != 8 || !all_digits(out, 7))
		return "n'est pas un code UAI (attendu 7 chiffres et 1 lettre)";
	for (int i = 0; i < 7; i++)
		number = number * 10 + (out[i] - '0');
	if (out[7] != letters[number % 23])
		return "n'est pas un code UAI valable : la lettre ne correspond pas aux chiffres";
	return NULL;
}

const char *
check_naf(const char *typed, char out[CHECK_SIZE])
{
	size_t n = squeeze(typed, out);

	if (n != 5 || !all_digits(out, 4) || !isupper((unsigned char)out[4]))
		return "n'est pas un code d'activité (attendu 4 chiffres et 1 lettre, 62.01Z)";
	return NULL;
}

const char *
check_ine(const char *typed, char out[CHECK_SIZE])
{
	size_t n = squeeze(typed, out);
	size_t digits = strspn(out, "0123456789");

	if (n == 11 && (digits == 9 || digits == 10) && isupper((unsigned char)out[10]) &&
	    isalnum((unsigned char)out[9]))
		return NULL;
	return "n'est pas un INE (attendu 9 chiffres et 2 lettres, ou 10 chiffres et 1 lettre)";
}

const char *
check_postcode(const char *typed, char out[CHECK_SIZE])
{
	size_t n = squeeze(typed, out);

	if (n == 4 && all_digits(out, 4))
		return "n'a que 4 chiffres au lieu de 5 : un tableur a peut-être effacé le zéro du "
		       "début";
	if (n != 5 || !all_digits(out, 5))
		return "n'est pas un code postal (attendu 5 chiffres)";
	if (strncmp(out, "00", 2) == 0 || strncmp(out, "99", 2) == 0 ||
	    strncmp(out, "96", 2) == 0)
		return "n'est pas un code postal français (aucun département ne commence ainsi)";
	return NULL;
}

const char *
check_email(const char *typed, char out[CHECK_SIZE])
{
	const char *at = strchr(typed, '@');
	size_t n = strlen(typed);

	out[0] = '\0';
	if (n >= CHECK_SIZE)
		return "n'est pas une adresse électronique (trop longue)";
	memcpy(out, typed, n + 1);
	if (at == NULL || at == typed || strchr(at + 1, '@') != NULL)
		return "n'est pas une adresse électronique (attendu nom@domaine.fr)";
	if (strpbrk(typed, " \t\r\n,;<>\"()") != NULL || strstr(typed, "..") != NULL)
		return "n'est pas une adresse électronique (espace ou signe en trop)";
	const char *dot = strrchr(at, '.');

	if (dot == NULL || dot == at + 1 || dot[1] == '\0')
		return "n'est pas une adresse électronique (il manque la fin du domaine)";
	for (char *p = out; *p != '\0'; p++)
		*p = (char)tolower((unsigned char)*p);
	return NULL;
}

/* The digits of a phone, with a leading '+' if there is one; other signs go. */
static size_t
phone_digits(const char *typed, char out[CHECK_SIZE])
{
	size_t n = 0;

	for (const char *p = typed; *p != '\0' && n < CHECK_SIZE - 2; p++)
		if (isdigit((unsigned char)*p) || (*p == '+' && n == 0))
			out[n++] = *p;
	out[n] = '\0';
	return n;
}

const char *
check_phone(const char *typed, char out[CHECK_SIZE])
{
	char digits[CHECK_SIZE];
	const char *trunk = strstr(typed, "(0)");
	char plain[CHECK_SIZE];

	/* « +33 (0)6 12 ... »: the 0 in brackets is not dialled from abroad */
	if (trunk != NULL)
		snprintf(plain, sizeof plain, "%.*s%s", (int)(trunk - typed), typed, trunk + 3);
	else
		snprintf(plain, sizeof plain, "%s", typed);
	size_t n = phone_digits(plain, digits);

	if (digits[0] == '0' && digits[1] == '0') {
		memmove(digits + 1, digits + 2, n - 1);
		digits[0] = '+';
		n--;
	}
	if (strncmp(digits, "+33", 3) == 0 && n == 12) {
		snprintf(out, CHECK_SIZE, "0%.*s", CHECK_SIZE - 2, digits + 3);
		return NULL;
	}
	snprintf(out, CHECK_SIZE, "%.*s", CHECK_SIZE - 1, digits);
	if (digits[0] == '+' && strncmp(digits, "+33", 3) != 0)
		return n >= 7 && n <= 16 ? NULL
					 : "n'est pas un numéro étranger (attendu + et 6 à 15 "
					   "chiffres)";
	if (digits[0] == '0' && n == 10)
		return NULL;
	if (digits[0] != '0' && digits[0] != '+' && n == 9) {
		snprintf(out, CHECK_SIZE, "0%.*s", CHECK_SIZE - 2, digits);
		return "a 9 chiffres : lu avec le zéro du début, qu'un tableur a peut-être effacé";
	}
	if (n == 0 && strlen(typed) < CHECK_SIZE)
		memcpy(out, typed, strlen(typed) + 1);
	return "n'est pas un numéro de téléphone français (attendu 10 chiffres)";
}
