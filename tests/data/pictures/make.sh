#!/bin/sh
# Makes the pictures in this folder with ImageMagick 6.9 (Debian: imagemagick, webp), an encoder independent of ours.
# `picture.rgb` holds the upright pixels, 29×17 RGB; every other file shows the same picture.
set -e
cd "$(dirname "$0")"
size='29x17'
convert -size $size gradient:red-blue \( -size $size radial-gradient:yellow-green \) -compose blend -define compose:args=50 -composite \
  -fill white -draw 'rectangle 2,2 8,5' -fill black -draw 'rectangle 20,10 23,15' -depth 8 -strip picture.rgb
show="convert -size $size -depth 8 rgb:picture.rgb -strip"
jpeg='-quality 96 -sampling-factor 4:4:4'

# JPEG, and the eight ways a camera may have stored it (the orientation tag itself is added by the test).
$show $jpeg stored-1.jpg
$show -flop $jpeg stored-2.jpg
$show -rotate 180 $jpeg stored-3.jpg
$show -flip $jpeg stored-4.jpg
$show -transpose $jpeg stored-5.jpg
$show -rotate 270 $jpeg stored-6.jpg
$show -transverse $jpeg stored-7.jpg
$show -rotate 90 $jpeg stored-8.jpg
$show $jpeg -interlace JPEG progressive.jpg
$show -colorspace CMYK $jpeg cmyk.jpg
$show -colorspace Gray $jpeg grey.jpg

$show PNG24:rgb.png
$show PNG48:rgb16.png
$show -interlace PNG PNG24:interlaced.png
$show +dither -colors 12 PNG8:palette.png
$show -colorspace Gray -define png:bit-depth=8 -define png:color-type=0 grey.png
$show -colorspace Gray +dither -posterize 4 -define png:bit-depth=2 -define png:color-type=0 -interlace PNG grey2-interlaced.png
$show -alpha set -channel A -evaluate set 40% +channel PNG32:alpha.png
$show -alpha set -channel A -evaluate set 40% +channel PNG64:alpha16.png

$show -define webp:lossless=true lossless.webp
$show -quality 95 lossy.webp
$show -alpha set -channel A -evaluate set 40% +channel -define webp:lossless=true alpha.webp
$show \( -clone 0 -negate \) -set delay 10 -define webp:lossless=true animated.webp

$show +dither -colors 200 still.gif
$show +dither -colors 200 -interlace GIF interlaced.gif
$show +dither -colors 200 \( -clone 0 -negate \) -set delay 10 -loop 0 animated.gif

$show BMP3:rgb.bmp
$show -alpha set -channel A -evaluate set 40% +channel BMP:alpha.bmp
$show -define bmp:subtype=RGB565 BMP:rgb565.bmp
$show +dither -colors 12 -type Palette BMP3:palette4.bmp
$show +dither -colors 100 -type Palette -compress RLE BMP3:runs8.bmp

for compression in none lzw zip rle jpeg; do $show -quality 96 -compress $compression $compression.tif; done
$show -depth 16 -compress lzw rgb16.tif
$show -alpha set -channel A -evaluate set 40% +channel -compress zip alpha.tif
$show -colorspace Gray -compress zip grey.tif
$show -colorspace CMYK -compress zip cmyk.tif
$show -endian MSB -compress zip big-endian.tif
$show -compress zip -define tiff:tile-geometry=16x16 tiled.tif
$show -rotate 270 -orient RightTop -compress zip orientation-6.tif
