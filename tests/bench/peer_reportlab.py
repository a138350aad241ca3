"""peer_reportlab.py LINES OUT.pdf: the same pages with ReportLab, as peer_cairo.c."""
import sys
from reportlab.graphics import renderPDF
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

FOLDER = "/usr/share/fonts/truetype/liberation2/LiberationSerif-"
pdfmetrics.registerFont(TTFont("0", FOLDER + "Regular.ttf"))
pdfmetrics.registerFont(TTFont("1", FOLDER + "Bold.ttf"))
canvas = Canvas(sys.argv[2], pagesize=(595.276, 841.89))
pages = 0
for line in open(sys.argv[1], encoding="utf-8"):
    if line[0] == "P":
        if pages:
            canvas.showPage()
        pages += 1
        code = Drawing(68, 68)
        code.add(QrCodeWidget("P17K3M9Q2X4ABC1%012d" % pages, barLevel="Q", barWidth=68, barHeight=68))
        renderPDF.draw(code, canvas, 493, 740)
    else:
        _, x, y, size, bold, text = line.rstrip("\n").split(" ", 5)
        canvas.setFont(bold, float(size))
        canvas.drawString(float(x), 841.89 - float(y), text)
canvas.showPage()
canvas.save()
