# zxing.py FILE: what a Python program would do: each page rendered at 200 dpi, zxing-cpp on all of it.
import sys

import fitz
import numpy
import zxingcpp

for page in fitz.open(sys.argv[1]):
    grey = page.get_pixmap(dpi=200, colorspace=fitz.csGRAY)
    picture = numpy.frombuffer(grey.samples, numpy.uint8).reshape(grey.height, grey.stride)
    for code in zxingcpp.read_barcodes(picture[:, : grey.width], formats=zxingcpp.BarcodeFormat.QRCode):
        print(code.text)
