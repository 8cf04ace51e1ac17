/**
 * Printing inks to RGB: inks are multiplied by black, as browsers do for files without a colour profile. `stride` is the
 * number of bytes per pixel (more than four where alpha follows); `inverted` means that 255 stands for no ink.
 */
export function cmykToRgb(cmyk: Uint8Array, stride: number, inverted: boolean): Uint8Array {
  const rgb = new Uint8Array(Math.floor(cmyk.length / stride) * 3);
  const flip = inverted ? 0 : 255;
  for (let from = 0, to = 0; to < rgb.length; from += stride) {
    const black = cmyk[from + 3]! ^ flip;
    rgb[to++] = Math.round(((cmyk[from]! ^ flip) * black) / 255);
    rgb[to++] = Math.round(((cmyk[from + 1]! ^ flip) * black) / 255);
    rgb[to++] = Math.round(((cmyk[from + 2]! ^ flip) * black) / 255);
  }
  return rgb;
}
