#include <stdlib.h>

#include "domain/fact.h"

static struct fact *
find(struct fact *facts, size_t n, int64_t event)
{
	size_t low = 0, high = n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (facts[middle].event < event)
			low = middle + 1;
		else
			high = middle;
	}
	return low < n && facts[low].event == event ? &facts[low] : NULL;
}

static void
undo(struct fact *facts, size_t n, const struct fact *u)
{
	struct fact *target = u->target != 0 ? find(facts, n, u->target) : NULL;

	if (target != NULL)
		target->voided = 1;
	if (u->target_batch == 0)
		return;
	for (size_t i = 0; i < n; i++)
		if (facts[i].batch == u->target_batch)
			facts[i].voided = 1;
}

/* An undo is judged by later ones only, so from the last to the first; then what rests upon what. */
void
facts_void(struct fact *facts, size_t n)
{
	for (size_t i = 0; i < n; i++)
		facts[i].voided = 0;
	for (size_t i = n; i-- > 0;)
		if (facts[i].kind == FACT_UNDONE && !facts[i].voided)
			undo(facts, n, &facts[i]);
	for (size_t i = 0; i < n; i++) {
		const struct fact *base;

		if (facts[i].target == 0 || facts[i].kind == FACT_UNDONE)
			continue;
		base = find(facts, i, facts[i].target);
		if (base != NULL && base->voided)
			facts[i].voided = 1;
	}
}
