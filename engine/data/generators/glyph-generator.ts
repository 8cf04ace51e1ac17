/** The generator of pictures of single characters: what `digits` and `letters` share. */
import type { SplitName } from '../dataset';
import { balancedLabel, sampleStream, type Generator, type Sample } from './generator';
import { GLYPH_PICTURE_SIZE, glyphPicture, type GlyphDistortion } from './glyph-picture';
import { glyphSets, type GlyphSheet } from './glyphs';

/** Tuned with scripts/measure-generator.py: shifts and turns cost a linear model far more than a convolutional one. */
const TRAIN: GlyphDistortion = {
  height: [18.5, 20.5],
  shift: [0, 3],
  thickness: [2.3, 3.1],
  rotation: [0, 7],
  slant: [-0.05, 0.12],
  aspect: [0.93, 1.1],
  perspective: [0, 0.07],
  elastic: [0.1, 0.35],
  wavelength: [20, 30],
  ink: [0.9, 1],
  paper: [0, 0.01],
  noise: [0, 0.02],
  neighbour: 0.03,
  line: 0.05,
};
const DISTORTIONS: Readonly<Record<SplitName, GlyphDistortion>> = {
  train: TRAIN,
  validation: { ...TRAIN, wavelength: [30, 40], ink: [0.85, 0.95], noise: [0.02, 0.04], thickness: [2.2, 3] },
  test: { ...TRAIN, wavelength: [16, 20], ink: [0.85, 0.95], noise: [0.03, 0.05], thickness: [2.4, 3.2] },
};

export interface GlyphGeneratorOptions {
  readonly name: string;
  readonly title: string;
  readonly docs: string;
  readonly version: number;
  readonly defaultCount: number;
  readonly sheet: GlyphSheet;
  /** The characters, which are also the class names. */
  readonly characters: readonly string[];
}

export function glyphGenerator({ sheet, characters, ...identity }: GlyphGeneratorOptions): Generator {
  const { name } = identity;
  const fonts = {
    train: glyphSets(sheet, 'train'),
    validation: glyphSets(sheet, 'validation'),
    test: glyphSets(sheet, 'test'),
  };
  const label = (sample: Sample) => balancedLabel(name, sample, characters.length);
  return {
    ...identity,
    splitRule: () => 'own',
    files: 'folders',
    columns: [
      {
        column: {
          name: 'image',
          kind: 'image',
          image: { height: GLYPH_PICTURE_SIZE, width: GLYPH_PICTURE_SIZE, channels: 1 },
          isTarget: false,
        },
        cell(sample) {
          const random = sampleStream(name, sample, 'image');
          const candidates = fonts[sample.split];
          const font = candidates[random.integer(candidates.length)]!;
          return glyphPicture(random, font, characters[label(sample)]!, characters, DISTORTIONS[sample.split]);
        },
      },
      { column: { name: 'class', kind: 'category', classes: characters, isTarget: true }, cell: label },
    ],
  };
}
