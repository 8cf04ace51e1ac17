import sheet from '../../../assets/glyphs/digits.json';
import type { SplitName } from '../dataset';
import { balancedLabel, sampleStream, type Generator, type Sample } from './generator';
import { GLYPH_PICTURE_SIZE, glyphPicture, type GlyphDistortion } from './glyph-picture';
import { glyphSets } from './glyphs';

const NAME = 'digits';
const CLASSES = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];

const FONTS = {
  train: glyphSets(sheet, 'train'),
  validation: glyphSets(sheet, 'validation'),
  test: glyphSets(sheet, 'test'),
};

/** Tuned with scripts/measure-digits.py: shifts, slants and sizes cost a linear model far more than a convolutional one. */
const TRAIN: GlyphDistortion = {
  height: [15, 22],
  shift: [0, 3.5],
  growth: [-0.2, 0.6],
  rotation: [0, 12],
  slant: [-0.15, 0.3],
  aspect: [0.8, 1.3],
  perspective: [0, 0.2],
  elastic: [0.2, 0.9],
  wavelength: [14, 30],
  ink: [0.75, 1],
  paper: [0, 0.12],
  noise: [0, 0.06],
  neighbour: 0.15,
  line: 0.1,
};
const DISTORTIONS: Readonly<Record<SplitName, GlyphDistortion>> = {
  train: TRAIN,
  validation: { ...TRAIN, wavelength: [30, 40], noise: [0.05, 0.08], ink: [0.7, 0.9], growth: [0, 0.7] },
  test: { ...TRAIN, wavelength: [12, 14], noise: [0.06, 0.09], ink: [0.7, 0.9], growth: [-0.1, 0.5] },
};

function label(sample: Sample): number {
  return balancedLabel(NAME, sample, CLASSES.length);
}

export const digits: Generator = {
  name: NAME,
  title: 'Digits',
  docs:
    'Grey 28×28 pictures of the digits 0–9 in many fonts, bent, shifted and noisy. ' +
    'Validation and test use fonts that training never shows.',
  version: 1,
  defaultCount: 6000,
  splits: 'own',
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
        const random = sampleStream(NAME, sample, 'image');
        const fonts = FONTS[sample.split];
        const font = fonts[random.integer(fonts.length)]!;
        return glyphPicture(random, font, CLASSES[label(sample)]!, CLASSES, DISTORTIONS[sample.split]);
      },
    },
    { column: { name: 'label', kind: 'category', classes: CLASSES, isTarget: true }, cell: label },
  ],
};
