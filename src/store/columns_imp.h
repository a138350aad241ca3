/*
 * The columns of each table (row_imp.h), and their tables: for the files that put or read them.
 */
#ifndef STORE_COLUMNS_IMP_H
#define STORE_COLUMNS_IMP_H

#include "store/row_imp.h"

extern const struct table section_table, teacher_table, student_table, enrolment_table,
    company_table, placement_table;

/* clang-format off */
#define SECTION(X) \
	X(section, TEXT, code) X(section, TEXT, title) X(section, TEXT, label) \
	X(section, TEXT, hours) X(section, TEXT, annex)

#define TEACHER(X) \
	X(teacher, TEXT, name) X(teacher, TEXT, key) X(teacher, TEXT, email) \
	X(teacher, TEXT, phone) X(teacher, INT, female) X(teacher, TEXT, discipline) \
	X(teacher, TEXT, sections) X(teacher, TEXT, max_visits)

#define STUDENT(X) \
	X(student, TEXT, last_name) X(student, TEXT, first_name) X(student, TEXT, key) \
	X(student, TEXT, birth_date) X(student, TEXT, ine) X(student, TEXT, local_id) \
	X(student, INT, female) X(student, TEXT, email) X(student, TEXT, phone) \
	X(student, TEXT, address) X(student, TEXT, postcode) X(student, TEXT, city) \
	X(student, TEXT, guardian_name) X(student, TEXT, guardian_email) \
	X(student, TEXT, guardian_phone)

#define ENROLMENT(X) \
	X(enrolment, REF, student) X(enrolment, TEXT, year) X(enrolment, REF, section) \
	X(enrolment, INT, year_of_study) X(enrolment, TEXT, class_label) X(enrolment, TEXT, left_on)

#define COMPANY(X) \
	X(company, TEXT, name) X(company, TEXT, key) X(company, TEXT, name_key) X(company, TEXT, siret) \
	X(company, TEXT, address) X(company, TEXT, postcode) X(company, TEXT, city) \
	X(company, TEXT, country) X(company, TEXT, phone) X(company, TEXT, email) \
	X(company, TEXT, activity) X(company, TEXT, representative) \
	X(company, TEXT, representative_function) X(company, INT, representative_female) \
	X(company, INT, staff)

#define PLACEMENT(X) \
	X(placement, TEXT, number) X(placement, REF, enrolment) X(placement, REF, company) \
	X(placement, REF, teacher) X(placement, TEXT, tutor_name) X(placement, TEXT, tutor_function) \
	X(placement, TEXT, tutor_email) X(placement, TEXT, tutor_phone) X(placement, TEXT, tasks) \
	X(placement, TEXT, schedule) X(placement, TEXT, unusual) X(placement, TEXT, gratification) \
	X(placement, TEXT, benefits) X(placement, TEXT, workplace) X(placement, TEXT, insurance) \
	X(placement, TEXT, rules) X(placement, TEXT, remarks) \
	X(placement, TEXT, gone) X(placement, TEXT, interrupted)
/* clang-format on */

#endif
