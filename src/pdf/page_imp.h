/*
 * The page: what stands where.  Millimetres from the top left corner, as in design: « The page »;
 * layout works in points, y down.
 */
#ifndef PDF_PAGE_IMP_H
#define PDF_PAGE_IMP_H

#define PT(mm) ((mm) * (72 / 25.4))

#define PAGE_W 210.0
#define PAGE_H 297.0
#define TEXT_X 20.0
#define TEXT_W 170.0
#define BODY_TOP 47.5
#define BODY_END 275.0
#define BODY_END_INITIALS 258.0 /* where each page has boxes for initials */

#define HEAD_X 20.0 /* the header, left of the tag */
#define HEAD_W 148.0
#define HEAD_TOP 12.0
#define HEAD_END 40.0
#define HEAD_WHO_Y 30.2 /* base line of the name */
#define HEAD_STEP 6.2 /* from the title to the name */
#define HEAD_GAP 2.8 /* more than that under the school's name */
#define LOGO_W 45.0 /* at most, at the right end of the header */
#define LOGO_H 18.0
#define FOOT_Y 284.0 /* base line */

#define MARK_SIZE 5.0 /* corner marks: solid squares */
#define MARK_EDGE 10.0
#define TAG_SIDE 24.0 /* the dark square of the QR code */
#define TAG_EDGE 12.0 /* from the top and from the right edge */

#define INITIALS_W 15.0
#define INITIALS_H 10.0
#define INITIALS_STEP 28.0
#define INITIALS_Y 265.0

#define SIGN_W 55.0 /* three abreast fill the text's width with 2.5 mm between */
#define SIGN_H 30.0
#define SIGN_H_MOST 42.0 /* where the page has room */
#define SIGN_GAP 2.5
#define STAMP_H 26.0 /* room for a rubber stamp */
#define CHECK_SIDE 3.6
#define COLUMN_GAP 6.0 /* between French and English */
#define ADDRESS_X                                                                              \
	90.0 /* of a letter: right of the text's left edge, as in an envelope with a window */
#define ADDRESS_END 22.0 /* white under it */
#define HAND_H 8.5 /* a line to write on by hand */

#endif
