#include "store/columns_imp.h"
#include "store/people.h"
#include "store/placement.h"

ROW_TABLE(section, SECTION);
ROW_TABLE(teacher, TEACHER);
ROW_TABLE(student, STUDENT);
ROW_TABLE(enrolment, ENROLMENT);
ROW_TABLE(company, COMPANY);
ROW_TABLE(placement, PLACEMENT);
