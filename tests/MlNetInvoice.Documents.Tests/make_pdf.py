"""Writes small PDF documents by hand: make_pdf.py picture.jpg picture.ppm picture.jp2 folder."""
import sys
import zlib

jpg, ppm, jp2 = (open(name, "rb").read() for name in sys.argv[1:4])
_, size, _, samples = ppm.split(b"\n", 3)
width, height = map(int, size.split())
FOLDER = sys.argv[4]
SHOW = b"q %d 0 0 %d 60 200 cm /I Do Q" % (width * 4, height * 4)
TEXT = b"BT /F1 14 Tf 72 720 Td (Invoice No.: AB-12345678) Tj 0 -30 Td (Tax number 22099131  Date 2024-05-06) Tj ET"


def image(filter_name, data, columns=width, rows=height, space=b"DeviceRGB", bits=8):
    return (b"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/%s/BitsPerComponent %d/Filter/%s" % (columns, rows, space, bits, filter_name), data)


def write(name, *pages):
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"", b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
    kids = []
    for content, pictures in pages:
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(content), content))
        contents = len(objects)
        resources = b""
        for key, (head, data) in pictures.items():
            objects.append(b"<<%s/Length %d>>stream\n%s\nendstream" % (head, len(data), data))
            resources += b"/%s %d 0 R" % (key.encode(), len(objects))
        objects.append(b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font<</F1 3 0 R>>/XObject<<%s>>>>>>" % (contents, resources))
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(kids))
    out, places = b"%PDF-1.7\n", []
    for number, text in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, text)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table, len(objects) + 1, len(out))
    with open(f"{FOLDER}/{name}.pdf", "wb") as file:
        file.write(out)


half = height // 2
strips = {
    "A": image(b"FlateDecode", zlib.compress(samples[: width * 3 * half]), rows=half),
    "B": image(b"FlateDecode", zlib.compress(samples[width * 3 * half:]), rows=height - half),
}
write("text", (TEXT, {}))
write("turned", (b"BT /F1 14 Tf 0 1 -1 0 300 200 Tm (No. CD-87654321) Tj ET", {}))
write("spaced", (b"BT /F1 12 Tf 72 700 Td 9 Tc (EF-24681357) Tj ET", {}))
write("scan", (SHOW, {"I": image(b"DCTDecode", jpg)}))
write("flate", (SHOW, {"I": image(b"FlateDecode", zlib.compress(samples))}))
write("jpeg2000", (SHOW, {"I": image(b"JPXDecode", jp2)}))
write("jbig2", (SHOW, {"I": image(b"JBIG2Decode", b"\x00\x00\x00\x00\x30\x00", space=b"DeviceGray", bits=1)}))
write("strips", (b"q %d 0 0 %d 60 %d cm /A Do Q q %d 0 0 %d 60 200 cm /B Do Q" % (width * 4, half * 4, 200 + (height - half) * 4, width * 4, (height - half) * 4), strips))
write("mixed", (TEXT, {}), (SHOW, {"I": image(b"DCTDecode", jpg)}), (b"", {}), (b"BT /F1 14 Tf 72 720 Td (Hello) Tj ET", {}))
write("hidden", (b"BT 3 Tr /F1 14 Tf 72 720 Td (AB-11111111) Tj ET " + SHOW, {"I": image(b"DCTDecode", jpg)}))
