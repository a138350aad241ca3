#include "base/number.h"

#include <stdio.h>
#include <string.h>

const char *
number_text(double x, char out[NUMBER_SIZE])
{
	size_t n = (size_t)snprintf(out, NUMBER_SIZE, "%.1f", x);

	/* the locale of the program is that of C for numbers */
	if (n > 2 && n < NUMBER_SIZE && strcmp(out + n - 2, ".0") == 0)
		out[n - 2] = '\0';
	for (char *p = out; *p != '\0'; p++)
		if (*p == '.')
			*p = ',';
	return out;
}
