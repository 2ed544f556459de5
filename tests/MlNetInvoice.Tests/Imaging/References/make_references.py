#!/usr/bin/env python3
"""Makes the reference pictures in this folder and what independent decoders make of them.

Run in this folder: python3 make_references.py [part ...]
Needs: numpy, Pillow, ImageMagick (convert), libjpeg-turbo (cjpeg, djpeg), Netpbm (pngtopnm, pamdepth). The committed files were made with
Pillow 9.4.0, ImageMagick 6.9.11, libjpeg-turbo 2.1.5 and Netpbm 11. A reference is never made again to let a test pass.

  jpeg/  every mode of cjpeg;         expected: djpeg -dct int (.pgm: -grayscale, .ppm: -rgb; shared by all files of equal coefficients)
  png/   written by this script;      expected: pngtopnm's colours and ImageMagick's alpha, over white, rounded to 8 bits (.ppm)
  bmp/   written by this script;      expected: ImageMagick's colour and alpha, over white (.ppm)
  pnm/   written by this script;      expected: pamdepth 255 (.ppm)
  exif/  orientations 1 to 8;         expected: Pillow's exif_transpose (.pgm)
  resampling/                         expected: Pillow and OpenCV
"""
import io
import os
import struct
import subprocess
import sys
import zlib

import numpy as np
from PIL import Image, ImageOps


def run(*command, data=None):
    done = subprocess.run(command, input=data, capture_output=True)
    if done.returncode:
        raise RuntimeError(f"{command}: {done.stderr.decode()}")
    return done.stdout


def write(path, data):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(data)


def pnm(pixels):
    kind = b"P6" if pixels.ndim == 3 else b"P5"
    return kind + b"\n%d %d\n255\n" % (pixels.shape[1], pixels.shape[0]) + pixels.astype(np.uint8).tobytes()


def picture(width, height):
    """Smooth colours, hard edges, fine detail and noise: whatever shows a wrong table, sign, offset or edge."""
    y, x = np.mgrid[0:height, 0:width].astype(float)
    red = 255 * x / max(1, width - 1)
    green = 127 + 127 * np.sin(y / 3.0) * np.cos(x / 5.0)
    blue = 255 * (1 - y / max(1, height - 1))
    rgb = np.stack([red, green, blue], -1)
    rgb[(x - width * 0.6) ** 2 + (y - height * 0.4) ** 2 < (height * 0.25) ** 2] = (250, 240, 20)
    rgb[(x.astype(int) // 2 + y.astype(int) // 3) % 7 == 0] *= 0.35
    rgb[height // 2: height // 2 + 3, 2: width // 2] = (5, 5, 8)
    rgb += np.random.default_rng(7).normal(0, 6, rgb.shape)
    return np.clip(np.rint(rgb), 0, 255).astype(np.uint8)


# ---------------------------------------------------------------- JPEG

SAMPLINGS = ["1x1", "2x1", "1x2", "2x2", "4x1", "1x4", "4x2", "3x1", "3x2,1x1,1x1", "1x1,2x2,2x2", "2x2,2x1,1x2", "4x1,2x1,1x1", "2x2,1x1,2x2"]
CODINGS = {"": [], "-rst1": ["-restart", "1"], "-rstblock": ["-restart", "5B"], "-opt": ["-optimize"],
           "-prog": ["-progressive"], "-prog-rst": ["-progressive", "-restart", "1"]}
SCANS = {"-noninterleaved": b"0;\n1;\n2;\n",
         "-partly": b"0 1;\n2;\n",
         "-spectral": b"0,1,2: 0-0, 0, 0;\n0: 1-5, 0, 0;\n1: 1-63, 0, 0;\n2: 1-63, 0, 0;\n0: 6-63, 0, 0;\n",
         "-approximated": b"0: 0-0, 0, 2;\n1,2: 0-0, 0, 1;\n0: 1-63, 0, 3;\n0: 0-0, 2, 1;\n0: 1-63, 3, 2;\n1: 1-63, 0, 1;\n2: 1-63, 0, 0;\n"
                          b"0: 1-20, 2, 1;\n0: 21-63, 2, 1;\n0: 1-63, 1, 0;\n0,1,2: 0-0, 1, 0;\n1: 1-63, 1, 0;\n"}


def expect_jpeg(name, data, gray=True):
    write(f"jpeg/{name}.ppm", run("djpeg", "-dct", "int", *(["-rgb"] if gray else []), "-pnm", data=data))
    if gray:
        write(f"jpeg/{name}.pgm", run("djpeg", "-dct", "int", "-grayscale", "-pnm", data=data))


def jpeg():
    source = pnm(picture(45, 37))
    for sampling in SAMPLINGS:
        name = "ycc-" + sampling.replace(",", "-")
        for coding, arguments in CODINGS.items():
            data = run("cjpeg", "-quality", "85", "-sample", sampling, *arguments, data=source)
            write(f"jpeg/{name}{coding}.jpg", data)
            if not coding:
                expect_jpeg(name, data)
    for coding, scans in SCANS.items():
        write("jpeg/scans.txt", scans)
        write(f"jpeg/ycc-2x2{coding}.jpg", run("cjpeg", "-quality", "85", "-sample", "2x2", "-scans", "jpeg/scans.txt", data=source))
    os.remove("jpeg/scans.txt")
    for name, arguments in {"gray": ["-grayscale"], "rgb": ["-rgb"], "rgb-2x2": ["-rgb", "-sample", "2x2"], "q1": ["-quality", "1"], "q1-baseline": ["-quality", "1", "-baseline"],
                            "q100": ["-quality", "100", "-sample", "1x1"]}.items():
        for coding in ("", "-rst1", "-prog"):
            data = run("cjpeg", "-quality", "85", *arguments, *CODINGS[coding], data=source)
            write(f"jpeg/{name}{coding}.jpg", data)
            if not coding:
                expect_jpeg(name, data)
    for denominator in (2, 4, 8):
        for name in ("gray", "rgb-2x2", "ycc-2x2", "ycc-1x1", "ycc-4x1", "ycc-1x2"):
            data = open(f"jpeg/{name}.jpg", "rb").read()
            for kind, option in (("ppm", "-rgb"), ("pgm", "-grayscale")):
                write(f"jpeg/{name}-{denominator}.{kind}", run("djpeg", "-dct", "int", "-scale", f"1/{denominator}", option, "-pnm", data=data))
    for width, height in ((1, 1), (2, 3), (7, 9), (8, 8), (16, 16), (17, 15), (1, 40), (40, 1)):
        name = f"size-{width}x{height}"
        data = run("cjpeg", "-quality", "90", "-sample", "2x2", data=pnm(picture(width, height)))
        write(f"jpeg/{name}.jpg", data)
        expect_jpeg(name, data)
    inks = Image.fromarray(picture(45, 37)).convert("CMYK")
    inks = Image.merge("CMYK", (*inks.split()[:3], Image.fromarray(picture(45, 37)[:, :, 1] // 2)))
    for name, arguments in {"cmyk": {}, "cmyk-prog": {"progressive": True}}.items():
        file = io.BytesIO()
        inks.save(file, "JPEG", quality=85, **arguments)
        write(f"jpeg/{name}.jpg", file.getvalue())
        if name == "cmyk":
            expect_jpeg(name, file.getvalue(), gray=False)
            ycck = bytearray(file.getvalue())
            marker = ycck.index(b"Adobe")
            ycck[marker + 11] = 2
            write("jpeg/ycck.jpg", bytes(ycck))
            expect_jpeg("ycck", bytes(ycck), gray=False)
            subsampled = run("convert", "jpeg/cmyk.jpg", "-sampling-factor", "2x2", "-quality", "85", "jpeg:-")
            write("jpeg/ycck-2x2.jpg", subsampled)
            expect_jpeg("ycck-2x2", subsampled, gray=False)
    arithmetic = run("cjpeg", "-arithmetic", data=source)
    write("jpeg/unsupported-arithmetic.jpg", arithmetic)
    bare = bytearray(open("jpeg/rgb.jpg", "rb").read())
    marker = bare.index(b"\xff\xee")
    del bare[marker: marker + 16]
    write("jpeg/rgb-named.jpg", bytes(bare))
    expect_jpeg("rgb-named", bytes(bare))
    bare = bytearray(open("jpeg/ycc-2x2.jpg", "rb").read())
    marker = bare.index(b"\xff\xe0")
    del bare[marker: marker + 18]
    write("jpeg/ycc-bare.jpg", bytes(bare))
    expect_jpeg("ycc-bare", bytes(bare))


# ---------------------------------------------------------------- PNG

ADAM7 = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def pack(samples, depth):
    """Rows of samples (height × width × channels) packed to bytes."""
    flat = samples.reshape(samples.shape[0], -1)
    if depth == 16:
        return flat.astype(">u2").view(np.uint8).reshape(samples.shape[0], -1)
    if depth == 8:
        return flat.astype(np.uint8)
    bits = (flat[:, :, None] >> np.arange(depth - 1, -1, -1)) & 1
    return np.packbits(bits.reshape(samples.shape[0], -1).astype(np.uint8), axis=1)


def paeth(a, b, c):
    p = a + b - c
    pa, pb, pc = abs(p - a), abs(p - b), abs(p - c)
    return a if pa <= pb and pa <= pc else b if pb <= pc else c


def filtered(rows, step, choose):
    out = bytearray()
    above = np.zeros(rows.shape[1], int)
    for y, row in enumerate(rows.astype(int)):
        kind = choose(y)
        out.append(kind)
        for i, value in enumerate(row):
            left = row[i - step] if i >= step else 0
            corner = above[i - step] if i >= step else 0
            predicted = (0, left, above[i], (left + above[i]) // 2, paeth(left, above[i], corner))[kind]
            out.append((value - predicted) & 255)
        above = row
    return bytes(out)


def png(samples, color, depth, interlaced, palette=None, transparency=None, choose=lambda y: y % 5, before=b"", after=b"", split=None, level=9):
    channels = samples.shape[2]
    step = max(1, channels * depth // 8)
    if interlaced:
        raw = b""
        for x, y, dx, dy in ADAM7:
            part = samples[y::dy, x::dx]
            if part.size:
                raw += filtered(pack(part, depth), step, choose)
    else:
        raw = filtered(pack(samples, depth), step, choose)
    data = zlib.compress(raw, level)
    pieces = [data[i: i + split] for i in range(0, len(data), split)] if split else [data]
    file = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", samples.shape[1], samples.shape[0], depth, color, 0, 0, interlaced))
    file += before
    if palette is not None:
        file += chunk(b"PLTE", palette.astype(np.uint8).tobytes())
    if transparency is not None:
        file += chunk(b"tRNS", transparency)
    return file + b"".join(chunk(b"IDAT", piece) for piece in pieces) + after + chunk(b"IEND", b"")


def read_pnm(data):
    """Samples and largest value of a binary PBM, PGM or PPM of any depth."""
    words = data.split(None, 3 if data[:2] == b"P4" else 4)
    width, height = int(words[1]), int(words[2])
    if words[0] == b"P4":
        rows = np.frombuffer(data[-(height * ((width + 7) // 8)):], np.uint8).reshape(height, -1)
        return 1 - np.unpackbits(rows, axis=1)[:, :width, None].astype(np.int64), 1
    top = int(words[3])
    channels = 3 if words[0] == b"P6" else 1
    size = width * height * channels * (2 if top > 255 else 1)
    return np.frombuffer(data[-size:], ">u2" if top > 255 else np.uint8).reshape(height, width, channels).astype(np.int64), top


def over_white(color, top, alpha, alpha_top):
    """Laid over white and rounded once, half up, to eight bits; exact in integers."""
    denominator = top * alpha_top
    value = color * alpha + top * (alpha_top - alpha)
    return (value * 510 + denominator) // (2 * denominator)


def put_png(name, data):
    write(f"png/{name}.png", data)
    color, top = read_pnm(run("pngtopnm", data=data))
    alpha = np.frombuffer(run("convert", "png:-", "-depth", "16", "-endian", "MSB", "rgba:-", data=data), ">u2").reshape(*color.shape[:2], 4)[:, :, 3:].astype(np.int64)
    write(f"png/{name}.ppm", pnm(np.broadcast_to(over_white(color, top, alpha, 65535), color.shape[:2] + (3,))))


def samples_for(color, depth, width, height):
    rgb = picture(width, height).astype(int)
    top = (1 << depth) - 1
    fine = np.random.default_rng(3).integers(0, 257, (height, width, 4))
    wide = np.concatenate([rgb, (np.indices((height, width)).sum(0) * 11 % 256)[:, :, None]], 2)
    scaled = np.clip(wide * 257 + fine - 128, 0, 65535) if depth == 16 else wide * top // 255
    if color == 0:
        return scaled[:, :, 1:2]
    if color == 2:
        return scaled[:, :, :3]
    if color == 3:
        return wide[:, :, 0:1] * top // 255
    if color == 4:
        return scaled[:, :, (1, 3)]
    return scaled


def png_files():
    kinds = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
    for color, depths in kinds.items():
        for depth in depths:
            for interlaced in (0, 1):
                samples = samples_for(color, depth, 21, 13)
                palette = np.random.default_rng(5).integers(0, 256, (1 << depth, 3)) if color == 3 else None
                name = f"color{color}-depth{depth}" + ("-interlaced" if interlaced else "")
                put_png(name, png(samples, color, depth, interlaced, palette))
                if color in (0, 2):
                    samples = samples.copy()
                    samples[2:6, 3:9] = samples[0, 0]
                    put_png(name + "-trns", png(samples, color, depth, interlaced, transparency=samples[0, 0].astype(">u2").tobytes()))
                if color == 3:
                    alpha = bytes(np.random.default_rng(6).integers(0, 256, max(1, (1 << depth) * 3 // 4)).astype(np.uint8))
                    put_png(name + "-trns", png(samples, color, depth, interlaced, palette, alpha))
    gray = samples_for(0, 8, 21, 13)
    for kind in range(5):
        put_png(f"filter{kind}", png(samples_for(2, 8, 21, 13), 2, 8, 0, choose=lambda y, kind=kind: kind))
    put_png("idat-of-one-byte", png(gray[:5, :5], 0, 8, 0, split=1))
    put_png("stored", png(gray, 0, 8, 0, level=0))
    put_png("palette-with-rgb", png(samples_for(2, 8, 9, 7), 2, 8, 0, palette=np.arange(24).reshape(8, 3)))
    put_png("ancillary", png(gray, 0, 8, 0, before=chunk(b"tEXt", b"Title\0Reference") + chunk(b"tIME", b"\x07\xe0\1\2\3\4\5"), after=chunk(b"zZzZ", b"unknown")))
    for width, height in ((1, 1), (2, 1), (1, 2), (3, 3), (4, 5), (5, 4), (7, 7), (8, 1), (9, 9)):
        put_png(f"size-{width}x{height}-interlaced", png(samples_for(0, 4, width, height), 0, 4, 1))
        put_png(f"size-{width}x{height}", png(samples_for(0, 4, width, height), 0, 4, 0))


# ---------------------------------------------------------------- BMP

def bmp_file(width, height, bits, pixels, compression=0, palette=b"", masks=b"", header=40):
    if header == 12:
        info = struct.pack("<IHHHH", 12, width, height, 1, bits)
    else:
        info = struct.pack("<IiiHHIIiiII", header, width, height, 1, bits, compression, len(pixels), 2835, 2835, len(palette) // 4 if palette else 0, 0)
        info += masks[:16].ljust(16, b"\0") if header > 40 else b""
        info = info.ljust(header, b"\0") + (masks if header == 40 else b"")
        if header == 108 or header == 124:
            info = info[:56] + b"BGRs" + info[60:]
    start = 14 + len(info) + len(palette)
    return struct.pack("<2sIHHI", b"BM", start + len(pixels), 0, 0, start) + info + palette + pixels


def bmp_rows(rows):
    return b"".join(row + bytes(-len(row) % 4) for row in rows)


def rle(indices, nibbles):
    """Runs, literals, a jump and ends of lines, so that every code occurs."""
    out = bytearray()
    limit = 15 if nibbles else 255
    for number, row in enumerate(indices[::-1]):
        row = [int(v) & limit for v in row]
        x = 0
        while x < len(row):
            if number == 1 and x == 0:
                out += bytes((0, 2, 3, 0))  # Jump three columns: they keep index 0.
                x = 3
                continue
            end = x
            while end < len(row) and row[end] == row[x] and end - x < 255:
                end += 1
            if end - x >= 2:
                out += bytes((end - x, row[x] * 17 if nibbles else row[x]))
                x = end
                continue
            end = min(len(row), x + 7)
            if end - x < 3:
                out += bytes((1, row[x] << 4 if nibbles else row[x]))
                x += 1
                continue
            piece = row[x:end]
            coded = bytes((a << 4) | b for a, b in zip(piece[::2], piece[1::2] + [0] * (len(piece) % 2))) if nibbles else bytes(piece)
            out += bytes((0, len(piece))) + coded + bytes(len(coded) % 2)
            x = end
        out += bytes((0, 0))
    return bytes(out) + bytes((0, 1))


def put_bmp(name, data):
    write(f"bmp/{name}.bmp", data)
    height, width = abs(struct.unpack_from("<i", data, 22)[0]) if data[14] != 12 else 13, 21
    rgba = np.frombuffer(run("convert", "bmp:-", "-depth", "8", "rgba:-", data=data), np.uint8).reshape(height, width, 4).astype(np.int64)
    write(f"bmp/{name}.ppm", pnm(over_white(rgba[:, :, :3], 255, rgba[:, :, 3:], 255)))


def bmp():
    width, height = 21, 13
    rgb = picture(width, height)
    bgr = rgb[:, :, ::-1]
    for bits in (1, 4, 8):
        colors = 1 << bits
        palette = np.concatenate([np.random.default_rng(bits).integers(0, 256, (colors, 3)), np.zeros((colors, 1), int)], 1).astype(np.uint8).tobytes()
        indices = (rgb[:, :, :1].astype(int) * (colors - 1) // 255)
        rows = [bytes(row) for row in pack(indices, bits)]
        put_bmp(f"bits{bits}", bmp_file(width, height, bits, bmp_rows(rows[::-1]), palette=palette))
        put_bmp(f"bits{bits}-topdown", bmp_file(width, -height, bits, bmp_rows(rows), palette=palette))
        if bits >= 4:
            flat = indices[:, :, 0].copy()
            flat[3:6, 4:15] = 9
            coded = rle(flat, bits == 4)
            put_bmp(f"rle{bits}", bmp_file(width, height, bits, coded, compression=2 if bits == 4 else 1, palette=palette))
    put_bmp("bits24", bmp_file(width, height, 24, bmp_rows([row.tobytes() for row in bgr[::-1]])))
    put_bmp("bits24-topdown", bmp_file(width, -height, 24, bmp_rows([row.tobytes() for row in bgr])))
    put_bmp("bits24-core", bmp_file(width, height, 24, bmp_rows([row.tobytes() for row in bgr[::-1]]), header=12))
    four = np.concatenate([bgr, np.zeros((height, width, 1), np.uint8)], 2)
    put_bmp("bits32", bmp_file(width, height, 32, four[::-1].tobytes()))
    alpha = np.concatenate([bgr, (np.indices((height, width)).sum(0) * 7 % 256)[:, :, None].astype(np.uint8)], 2)
    for header in (108, 124):
        put_bmp(f"bits32-alpha-v{header}", bmp_file(width, height, 32, alpha[::-1].tobytes(), compression=3, header=header,
                                                    masks=struct.pack("<IIII", 0xFF0000, 0xFF00, 0xFF, 0xFF000000)))
    wide = rgb.astype(np.uint32)
    swapped = (wide[:, :, 0] | (wide[:, :, 1] << 8) | (wide[:, :, 2] << 16)).astype("<u4")
    put_bmp("bits32-masks", bmp_file(width, height, 32, swapped[::-1].tobytes(), compression=3, masks=struct.pack("<III", 0xFF, 0xFF00, 0xFF0000)))
    r, g, b = (rgb[:, :, i].astype(int) for i in range(3))
    p555 = (((r >> 3) << 10) | ((g >> 3) << 5) | (b >> 3)).astype("<u2")
    p565 = (((r >> 3) << 11) | ((g >> 2) << 5) | (b >> 3)).astype("<u2")
    put_bmp("bits16", bmp_file(width, height, 16, bmp_rows([row.tobytes() for row in p555[::-1]])))
    put_bmp("bits16-565", bmp_file(width, height, 16, bmp_rows([row.tobytes() for row in p565[::-1]]), compression=3, masks=struct.pack("<III", 0xF800, 0x7E0, 0x1F)))


# ---------------------------------------------------------------- PNM, EXIF, resampling

def pnm_files():
    rgb = picture(11, 7).astype(int)
    files = {}
    bits = (rgb[:, :, 0] < 128).astype(int)
    files["p1"] = b"P1\n# a comment\n11 7\n" + b"\n".join(b"".join(b"%d" % v for v in row) for row in bits)
    files["p4"] = b"P4 11 7\n" + np.packbits(bits.astype(np.uint8), axis=1).tobytes()
    for top in (1, 15, 255, 1000, 65535):
        gray = rgb[:, :, 1] * top // 255
        color = rgb * top // 255
        kind = ">u2" if top > 255 else "u1"
        files[f"p2-{top}"] = b"P2\n11 7 # size\n%d\n" % top + b"\n".join(b" ".join(b"%d" % v for v in row) for row in gray) + b"\n"
        files[f"p3-{top}"] = b"P3\r\n11\t7\r\n%d\r\n" % top + b"\r\n".join(b"  ".join(b"%d" % v for v in row.ravel()) for row in color) + b"\r\n"
        files[f"p5-{top}"] = b"P5\n11 7\n%d\n" % top + gray.astype(kind).tobytes()
        files[f"p6-{top}"] = b"P6\n#\n11 7\n%d\n" % top + color.astype(kind).tobytes()
    for name, data in files.items():
        extension = "pbm" if name in ("p1", "p4") else "pgm" if name[1] in "25" else "ppm"
        write(f"pnm/{name}.{extension}", data)
        scaled = run("pamdepth", "255", data=data)
        write(f"pnm/{name}.expected", run("ppmtoppm", data=run("pgmtoppm", "white", data=scaled)) if scaled[:2] == b"P5" else scaled)


def exif():
    source = picture(24, 16)
    plain = run("cjpeg", "-quality", "95", "-grayscale", data=pnm(source))
    flat = np.asarray(Image.open(io.BytesIO(plain)))
    for orientation in range(1, 9):
        for order, letters in (("<", b"II"), (">", b"MM")):
            tiff = letters + struct.pack(order + "HIHHHIHHHHIII", 42, 8, 2, 0x0100, 3, 1, 24, 0, 0x0112, 3, 1, orientation << (16 if order == ">" else 0), 0)
            segment = b"Exif\0\0" + tiff
            data = plain[:2] + b"\xff\xe1" + struct.pack(">H", len(segment) + 2) + segment + plain[2:]
            name = f"exif/orientation{orientation}-{letters.decode().lower()}"
            write(name + ".jpg", data)
            if order == "<":
                upright = ImageOps.exif_transpose(Image.open(io.BytesIO(data)))
                write(f"exif/orientation{orientation}.pgm", pnm(np.asarray(upright)))
                write(f"exif/orientation{orientation}.png", png(flat[:, :, None].astype(int), 0, 8, 0, after=chunk(b"eXIf", tiff)))


def areas(source, target):
    """How much of each new pixel each old one covers (OpenCV's INTER_AREA enlarges in another way)."""
    edges = np.arange(target + 1) * source / target
    low, high = edges[:-1, None], edges[1:, None]
    pixels = np.arange(source)[None, :]
    return np.clip(np.minimum(high, pixels + 1) - np.maximum(low, pixels), 0, None) * target / source


def resampling():
    import cv2
    gray = np.asarray(Image.fromarray(picture(47, 33)).convert("L"))
    rgb = picture(47, 33)
    write("resampling/source.pgm", pnm(gray))
    write("resampling/source.ppm", pnm(rgb))
    for width, height in ((20, 20), (13, 33), (90, 70), (47, 11)):
        size = f"{width}x{height}"
        write(f"resampling/bicubic-{size}.pgm", pnm(np.asarray(Image.fromarray(gray).resize((width, height), Image.BICUBIC))))
        write(f"resampling/area-{size}.pgm", pnm(np.floor(areas(33, height) @ gray @ areas(47, width).T + 0.5) if width > 47 else cv2.resize(gray, (width, height), interpolation=cv2.INTER_AREA)))
        write(f"resampling/bilinear-{size}.pgm", pnm(cv2.resize(gray, (width, height), interpolation=cv2.INTER_LINEAR)))
        write(f"resampling/opencvbicubic-{size}.pgm", pnm(cv2.resize(gray, (width, height), interpolation=cv2.INTER_CUBIC)))
    write("resampling/area-20x20.ppm", pnm(cv2.resize(rgb, (20, 20), interpolation=cv2.INTER_AREA)))
    quad = np.float32([[8.5, 6], [41, 3.5], [44, 25.5], [5, 29]])
    target = np.float32([[0, 0], [60, 0], [60, 40], [0, 40]])
    # OpenCV counts from pixel centres: move both by half a pixel.
    matrix = cv2.getPerspectiveTransform(target - 0.5, quad - 0.5)
    warped = cv2.warpPerspective(gray, matrix, (60, 40), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP, borderMode=cv2.BORDER_REPLICATE)
    write("resampling/warp-60x40.pgm", pnm(warped))


if __name__ == "__main__":
    for part in (jpeg, png_files, bmp, pnm_files, exif, resampling):
        if len(sys.argv) == 1 or part.__name__ in sys.argv[1:]:
            part()
