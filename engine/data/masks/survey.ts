/** A look at some masks of a folder, evenly spread: how they are coded, which classes there are, how many pixels each has. */
import { fail, LoomError } from '../../core/diagnostic';
import { IGNORED_PIXEL, type Pixels } from '../dataset';
import { CLASS_FILE, colourText, type ClassList } from './class-list';
import { classIndices, colourAt, type MaskCoding } from './mask-coding';

/** Always as many, however thoroughly files are checked: data workers must read masks as the window does. */
export const SURVEYED = 48;

/** What two classes are called that nobody named. */
const YES_OR_NO = ['background', 'object'];

export interface MaskSurvey {
  readonly coding: MaskCoding;
  readonly classes: readonly string[];
  /** Of the pixels that count, by class. */
  readonly shares: readonly number[];
}

export interface NamedMask {
  readonly name: string;
  readonly mask: Pixels;
}

/** Throws LoomError where the masks cannot be understood. */
export function surveyMasks(masks: readonly NamedMask[], list: ClassList | undefined): MaskSurvey {
  const coloured = masks.find(({ mask }) => mask.channels === 3);
  const coding = coloured ? { kind: 'colours' as const, colours: list?.colours ?? coloursOf(masks, list, coloured.name) } : codingOfNumbers(masks, list);
  const classes = list?.names ?? namesOf(masks, coding);
  const counts = countPixels(masks, coding, classes);
  const total = counts.reduce((sum, count) => sum + count, 0);
  return { coding, classes, shares: counts.map((count) => (total > 0 ? count / total : 0)) };
}

/** Masks that cannot be understood are left to whoever reads them; where that is every one, the first says what is wrong. */
function countPixels(masks: readonly NamedMask[], coding: MaskCoding, classes: readonly string[]): number[] {
  const counts = classes.map(() => 0);
  const problems: LoomError[] = [];
  for (const { mask, name } of masks) {
    try {
      for (const index of classIndices(mask, name, coding, classes).data) if (index !== IGNORED_PIXEL) counts[index]!++;
    } catch (error) {
      if (!(error instanceof LoomError)) throw error;
      problems.push(error);
    }
  }
  if (problems.length === masks.length && problems[0]) throw problems[0];
  return counts;
}

/** Masks of nothing but 0 and 255 say yes or no, unless they are said to tell more than two classes apart. */
function codingOfNumbers(masks: readonly NamedMask[], list: ClassList | undefined): MaskCoding {
  const hasWhite = masks.some(({ mask }) => mask.data.includes(255));
  const isBlackOrWhite = hasWhite && masks.every(({ mask }) => mask.data.every((value) => value === 0 || value === 255));
  return { kind: isBlackOrWhite && (list?.names.length ?? 2) === 2 ? 'yes-no' : 'numbers' };
}

/** In the order of their numbers, black first, so that another look finds the same order. */
function coloursOf(masks: readonly NamedMask[], list: ClassList | undefined, name: string): number[] {
  const found = new Set<number>();
  for (const { mask } of masks) {
    for (let pixel = 0; pixel < mask.width * mask.height && found.size <= IGNORED_PIXEL; pixel++) found.add(colourAt(mask.data, mask.channels, pixel));
  }
  const colours = [...found].sort((a, b) => a - b);
  if (list || colours.length > IGNORED_PIXEL) {
    const shown = `${colours.slice(0, 6).map(colourText).join(', ')}${colours.length > 6 ? ', …' : ''}`;
    fail('mask-without-colours', `${name} is a coloured mask, and ${list ? `${list.file} gives the classes no colours` : `there are more than ${IGNORED_PIXEL} colours to be classes`}.`, {
      file: name,
      expected: `a line such as “circle #ff0000” for each class in ${CLASS_FILE}`,
      found: shown,
      remedy: list ? 'Add the colour of each class to its line.' : 'Masks saved as JPEG or with soft edges have colours in between: save them as PNG with hard edges, or save class numbers as grey.',
    });
  }
  return colours;
}

function namesOf(masks: readonly NamedMask[], coding: MaskCoding): readonly string[] {
  if (coding.kind === 'yes-no') return YES_OR_NO;
  if (coding.kind === 'colours') return coding.colours.map(colourText);
  const largest = masks.reduce((most, { mask }) => mask.data.reduce((above, value) => (value !== IGNORED_PIXEL && value > above ? value : above), most), 1);
  return largest === 1 ? YES_OR_NO : Array.from({ length: largest + 1 }, (_, index) => `class ${index}`);
}
