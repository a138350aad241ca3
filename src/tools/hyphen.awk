# Build tool: the hyphenation dictionary without comments, and each pattern once (the last is the one
# that libhyphen keeps, and it leaks the others).   awk -f hyphen.awk IN.dic > OUT.dic
/^%/ { next }
{
	pattern = $0
	if (!/^[A-Z]/)
		gsub(/[0-9]/, "", pattern)
	if (/^NEXTLEVEL/)
		level++
	key = level SUBSEP pattern
	if (key in at)
		delete line[at[key]]
	at[key] = NR
	line[NR] = $0
}
END {
	for (i = 1; i <= NR; i++)
		if (i in line)
			print line[i]
}
