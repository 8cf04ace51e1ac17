/**
 * The file that names the classes of masks, one per line in the order of their numbers: `circle`, `circle #ff0000`,
 * `circle 255 0 0` or `255 0 0 circle`. Colours are needed where the masks are coloured pictures.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fail } from '../../core/diagnostic';
import { IGNORED_PIXEL } from '../dataset';

export interface ClassList {
  /** The file's name. */
  readonly file: string;
  readonly names: readonly string[];
  /** Red, green and blue as one number, by class; absent unless every class has one. */
  readonly colours?: readonly number[];
}

const FILE_NAMES = ['classes.txt', 'classes.csv', 'labels.txt', 'label_colors.txt', 'codes.txt'];

/** What a folder without its own file of classes is told to have. */
export const CLASS_FILE = FILE_NAMES[0]!;

const NAME_THEN_HEX = /^(.+?)[\s,;]+#([0-9a-f]{6})$/i;
const NAME_THEN_COLOUR = /^(.*?)[\s,;]+(\d{1,3})[\s,;]+(\d{1,3})[\s,;]+(\d{1,3})$/;
const COLOUR_THEN_NAME = /^(\d{1,3})[\s,;]+(\d{1,3})[\s,;]+(\d{1,3})[\s,;]+(.+)$/;
const HEADING = /^name[\s,;]+r[\s,;]+g[\s,;]+b$/i;

/** `undefined` where the folder has no such file. Throws LoomError where it has more classes than a mask can hold, or a damaged colour. */
export async function readClassList(root: string): Promise<ClassList | undefined> {
  const present = await readdir(root);
  const file = FILE_NAMES.map((name) => present.find((one) => one.toLowerCase() === name)).find((name) => name !== undefined);
  return file === undefined ? undefined : parseClassList(await readFile(join(root, file), 'utf8'), file);
}

export function parseClassList(text: string, file: string): ClassList {
  const lines = text.split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== '' && !HEADING.test(line));
  const classes = lines.map((line, index) => parseLine(line, file, index + 1));
  if (classes.length < 2) fail('few-mask-classes', `${file} names ${classes.length === 0 ? 'no class' : 'one class'}, but a mask tells at least two apart.`, { file, expected: 'one class per line, the background first' });
  if (classes.length > IGNORED_PIXEL) fail('many-mask-classes', `${file} names ${classes.length} classes, more than the ${IGNORED_PIXEL} that a mask can hold.`, { file, expected: `at most ${IGNORED_PIXEL} lines` });
  const names = classes.map(({ name }) => name);
  const colours = classes.flatMap(({ colour }) => (colour === undefined ? [] : [colour]));
  if (colours.length > 0 && colours.length < names.length) {
    fail('class-without-colour', `${file} gives ${colours.length} of ${names.length} classes a colour.`, { file, expected: 'a colour for every class, or for none', found: `“${classes.find(({ colour }) => colour === undefined)!.name}” without one` });
  }
  return { file, names, ...(colours.length > 0 && { colours }) };
}

function parseLine(line: string, file: string, number: number): { name: string; colour?: number } {
  const hex = NAME_THEN_HEX.exec(line);
  if (hex) return { name: hex[1]!, colour: Number.parseInt(hex[2]!, 16) };
  const after = NAME_THEN_COLOUR.exec(line);
  const before = COLOUR_THEN_NAME.exec(line);
  const found = after ? { name: after[1]!, parts: after.slice(2, 5) } : before && { name: before[4]!, parts: before.slice(1, 4) };
  if (!found) return { name: line };
  const parts = found.parts.map(Number);
  if (parts.some((part) => part > 255)) fail('bad-class-colour', `Line ${number} of ${file} gives “${found.name}” a colour above 255.`, { file, expected: 'three numbers from 0 to 255', found: parts.join(' ') });
  return { name: found.name, colour: colourNumber(parts[0]!, parts[1]!, parts[2]!) };
}

export function colourNumber(red: number, green: number, blue: number): number {
  return (red << 16) | (green << 8) | blue;
}

export function colourText(colour: number): string {
  return `#${colour.toString(16).padStart(6, '0')}`;
}
