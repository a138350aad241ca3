#!/bin/sh
# Usage: embed.sh NAME=FILE ...   prints assembler that holds the files as builtin_table
# (base/builtin.h), in the order given: the makefile sorts.
set -eu
echo '	.section .rodata'
n=0
for pair; do
	printf 'name%d:	.string "%s"\n' "$n" "${pair%%=*}"
	printf '	.balign 8\ndata%d:	.incbin "%s"\nend%d:	.byte 0\n' "$n" "${pair#*=}" "$n"
	n=$((n + 1))
done
echo '	.section .data.rel.ro,"aw"'
echo '	.globl builtin_table'
echo '	.balign 8'
echo 'builtin_table:'
i=0
while [ "$i" -lt "$n" ]; do
	printf '	.quad name%d, data%d, end%d - data%d\n' "$i" "$i" "$i" "$i"
	i=$((i + 1))
done
echo '	.quad 0, 0, 0'
echo '	.section .note.GNU-stack,"",@progbits'
