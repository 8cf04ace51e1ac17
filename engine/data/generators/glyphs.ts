/** Reads the glyph outlines of assets/glyphs (made by scripts/make-glyphs.mjs, which describes the encoding). */
import type { SplitName } from '../dataset';
import type { Outline } from './outline';

export interface GlyphSheet {
  readonly offset: number;
  readonly sets: readonly {
    readonly split: string;
    readonly glyphs: Readonly<Record<string, string>>;
  }[];
}

/** The glyphs of one font. */
export interface GlyphSet {
  outlineOf(character: string): Outline;
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const VALUES = new Map([...BASE64].map((character, value) => [character, value]));

function decode(text: string, offset: number): Outline {
  return text.split(' ').map((contour) =>
    Float64Array.from({ length: contour.length / 2 }, (_, at) => {
      const high = VALUES.get(contour[2 * at]!)!;
      const low = VALUES.get(contour[2 * at + 1]!)!;
      return high * 64 + low - offset;
    }),
  );
}

/** The fonts of one split. No font, nor another weight of it, is in two splits. */
export function glyphSets(sheet: GlyphSheet, split: SplitName): readonly GlyphSet[] {
  return sheet.sets
    .filter((set) => set.split === split)
    .map(({ glyphs }) => {
      const decoded = new Map<string, Outline>();
      return {
        outlineOf(character) {
          const known = decoded.get(character);
          if (known) return known;
          const outline = decode(glyphs[character]!, sheet.offset);
          decoded.set(character, outline);
          return outline;
        },
      };
    });
}
