/* Printing: app/issue on a small school, with the forms and templates of the binary. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "app/home.h"
#include "app/import/import.h"
#include "app/issue/issue.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/hash.h"
#include "place.h"
#include "store/document.h"
#include "store/event.h"
#include "store/store.h"

static const char school[] =
    "[school]\nname = Lycée d'essai\nuai = 0719876Z\naddress = 1 rue Basse\npostcode = 71990\n"
    "city = Villenard\n[principal]\nname = Mme Arcy\ntitle = Proviseure\nfemale = oui\n"
    "[council]\ndate = 30/06/2026\n[insurance]\ncompany = Mutuelle\n";

struct office {
	struct place *place;
	struct home home;
	struct issue_report r;
	struct err e;
};

static void
import(struct office *o, enum import_kind kind, const char *text)
{
	const struct import_options options = { .dry_run = 0 };
	struct import_report report;
	char *path = path_join(o->place->dir, "liste.csv");

	assert_int_equal(file_replace(path, text, strlen(text), &o->e), 0);
	if (import_file(&o->home, kind, path, &options, &report, &o->e) < 0)
		fail_msg("%s", o->e.text);
	if (report.refused > 0)
		fail_msg("%s", report.messages[0]);
	import_report_release(&report);
	free(path);
}

#define PLACEMENTS                                                                             \
	"etudiant_nom;etudiant_prenom;etudiant_naissance;annee_scolaire;entreprise;"           \
	"professeur_email;tuteur_nom;tuteur_telephone;missions;heures_semaine;debut1;fin1\n"

static void
import_school(struct office *o)
{
	import(o, IMPORT_SECTIONS,
	    "code;intitule;heures\nSIO;Services informatiques;960 heures\n");
	import(o, IMPORT_TEACHERS, "nom;prenom;email\nKervadec;Yann;yann@lycee.example\n");
	import(o, IMPORT_STUDENTS,
	    "nom;prenom;sexe;date_naissance;annee_scolaire;section;annee\n"
	    "Lefèvre;Zoë;F;2007-03-14;2026-2027;SIO;2\n"
	    "Nguyễn;Thị Hạnh;F;2006-07-21;2026-2027;SIO;1\n"
	    "Ayité;Koffi;M;2006-01-30;2026-2027;SIO;1\n");
	import(o, IMPORT_COMPANIES, "nom;code_postal;representant\nOrbe;71990;Mme Roblès\n");
	import(o, IMPORT_PLACEMENTS,
	    PLACEMENTS
	    "Lefèvre;Zoë;;2026-2027;Orbe;yann@lycee.example;Ali Ben;;Coder;35;2027-01-04;2027-02-12\n"
	    "Nguyễn;Thị Hạnh;;2026-2027;Orbe;yann@lycee.example;Ali Ben;;Tester;35;2027-05-24;2027-07-02\n");
}

static void
office_open(struct office *o, void **state)
{
	struct home_made made;
	char *ini;

	memset(o, 0, sizeof *o);
	o->place = *state;
	hash_start();
	setenv("SOURCE_DATE_EPOCH", "1795436400", 1); /* 2026-11-23 */
	ini = path_join(o->place->dir, "school.ini");
	assert_int_equal(file_replace(ini, school, strlen(school), &o->e), 0);
	if (home_init(o->place->dir, ini, &made, &o->e) < 0)
		fail_msg("%s", o->e.text);
	assert_int_equal(home_open(&o->home, o->place->dir, "m.petit", &o->e), 0);
	import_school(o);
	free(ini);
}

static void
office_close(struct office *o)
{
	issue_report_release(&o->r);
	home_close(&o->home);
}

static int
issue(struct office *o, const struct issue_request *q)
{
	issue_report_release(&o->r);
	o->e = (struct err)ERR_INIT;
	return issue_papers(&o->home, q, &o->r, &o->e);
}

static void
issue_all(struct office *o)
{
	const struct issue_request q = { .kind = DOC_CONVENTION, .all = 1, .jobs = 2 };

	if (issue(o, &q) < 0)
		fail_msg("%s", o->e.text);
}

static int
count_document(void *ctx, const struct folded *f)
{
	(void)f;
	++*(int *)ctx;
	return 0;
}

static int
documents(struct office *o)
{
	const struct document_filter all = { .placement = 0 };
	int n = 0;

	assert_int_equal(document_each(o->home.store, &all, count_document, &n, &o->e), 0);
	return n;
}

static void
test_a_class_a_file(void **state)
{
	struct office o;

	office_open(&o, state);
	issue_all(&o);
	assert_int_equal(o.r.n_docs, 2);
	assert_int_equal(o.r.n_files, 2);
	assert_int_equal(documents(&o), 2);
	assert_non_null(
	    strstr(o.r.files[0].path, "/papiers/2026-2027/conventions_SIO1_2026-11-23.pdf"));
	assert_non_null(strstr(o.r.files[1].path, "conventions_SIO2_2026-11-23.pdf"));
	for (size_t i = 0; i < o.r.n_files; i++) {
		struct buf pdf = BUF_INIT;

		assert_int_equal(file_read(o.r.files[i].path, 1 << 24, &pdf, &o.e), 0);
		assert_memory_equal(pdf.data, "%PDF-", 5);
		buf_release(&pdf);
	}
	for (size_t i = 0; i < o.r.n_docs; i++) {
		assert_int_equal(o.r.docs[i].copies, 3);
		assert_int_equal(o.r.files[o.r.docs[i].file].pages,
		    o.r.docs[i].sheet_pages + 3 * o.r.docs[i].pages);
	}
	office_close(&o);
}

static void
test_a_second_issue_names_the_first(void **state)
{
	char number[TAG_NUMBER_SIZE];
	struct office o;

	office_open(&o, state);
	issue_all(&o);
	memcpy(number, o.r.docs[0].number, sizeof number);
	issue_all(&o);
	assert_int_equal(o.r.docs[0].fate, ISSUE_KEPT);
	assert_string_equal(o.r.docs[0].number, number);
	assert_string_equal(o.r.docs[0].words, "en attente de l'étudiant");
	assert_int_equal(o.r.n_files, 0);
	assert_int_equal(documents(&o), 2);
	office_close(&o);
}

static void
test_a_phone_costs_nothing_a_date_a_version(void **state)
{
	struct office o;

	office_open(&o, state);
	issue_all(&o);
	import(&o, IMPORT_PLACEMENTS,
	    PLACEMENTS
	    "Lefèvre;Zoë;;2026-2027;Orbe;yann@lycee.example;Ali Ben;0612345678;Coder;35;"
	    "2027-01-04;2027-02-12\n");
	issue_all(&o);
	assert_int_equal(documents(&o), 2);
	import(&o, IMPORT_PLACEMENTS,
	    PLACEMENTS
	    "Lefèvre;Zoë;;2026-2027;Orbe;yann@lycee.example;Ali Ben;0612345678;Coder;35;"
	    "2027-01-04;2027-02-05\n");
	issue_all(&o);
	assert_int_equal(documents(&o), 3);
	assert_int_equal(o.r.docs[1].fate, ISSUE_REPLACED);
	assert_int_equal(o.r.docs[1].version, 2);
	assert_string_equal(o.r.docs[1].words, "dates ou horaires");
	assert_non_null(strstr(o.r.files[0].path, "convention_LEFEVRE_Zoe_SIO_v2.pdf"));
	office_close(&o);
}

/* One name that no font has: nobody's convention is printed. */
static void
test_all_or_nothing(void **state)
{
	struct office o;
	size_t n;
	char *folder, **names;

	office_open(&o, state);
	import(&o, IMPORT_PLACEMENTS,
	    PLACEMENTS
	    "Ayité;Koffi;;2026-2027;Orbe;yann@lycee.example;李;;Coder;35;2027-01-04;2027-02-12\n");
	const struct issue_request q = { .kind = DOC_CONVENTION, .all = 1, .jobs = 1 };

	assert_int_equal(issue(&o, &q), -1);
	assert_non_null(strstr(o.e.text, "AYITÉ Koffi"));
	assert_non_null(strstr(o.e.text, "李"));
	assert_int_equal(documents(&o), 0);
	folder = path_join(o.place->dir, "papiers/2026-2027");
	names = dir_list(folder, &n, &o.e);
	assert_int_equal(n, 0);
	free(names);
	free(folder);
	office_close(&o);
}

static void
test_the_law_stops_before_printing(void **state)
{
	struct office o;

	office_open(&o, state);
	import(&o, IMPORT_PLACEMENTS,
	    PLACEMENTS
	    "Ayité;Koffi;;2026-2027;Orbe;yann@lycee.example;;;;35;2027-01-04;2027-02-12\n");
	const struct issue_request q = { .kind = DOC_CONVENTION, .all = 1 };

	assert_int_equal(issue(&o, &q), -1);
	assert_int_equal(o.e.kind, ERR_REFUSED);
	assert_int_equal(documents(&o), 0);
	assert_int_equal(o.r.n_notices, 3); /* tutor, tasks, accord */
	assert_string_equal(o.r.notices[0].who, "AYITÉ Koffi");
	assert_int_equal(o.r.notices[0].severity, LAW_REFUSE);
	office_close(&o);
}

static void
test_a_reprint_has_the_same_pages(void **state)
{
	const struct issue_request q = { .kind = DOC_CONVENTION, .student = "lefevre" };
	struct buf first = BUF_INIT, again = BUF_INIT;
	struct fact *facts;
	struct arena a = ARENA_INIT;
	struct document d;
	struct office o;
	size_t n;

	office_open(&o, state);
	if (issue(&o, &q) < 0)
		fail_msg("%s", o.e.text);
	assert_non_null(strstr(o.r.files[0].path, "convention_LEFEVRE_Zoe_SIO_v1.pdf"));
	assert_int_equal(file_read(o.r.files[0].path, 1 << 24, &first, &o.e), 0);
	struct reprint_request r = { .code = o.r.docs[0].number };
	char code[TAG_NUMBER_SIZE];

	memcpy(code, o.r.docs[0].number, sizeof code);
	r.code = code;
	issue_report_release(&o.r);
	if (issue_again(&o.home, &r, &o.r, &o.e) < 0)
		fail_msg("%s", o.e.text);
	assert_int_equal(file_read(o.r.files[0].path, 1 << 24, &again, &o.e), 0);
	assert_int_equal(first.len, again.len);
	assert_memory_equal(first.data, again.data, first.len);
	assert_string_equal(o.r.docs[0].number, code);
	assert_int_equal(document_by_code(o.home.store, code, &a, &d, &o.e), 0);
	assert_int_equal(event_list(o.home.store, d.id, &a, &facts, &n, &o.e), 0);
	assert_int_equal(n, 2);
	assert_int_equal(facts[1].kind, FACT_REPRINTED);
	assert_int_equal(documents(&o), 1);
	r.copy = 2;
	r.page = d.pages;
	issue_report_release(&o.r);
	assert_int_equal(issue_again(&o.home, &r, &o.r, &o.e), 0);
	assert_int_equal(o.r.files[0].pages, 1);
	r.copy = 4;
	issue_report_release(&o.r);
	assert_int_equal(issue_again(&o.home, &r, &o.r, &o.e), -1);
	arena_release(&a);
	buf_release(&first);
	buf_release(&again);
	office_close(&o);
}

static void
test_a_mould_is_made_once(void **state)
{
	const struct issue_request q = { .kind = DOC_ACCORD, .generic = 1, .section = "sio" };
	struct office o;

	office_open(&o, state);
	if (issue(&o, &q) < 0)
		fail_msg("%s", o.e.text);
	assert_int_equal(o.r.docs[0].copies, 1);
	assert_non_null(strstr(o.r.files[0].path, "accord_general_SIO_2026-2027.pdf"));
	assert_int_equal(issue(&o, &q), 0);
	assert_int_equal(o.r.docs[0].fate, ISSUE_KEPT);
	assert_int_equal(documents(&o), 1);
	office_close(&o);
}

static void
test_a_mould_for_each_section(void **state)
{
	const struct issue_request q = { .kind = DOC_ACCORD, .generic = 1, .all = 1 };
	struct office o;

	office_open(&o, state);
	import(&o, IMPORT_SECTIONS, "code;intitule\nMCO;Management commercial opérationnel\n");
	assert_int_equal(issue(&o, &q), 0);
	assert_int_equal(o.r.n_docs, 2);
	assert_int_equal(o.r.n_files, 2);
	assert_non_null(strstr(o.r.files[0].path, "accord_general_MCO_2026-2027.pdf"));
	assert_non_null(strstr(o.r.files[1].path, "accord_general_SIO_2026-2027.pdf"));
	office_close(&o);
}

static void
test_accords_of_a_section(void **state)
{
	const struct issue_request q = { .kind = DOC_ACCORD, .section = "SIO" };
	struct office o;

	office_open(&o, state);
	assert_int_equal(issue(&o, &q), 0);
	assert_int_equal(o.r.n_docs, 3);
	assert_int_equal(issue(&o, &q), 0);
	assert_int_equal(o.r.docs[2].fate, ISSUE_KEPT);
	assert_int_equal(documents(&o), 3);
	office_close(&o);
}

static void
test_whom_a_name_means(void **state)
{
	struct issue_request q = { .kind = DOC_ACCORD, .student = "personne" };
	struct office o;

	office_open(&o, state);
	import(&o, IMPORT_STUDENTS,
	    "nom;prenom;date_naissance;annee_scolaire;section;annee\n"
	    "Lefèvre;Zoë;2006-01-01;2026-2027;SIO;1\n");
	assert_int_equal(issue(&o, &q), -1);
	assert_int_equal(o.e.kind, ERR_ABSENT);
	q.student = "lefevre";
	assert_int_equal(issue(&o, &q), -1);
	assert_non_null(strstr(o.e.text, "plusieurs"));
	q.student = "Zoe Lefevre 14/03/2007";
	assert_int_equal(issue(&o, &q), 0);
	assert_int_equal(o.r.n_docs, 1);
	assert_string_equal(o.r.docs[0].section, "SIO2");
	office_close(&o);
}

static void
test_a_file_is_not_overwritten(void **state)
{
	struct issue_request q = { .kind = DOC_CONVENTION, .all = 1 };
	struct office o;
	char *path;

	office_open(&o, state);
	path = path_join(o.place->dir, "tout.pdf");
	q.out = path;
	assert_int_equal(file_replace(path, "x", 1, &o.e), 0);
	assert_int_equal(issue(&o, &q), -1);
	assert_int_equal(documents(&o), 0);
	unlink(path);
	assert_int_equal(issue(&o, &q), 0);
	assert_int_equal(o.r.n_files, 1);
	free(path);
	office_close(&o);
}

static void
test_blank_conventions(void **state)
{
	struct issue_request q = { .kind = DOC_CONVENTION, .blank = 2, .teacher = "kervadec" };
	struct arena a = ARENA_INIT;
	struct folded f;
	struct document d;
	struct office o;

	office_open(&o, state);
	if (issue(&o, &q) < 0)
		fail_msg("%s", o.e.text);
	assert_int_equal(o.r.n_docs, 2);
	assert_string_not_equal(o.r.docs[0].number, o.r.docs[1].number);
	assert_string_equal(o.r.docs[0].who, "vierge n° 1, pour Yann Kervadec");
	assert_int_equal(document_by_code(o.home.store, o.r.docs[0].number, &a, &d, &o.e), 0);
	assert_int_equal(d.blank, 1);
	assert_int_equal(d.placement, 0);
	assert_int_equal(document_fold(o.home.store, d.id, &a, &f, &o.e), 1);
	assert_int_equal(f.state.to_regularise, 1);
	/* each time new ones */
	assert_int_equal(issue(&o, &q), 0);
	assert_int_equal(documents(&o), 4);
	/* once it belongs to a placement it is its convention */
	struct fact link = FACT_INIT(FACT_LINKED);
	const struct issue_request one = { .kind = DOC_CONVENTION, .placement = "1" };

	link.document = d.id;
	link.placement = 1;
	link.actor = "m.petit";
	assert_int_equal(store_begin(o.home.store, &o.e), 0);
	assert_int_equal(event_append(o.home.store, &link, NULL, &o.e), 0);
	assert_int_equal(store_commit(o.home.store, &o.e), 0);
	assert_int_equal(issue(&o, &one), 0);
	assert_int_equal(o.r.docs[0].fate, ISSUE_KEPT);
	assert_string_equal(o.r.docs[0].number, d.number);
	q.teacher = "personne";
	assert_int_equal(issue(&o, &q), -1);
	arena_release(&a);
	office_close(&o);
}

/* A person says that every box of copy 1 bears its signature. */
static void
sign_all(struct office *o, const char *code)
{
	struct arena a = ARENA_INIT;
	struct fact read = FACT_INIT(FACT_READ);
	struct fact_box boxes[32];
	struct box *at;
	struct document d;

	memset(boxes, 0, sizeof boxes);
	assert_int_equal(document_by_code(o->home.store, code, &a, &d, &o->e), 0);
	assert_int_equal(document_boxes(o->home.store, d.id, &a, &at, &read.n_boxes, &o->e), 0);
	for (size_t i = 0; i < read.n_boxes; i++) {
		memcpy(boxes[i].id, at[i].id, sizeof boxes[i].id);
		boxes[i].role = at[i].role;
		boxes[i].verdict = VERDICT_SIGNED;
		boxes[i].score = 1;
		read.page = at[i].page;
	}
	read.document = d.id;
	read.copy = 1;
	read.boxes = boxes;
	read.actor = "m.petit";
	assert_int_equal(store_begin(o->home.store, &o->e), 0);
	if (event_append(o->home.store, &read, NULL, &o->e) < 0)
		fail_msg("%s", o->e.text);
	assert_int_equal(store_commit(o->home.store, &o->e), 0);
	arena_release(&a);
}

#define LATER(until)                                                                           \
	PLACEMENTS "Lefèvre;Zoë;;2026-2027;Orbe;yann@lycee.example;Ali Ben;;Coder;35;"       \
		   "2027-01-04;" until "\n"

static void
test_amendments_after_all_have_signed(void **state)
{
	const struct issue_request convention = { .kind = DOC_CONVENTION, .placement = "1" };
	const struct issue_request amendment = { .kind = DOC_AMENDMENT, .placement = "1" };
	struct office o;

	office_open(&o, state);
	assert_int_equal(issue(&o, &convention), 0);
	assert_int_equal(issue(&o, &amendment), -1); /* not signed yet */
	assert_int_equal(o.e.kind, ERR_REFUSED);
	issue_report_release(&o.r);
	assert_int_equal(issue(&o, &convention), 0);
	sign_all(&o, o.r.docs[0].number);
	assert_int_equal(issue(&o, &amendment), -1); /* nothing changed */
	import(&o, IMPORT_PLACEMENTS, LATER("2027-02-19"));
	assert_int_equal(issue(&o, &convention), 0);
	assert_int_equal(o.r.docs[0].fate, ISSUE_KEPT);
	assert_non_null(strstr(o.r.docs[0].words, "demande un avenant"));
	if (issue(&o, &amendment) < 0)
		fail_msg("%s", o.e.text);
	assert_int_equal(o.r.docs[0].fate, ISSUE_MADE);
	assert_non_null(strstr(o.r.files[0].path, "avenant_LEFEVRE_Zoe_SIO_v1.pdf"));
	assert_int_equal(issue(&o, &convention), 0); /* the amendment says it */
	assert_null(strstr(o.r.docs[0].words, "avenant"));
	/* changed again before it is signed: a new version of the amendment */
	import(&o, IMPORT_PLACEMENTS, LATER("2027-02-12"));
	if (issue(&o, &amendment) < 0)
		fail_msg("%s", o.e.text);
	assert_int_equal(o.r.docs[0].fate, ISSUE_REPLACED);
	assert_int_equal(o.r.docs[0].version, 2);
	sign_all(&o, o.r.docs[0].number);
	import(&o, IMPORT_PLACEMENTS, LATER("2027-02-26"));
	assert_int_equal(issue(&o, &amendment), 0);
	assert_int_equal(o.r.docs[0].fate, ISSUE_MADE);
	assert_int_equal(o.r.docs[0].version, 3);
	assert_int_equal(documents(&o), 4);
	office_close(&o);
}

static void
test_sheets_of_a_placement(void **state)
{
	static const enum doc_kind kinds[] = { DOC_VISIT, DOC_CERTIFICATE, DOC_COVER };
	const struct issue_request early = { .kind = DOC_CERTIFICATE, .placement = "2" };
	struct office o;

	office_open(&o, state);
	assert_int_equal(issue(&o, &early), -1);
	assert_non_null(strstr(o.e.text, "se termine le 2 juillet 2027"));
	setenv("SOURCE_DATE_EPOCH", "1814600000", 1); /* 2027-07-03 */
	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
		const struct issue_request q = { .kind = kinds[i], .placement = "2" };

		if (issue(&o, &q) < 0)
			fail_msg("%s", o.e.text);
		assert_int_equal(o.r.docs[0].fate, ISSUE_MADE);
		assert_int_equal(issue(&o, &q), 0);
		assert_int_equal(o.r.docs[0].fate, ISSUE_KEPT);
		assert_int_equal(documents(&o), (int)i + 1);
	}
	office_close(&o);
}

int
main(void)
{
#define IN_PLACE(f) cmocka_unit_test_setup_teardown(f, place_set_up, place_tear_down)
	const struct CMUnitTest tests[] = {
		IN_PLACE(test_a_class_a_file),
		IN_PLACE(test_a_second_issue_names_the_first),
		IN_PLACE(test_a_phone_costs_nothing_a_date_a_version),
		IN_PLACE(test_all_or_nothing),
		IN_PLACE(test_the_law_stops_before_printing),
		IN_PLACE(test_a_reprint_has_the_same_pages),
		IN_PLACE(test_a_mould_is_made_once),
		IN_PLACE(test_a_mould_for_each_section),
		IN_PLACE(test_accords_of_a_section),
		IN_PLACE(test_whom_a_name_means),
		IN_PLACE(test_a_file_is_not_overwritten),
		IN_PLACE(test_blank_conventions),
		IN_PLACE(test_amendments_after_all_have_signed),
		IN_PLACE(test_sheets_of_a_placement),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
