/** YOLO annotations: a text file per picture, a line per object: class, then centre and size or a polygon, as shares of the picture. */
import { fail, warning, type Diagnostic } from '../../core/diagnostic';
import { count, some } from '../findings';
import { splitOfPath, type AnnotatedObject, type AnnotatedPicture, type AnnotationSet } from './annotation-set';

/** A text file beside a picture, with its contents. */
export interface YoloLabels {
  /** Path of the picture below the root. */
  readonly picture: string;
  /** Path of the text, and what it says; absent where the picture shows nothing. */
  readonly file?: string;
  readonly text?: string;
}

/** Where the text of a picture can be: beside it, or in `labels` where the picture is in `images`. */
export function labelPlaces(picture: string): string[] {
  const stem = picture.replace(/\.[^./]*$/, '');
  const parts = stem.split('/');
  const images = parts.findLastIndex((part, index) => index < parts.length - 1 && part.toLowerCase() === 'images');
  const beside = `${stem}.txt`;
  if (images < 0) return [beside];
  return [`${parts.with(images, 'labels').join('/')}.txt`, beside];
}

/** Classes without a name are called by their number. Throws LoomError naming file and line where a line is not what YOLO says. */
export function readYolo(pictures: readonly YoloLabels[], names: readonly string[] | undefined): AnnotationSet {
  const read = pictures.map(({ picture, file, text }): AnnotatedPicture => {
    const split = splitOfPath(picture.slice(0, Math.max(0, picture.lastIndexOf('/'))));
    return { path: picture, objects: file === undefined || text === undefined ? [] : readLines(text, file, names), ...(split && { split }) };
  });
  const largest = read.reduce((most, { objects }) => objects.reduce((best, { label }) => Math.max(best, label), most), -1);
  const classes = names ?? Array.from({ length: largest + 1 }, (_, index) => String(index));
  const findings: Diagnostic[] = [];
  const bare = pictures.filter(({ file }) => file === undefined).map(({ picture }) => picture);
  if (bare.length > 0 && bare.length < pictures.length) findings.push(warning('picture-without-labels', `${count(bare.length, 'picture')} without a text file ${bare.length === 1 ? 'counts' : 'count'} as showing no object: ${some(bare)}.`));
  if (!names) findings.push(warning('unnamed-classes', 'The classes have no names, so they are called by their numbers.', { remedy: 'Name them in a file classes.txt, one per line, or in data.yaml.' }));
  return { format: 'YOLO', unit: 'share', classes, pictures: read, findings };
}

/** Whether a text looks like a list of objects: the first line that is not empty does. */
export function looksLikeLabels(text: string): boolean {
  const line = text.split(/\r?\n/).find((one) => one.trim() !== '');
  return line === undefined || /^\s*\d+(\s+-?[\d.]+(e-?\d+)?){4,}\s*$/i.test(line);
}

function readLines(text: string, file: string, names: readonly string[] | undefined): AnnotatedObject[] {
  return text.split(/\r?\n/).flatMap((line, index) => {
    if (line.trim() === '') return [];
    const where = `Line ${index + 1} of ${file}`;
    const values = line.trim().split(/\s+/).map(Number);
    const [label, ...rest] = values as [number, ...number[]];
    if (values.some((value) => !Number.isFinite(value)) || !(rest.length === 4 || (rest.length >= 6 && rest.length % 2 === 0))) {
      fail('bad-yolo-line', `${where} is not what YOLO writes.`, { file, expected: 'a class, then four numbers of a box or x and y of at least three points', found: line.trim().slice(0, 60) });
    }
    if (!Number.isInteger(label) || label < 0 || (names && label >= names.length)) {
      fail('unknown-class', `${where} names the class ${label}.`, { file, expected: names ? `0 to ${names.length - 1} (${some(names)})` : 'a whole number from 0', found: `${label}`, remedy: 'Correct the line, or add the class to the list of names.' });
    }
    if (rest.some((value) => value < -0.01 || value > 1.01)) {
      fail('not-a-share', `${where} has a position outside of the picture.`, { file, expected: 'shares of width and height from 0 to 1', found: line.trim().slice(0, 60), remedy: 'YOLO gives positions as shares of the picture, not in pixels.' });
    }
    return [rest.length === 4 ? box(label, rest as [number, number, number, number]) : polygon(label, rest)];
  });
}

function box(label: number, [x, y, width, height]: [number, number, number, number]): AnnotatedObject {
  return { label, x: x - width / 2, y: y - height / 2, width, height, isCrowd: false };
}

function polygon(label: number, points: readonly number[]): AnnotatedObject {
  const xs = points.filter((_, at) => at % 2 === 0);
  const ys = points.filter((_, at) => at % 2 === 1);
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { label, x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y, isCrowd: false, shape: { kind: 'polygons', polygons: [points] } };
}

/** The names in a `data.yaml`: a list in brackets, a list of lines, or numbers with names. `undefined` where it has none. */
export function namesOfYaml(text: string, file: string): string[] | undefined {
  const lines = text.split(/\r?\n/).map((line) => line.replace(/\s+#.*$/, ''));
  const at = lines.findIndex((line) => /^names\s*:/.test(line));
  if (at < 0) return undefined;
  const inline = lines.slice(at).join(' ').replace(/^names\s*:\s*/, '');
  if (inline.startsWith('[')) {
    const end = inline.indexOf(']');
    if (end < 0) fail('bad-yaml', `The list “names” in ${file} is not closed.`, { file, expected: ']', found: inline.slice(0, 40) });
    return inline.slice(1, end).split(',').map(unquoted).filter((name) => name !== '');
  }
  const names: string[] = [];
  for (const line of lines.slice(at + 1)) {
    if (line.trim() === '') continue;
    const listed = /^\s*-\s*(.+)$/.exec(line);
    const numbered = /^\s+(\d+)\s*:\s*(.+)$/.exec(line);
    if (listed) names.push(unquoted(listed[1]!));
    else if (numbered) names[Number(numbered[1])] = unquoted(numbered[2]!);
    else break;
  }
  const gap = Array.from(names, (name) => name).findIndex((name) => name === undefined);
  if (names.length === 0 || gap >= 0) fail('bad-yaml', `The list “names” in ${file} ${gap >= 0 ? `has no name for the class ${gap}` : 'is empty'}.`, { file, expected: 'a name for every class' });
  return names;
}

function unquoted(text: string): string {
  return text.trim().replace(/^(['"])(.*)\1$/, '$2');
}
