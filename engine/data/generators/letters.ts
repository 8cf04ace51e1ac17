import sheet from '../../../assets/glyphs/letters.json';
import { glyphGenerator } from './glyph-generator';

export const letters = glyphGenerator({
  name: 'letters',
  title: 'Letters',
  docs:
    'Grey 28×28 pictures of the capital letters A–Z in many fonts, shifted, bent and noisy. ' +
    'Validation and test use fonts that training never shows.',
  version: 1,
  defaultCount: 15600,
  sheet,
  characters: [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'],
});
