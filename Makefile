# paraphe: one makefile, a build folder a mode.
#   make            the binary, build/release/paraphe
#   make check      every test          make lint     the rules of the house
#   make demo       the main job on samples/
#   make bench      timings, side by side with other tools; CORPUS=dir: on your own scans
#   make coverage   lines that the tests ran
#   make MODE=sanitize check            also: debug, fuzz
#   make install    PREFIX=/usr/local DESTDIR=

MODE          ?= release
MODE_release  := -O2 -g -D_FORTIFY_SOURCE=2 -fstack-protector-strong
MODE_debug    := -O0 -g3
MODE_sanitize := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
MODE_coverage := -O0 -g --coverage
MODE_fuzz     := -O1 -g -fsanitize=fuzzer-no-link,address,undefined -DFUZZING
ifeq ($(MODE_$(MODE)),)
$(error MODE=$(MODE): release, debug, sanitize, coverage or fuzz)
endif
ifeq ($(MODE),fuzz)
CC := clang
endif

BUILD  ?= build
OUT    := $(BUILD)/$(MODE)
PREFIX ?= /usr/local

WARN := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wformat=2 -Wno-format-nonliteral \
	-Wundef -Wpointer-arith -Wwrite-strings $(if $(WERROR),-Werror)

PKGS := jansson libsodium nettle libutf8proc sqlite3 zbar libqrencode lept libjpeg libtiff-4 libpng \
	libcmark-gfm libseccomp inih uchardet xlsxwriter
ifeq ($(shell pkg-config --exists $(PKGS) mupdf && echo yes),)
$(error libraries are missing: sh tests/check.sh or sh samples/demo.sh installs them)
endif
CPPFLAGS_ALL := -D_GNU_SOURCE -iquote src -iquote . -isystem /usr/include/hyphen \
	$(patsubst -I%,-isystem %,$(shell pkg-config --cflags-only-I $(PKGS) mupdf)) $(CPPFLAGS)
CFLAGS_ALL := -std=c11 $(WARN) $(MODE_$(MODE)) -fPIE $(CFLAGS)
LDFLAGS_ALL := $(MODE_$(MODE)) -pie -Wl,-z,relro,-z,now -Wl,--as-needed $(LDFLAGS)
LIBS := $(shell pkg-config --libs $(PKGS)) -lcmark-gfm-extensions -lhpdf -lfec -lz -lhyphen -lcsv \
	$(shell pkg-config --static --libs mupdf) -lharfbuzz -lpthread -lm

# The house: rooms, not files.  A new .c in a room is built without a word here.
ROOMS := base domain store scan pdf template app cli web
SRCS  := $(wildcard $(ROOMS:%=src/%/*.c) $(ROOMS:%=src/%/*/*.c))
OBJS  := $(SRCS:%.c=$(OUT)/%.o) $(OUT)/builtin.o
LIB   := $(OUT)/libparaphe.a

all: $(OUT)/paraphe

$(OUT)/paraphe: $(OUT)/src/main.o $(LIB)
	$(CC) $(LDFLAGS_ALL) -o $@ $< $(LIB) $(LIBS)

$(LIB): $(OBJS)
	@rm -f $@
	ar rcs $@ $^

$(OUT)/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS_ALL) $(CFLAGS_ALL) -MMD -MP -c -o $@ $<

# Loops over pixels: -O2 alone does not turn them into vector code.
$(OUT)/src/scan/image.o $(OUT)/src/scan/ink/darkness.o: MODE_release += -O3

# What is inside the binary: forms, templates, subset fonts, hyphenation patterns.
FONT_DIR := /usr/share/fonts/truetype/liberation2
FACES := Serif-Regular Serif-Bold Serif-Italic Serif-BoldItalic \
	Sans-Regular Sans-Bold Sans-Italic Sans-BoldItalic
FONTS := $(FACES:%=$(OUT)/fonts/Liberation%.ttf)
TEXTS := $(sort $(wildcard forms/*.ini templates/*.txt templates/*.md templates/*/*.md))
METRICS := $(FONTS:%.ttf=%.metrics)
PLAIN := $(FONTS:%.ttf=%.plain) $(FONTS:%.ttf=%.few)
EMBED := $(foreach f,$(FONTS) $(METRICS) $(PLAIN),fonts/$(notdir $f)=$f) \
	$(foreach f,$(TEXTS),$f=$f) hyph_fr.dic=$(OUT)/hyph_fr.dic hyph_en_US.dic=$(OUT)/hyph_en_US.dic qr.table=$(OUT)/qr.table

$(OUT)/tools/subset: src/tools/subset.c src/pdf/plain_imp.h Makefile
	@mkdir -p $(@D)
	$(CC) -D_GNU_SOURCE -iquote src $(shell pkg-config --cflags harfbuzz-subset) -std=c11 $(WARN) -O1 -o $@ $< \
		$(shell pkg-config --libs harfbuzz-subset harfbuzz) -lz

$(OUT)/fonts/%.ttf: $(FONT_DIR)/%.ttf $(OUT)/tools/subset
	@mkdir -p $(@D)
	$(OUT)/tools/subset $< $@

$(OUT)/fonts/%.plain: $(FONT_DIR)/%.ttf $(OUT)/tools/subset
	@mkdir -p $(@D)
	$(OUT)/tools/subset --plain $< $@

$(OUT)/fonts/%.few: $(FONT_DIR)/%.ttf $(OUT)/tools/subset
	@mkdir -p $(@D)
	$(OUT)/tools/subset --few $< $@

$(OUT)/tools/metrics: src/tools/metrics.c src/pdf/metrics_imp.h Makefile
	@mkdir -p $(@D)
	$(CC) -D_GNU_SOURCE -iquote src $(shell pkg-config --cflags harfbuzz) -std=c11 $(WARN) -O2 -o $@ $< \
		$(shell pkg-config --libs harfbuzz)

$(OUT)/fonts/%.metrics: $(FONT_DIR)/%.ttf $(OUT)/fonts/%.ttf $(OUT)/tools/metrics
	$(OUT)/tools/metrics $< $(@:%.metrics=%.ttf) $@

$(OUT)/hyph_%.dic: /usr/share/hyphen/hyph_%.dic src/tools/hyphen.awk
	@mkdir -p $(@D)
	awk -f src/tools/hyphen.awk $< > $@

$(OUT)/tools/qr: src/tools/qr.c src/pdf/qr.c src/pdf/qr_imp.h Makefile
	@mkdir -p $(@D)
	$(CC) -D_GNU_SOURCE -iquote src $(shell pkg-config --cflags libqrencode) -std=c11 $(WARN) -O1 -o $@ \
		src/tools/qr.c src/pdf/qr.c $(shell pkg-config --libs libqrencode)

$(OUT)/qr.table: $(OUT)/tools/qr
	$(OUT)/tools/qr $@

# The list is part of the rule: a template added or removed rebuilds the table.
$(OUT)/embed.list: FORCE
	@mkdir -p $(@D)
	@echo '$(EMBED)' | cmp -s - $@ || echo '$(EMBED)' > $@

$(OUT)/builtin.S: src/tools/embed.sh $(OUT)/embed.list $(FONTS) $(METRICS) $(PLAIN) $(OUT)/hyph_fr.dic $(OUT)/hyph_en_US.dic $(OUT)/qr.table $(TEXTS)
	sh src/tools/embed.sh $(EMBED) > $@

$(OUT)/builtin.o: $(OUT)/builtin.S
	$(CC) -c -o $@ $<

# Tests: each tests/unit/NAME.c is a program of its own.
UNIT := $(patsubst tests/unit/%.c,$(OUT)/tests/unit/%,$(wildcard tests/unit/*.c))
SIM  := $(OUT)/tests/sim/scansim
SIM_OBJS := $(patsubst %.c,$(OUT)/%.o,$(wildcard tests/sim/*.c))

$(OUT)/tests/unit/%: $(OUT)/tests/unit/%.o $(LIB)
	$(CC) $(LDFLAGS_ALL) -o $@ $< $(LIB) $(LIBS) -lcmocka

$(SIM): $(SIM_OBJS) $(LIB)
	$(CC) $(LDFLAGS_ALL) -o $@ $(SIM_OBJS) $(LIB) $(LIBS)

# Each tests/fuzz/NAME.c is a harness: libFuzzer drives it in MODE=fuzz, replay.c elsewhere.
FUZZ := $(patsubst tests/fuzz/%.c,$(OUT)/tests/fuzz/%,$(filter-out %/replay.c,$(wildcard tests/fuzz/*.c)))
ifeq ($(MODE),fuzz)
FUZZ_MAIN := -fsanitize=fuzzer
else
FUZZ_MAIN := $(OUT)/tests/fuzz/replay.o
endif

$(OUT)/tests/fuzz/%: $(OUT)/tests/fuzz/%.o $(filter %.o,$(FUZZ_MAIN)) $(LIB)
	$(CC) $(LDFLAGS_ALL) -o $@ $< $(FUZZ_MAIN) $(LIB) $(LIBS)

# Compares a page with its kept picture.
PICTURES := $(OUT)/tests/pictures/compare
$(PICTURES): $(PICTURES).o
	$(CC) $(LDFLAGS_ALL) -o $@ $< -lpng

.PRECIOUS: $(OUT)/%.o
tests: $(OUT)/paraphe $(UNIT) $(FUZZ) $(if $(SIM_OBJS),$(SIM)) $(PICTURES)

# Renews the kept pictures of the papers: look at what changed before committing it.
pictures: tests
	@dir=$$(mktemp -d) && cd $$dir && RENEW=1 sh $(CURDIR)/tests/e2e/pictures.sh $(abspath $(OUT)); rm -rf $$dir

check: tests
	@sh tests/run.sh $(OUT)

demo: $(OUT)/paraphe $(SIM)
	@sh samples/run.sh $(OUT)

bench: $(OUT)/paraphe $(SIM)
	@sh tests/bench/run.sh $(OUT) "$(CORPUS)"

coverage:
	@$(MAKE) --no-print-directory -s MODE=coverage check
	@sh tests/coverage.sh $(BUILD)/coverage

lint:
	@sh tests/lint.sh

install: $(OUT)/paraphe
	install -d $(DESTDIR)$(PREFIX)/bin
	install -m 755 $(OUT)/paraphe $(DESTDIR)$(PREFIX)/bin/paraphe

clean:
	rm -rf $(BUILD)

FORCE:
.PHONY: all tests check pictures demo bench coverage lint install clean FORCE

-include $(shell find $(OUT) -name '*.d' 2>/dev/null)
