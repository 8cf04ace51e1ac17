import sheet from '../../../assets/glyphs/digits.json';
import { glyphGenerator } from './glyph-generator';

export const digits = glyphGenerator({
  name: 'digits',
  title: 'Digits',
  docs:
    'Grey 28×28 pictures of the digits 0–9 in many fonts, shifted, bent and noisy. ' +
    'Validation and test use fonts that training never shows.',
  version: 1,
  defaultCount: 6000,
  sheet,
  characters: [...'0123456789'],
});
