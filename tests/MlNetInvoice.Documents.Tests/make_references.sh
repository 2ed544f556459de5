#!/usr/bin/env bash
# Makes the small files under References from the core's reference picture, with Debian's webp, libheif-examples, imagemagick, libtiff-tools, libopenjp2-tools, libjxl-tools, libjpeg-turbo-progs
# and qpdf. They are seeds of the fuzzing and inputs of the tests; the pixels that are expected are made anew by each format's own tool where it is installed.
set -euo pipefail
cd "$(dirname "$0")"
source="../MlNetInvoice.Tests/Imaging/References/resampling/source.ppm"
rm -rf References && mkdir -p References/{webp,heic,avif,gif,tiff,jp2,jxl,arithmetic,pdf}
cd References
ppm="../$source"
cwebp -quiet -q 80 "$ppm" -o webp/lossy.webp
cwebp -quiet -lossless "$ppm" -o webp/lossless.webp
convert "$ppm" png24:source.png
heif-enc -q 70 source.png -o heic/picture.heic > /dev/null
heif-enc -A -q 70 source.png -o avif/picture.avif > /dev/null
convert source.png +dither -colors 64 gif/palette.gif
convert source.png +dither -colors 16 -interlace GIF gif/interlaced.gif
for how in none lzw zip jpeg rle; do convert source.png -compress "$how" "tiff/$how.tif"; done
convert source.png -colorspace gray -threshold 50% -compress Group4 tiff/fax4.tif
convert source.png -colorspace gray -threshold 50% -compress Fax tiff/fax3.tif
tiffcp tiff/lzw.tif tiff/zip.tif tiff/fax4.tif tiff/pages.tif
convert tiff/lzw.tif -endian MSB -compress lzw tiff/big-endian.tif
opj_compress -i "$ppm" -o jp2/file.jp2 > /dev/null
opj_compress -i "$ppm" -o jp2/stream.j2k > /dev/null
cjxl -d 0 source.png jxl/lossless.jxl 2> /dev/null
cjxl -d 1 source.png jxl/lossy.jxl 2> /dev/null
cjpeg -arithmetic -quality 85 "$ppm" > arithmetic/sequential.jpg
cjpeg -arithmetic -progressive -quality 85 "$ppm" > arithmetic/progressive.jpg
cjpeg -quality 85 "$ppm" > source.jpg
python3 ../make_pdf.py source.jpg "$ppm" jp2/file.jp2 pdf
qpdf --static-id pdf/text.pdf --rotate=90 pdf/text-rotated.pdf
qpdf --static-id pdf/scan.pdf --rotate=270 pdf/scan-rotated.pdf
qpdf --static-id --allow-weak-crypto --encrypt user owner 128 --use-aes=y -- pdf/text.pdf pdf/encrypted.pdf
qpdf --static-id --object-streams=generate pdf/mixed.pdf pdf/object-streams.pdf
tiff2pdf -o pdf/fax.pdf tiff/fax4.tif
rm source.png source.jpg
