/*
 * What reading costs, for the `ms` of pages and attempts.
 */
#ifndef SCAN_CPU_IMP_H
#define SCAN_CPU_IMP_H

/* CPU time of this process so far, milliseconds. */
double cpu_ms(void);

#endif
