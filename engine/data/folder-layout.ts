/**
 * Understanding a folder of pictures: which folders are classes, which are splits, which only wrap the rest. Works on
 * folder names and counts alone.
 */
import { warning, type Diagnostic } from '../core/diagnostic';
import type { SplitName } from './dataset';
import { count, note, some } from './findings';
import { compareNames } from './name-order';

export type FolderLayout = 'auto' | 'classes' | 'splits';

/** A folder that directly holds pictures. */
export interface PictureFolder {
  /** Path below the root with `/` between names; empty for the root itself. */
  readonly path: string;
  readonly pictures: number;
}

/** What the pictures of one folder are; `undefined` where they belong to no class and are left out. */
export type FolderMeaning = { readonly className: string; readonly split?: SplitName } | undefined;

export interface UnderstoodLayout {
  readonly kind: 'classes' | 'splits';
  /** One entry per given folder. */
  readonly meanings: readonly FolderMeaning[];
  readonly findings: readonly Diagnostic[];
}

const SPLIT_WORDS: ReadonlyMap<string, SplitName> = new Map([
  ['train', 'train'], ['training', 'train'],
  ['val', 'validation'], ['valid', 'validation'], ['validation', 'validation'], ['dev', 'validation'],
  ['test', 'test'], ['testing', 'test'],
]);

/** The split that a word names (`val` → validation), if any. */
export function splitNamed(word: string): SplitName | undefined {
  return SPLIT_WORDS.get(word.toLowerCase());
}

export function understandLayout(folders: readonly PictureFolder[], layout: FolderLayout = 'auto'): UnderstoodLayout {
  const paths = folders.map(({ path }) => (path === '' ? [] : path.split('/')));
  const wrapped = wrapperDepth(paths);
  const inner = paths.map((path) => path.slice(wrapped));
  const kind = layout === 'auto' ? guess(inner) : layout;
  const meanings = inner.map((path) => (kind === 'splits' ? meaningInSplits(path) : meaningInClasses(path)));
  return { kind, meanings, findings: [...describe(kind, inner, meanings), ...describeLeftOut(folders, meanings, kind)] };
}

/** How many leading folders only wrap the rest, as unpacked archives have them (`flowers/images/…`). */
function wrapperDepth(paths: readonly (readonly string[])[]): number {
  for (let depth = 0; ; depth++) {
    const children = new Set(paths.map((path) => path[depth]));
    const [only] = children;
    const holdsOnlyFolders = paths.every((path) => path.length > depth + 1);
    if (children.size !== 1 || only === undefined || !holdsOnlyFolders || splitNamed(only)) return depth;
  }
}

/** Splits, if every top folder is named like one, or if train and another split stand there with classes inside. */
function guess(paths: readonly (readonly string[])[]): 'classes' | 'splits' {
  const tops = new Set(paths.flatMap((path) => path.slice(0, 1)));
  const splits = new Set([...tops].map(splitNamed));
  if (!splits.has('train')) return tops.size > 0 && !splits.has(undefined) ? 'splits' : 'classes';
  if (!splits.has(undefined)) return 'splits';
  const nested = new Set(paths.filter((path) => path.length > 1).map((path) => splitNamed(path[0]!)));
  nested.delete(undefined);
  return nested.has('train') && nested.size > 1 ? 'splits' : 'classes';
}

function meaningInClasses(path: readonly string[]): FolderMeaning {
  return path.length === 0 ? undefined : { className: classNameOf(path) };
}

function meaningInSplits(path: readonly string[]): FolderMeaning {
  const split = path[0] === undefined ? undefined : splitNamed(path[0]);
  return split && path.length > 1 ? { className: classNameOf(path.slice(1)), split } : undefined;
}

/** Composed accents: the same name is stored decomposed by macOS and composed elsewhere. */
function classNameOf(path: readonly string[]): string {
  return path.join('/').normalize('NFC');
}

function describe(kind: 'classes' | 'splits', paths: readonly (readonly string[])[], meanings: readonly FolderMeaning[]): Diagnostic[] {
  const classes = [...new Set(meanings.flatMap((meaning) => (meaning ? [meaning.className] : [])))].sort(compareNames);
  const tops = [...new Set(paths.flatMap((path) => path.slice(0, 1)))];
  if (kind === 'splits') {
    const splits = tops.flatMap((top) => (splitNamed(top) ? [`"${top}" as ${splitNamed(top)}`] : []));
    const message = `Understood the folders ${splits.join(', ')} as splits, and the ${count(classes.length, 'folder')} inside as classes: ${some(classes)}.`;
    return [note('layout-splits', message, 'If they are classes, say so with the layout "classes".')];
  }
  const findings = [note('layout-classes', `Understood ${count(classes.length, 'folder')} as classes: ${some(classes)}.`)];
  const suspicious = classes.filter((name) => name.split('/').some(splitNamed));
  if (suspicious.length > 0) {
    findings.push(warning('split-name-as-class', `${count(suspicious.length, 'class', 'classes')} (${some(suspicious)}) are named like splits.`, {
      remedy: 'Put train, validation and test at the top of the folder and the classes inside them, or say so with the layout "splits".',
    }));
  }
  return findings;
}

function describeLeftOut(folders: readonly PictureFolder[], meanings: readonly FolderMeaning[], kind: 'classes' | 'splits'): Diagnostic[] {
  const left = folders.filter((_, index) => meanings[index] === undefined);
  if (left.length === 0) return [];
  const pictures = left.reduce((sum, folder) => sum + folder.pictures, 0);
  const names = left.map(({ path }) => (path === '' ? 'the folder itself' : path));
  return [
    warning('pictures-without-class', `${count(pictures, 'picture')} directly in ${some(names)} ${pictures === 1 ? 'belongs' : 'belong'} to no class and ${pictures === 1 ? 'is' : 'are'} left out.`, {
      remedy: kind === 'splits' ? 'Put them into class folders inside train, validation or test.' : 'Put them into a folder named after their class.',
    }),
  ];
}
