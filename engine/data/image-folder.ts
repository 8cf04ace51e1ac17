/** A folder of pictures as a data set: one class per folder, at any depth. */
import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, sentence, warning, type Diagnostic } from '../core/diagnostic';
import { openAnnotatedFolder } from './annotations/annotated-folder';
import { findAnnotations } from './annotations/find-annotations';
import { burstOf, singleBursts } from './bursts';
import { checkPictures, type CheckDepth, type PictureCheck, type PictureFiles } from './check-pictures';
import type { Cell, Column, Dataset, DataSource, SplitName, SplitOptions } from './dataset';
import { FORMAT_NAMES } from './decode/formats';
import { findDuplicates } from './find-duplicates';
import { count, note, some } from './findings';
import { understandLayout, type UnderstoodLayout } from './folder-layout';
import { inParallel } from './in-parallel';
import { listImages, type Listing } from './list-images';
import { openMaskFolder } from './masks/mask-folder';
import { pairFiles } from './masks/pair-files';
import { compareNames } from './name-order';
import { readPicture } from './read-file';
import { splitAssigned, type Splits } from './split-rows';

export type FolderSource = Extract<DataSource, { kind: 'folder' }>;

/** Below this a class cannot be learned and its score means nothing. */
const FEW_PICTURES = 5;
/** File sizes stand in the fingerprint up to this many files, of an even sample beyond. */
const SIZED_FILES = 20_000;

/** One picture, without an object for each: a million rows are three arrays. */
interface Rows {
  readonly folder: Uint32Array;
  readonly file: readonly string[];
  readonly label: Int32Array;
  readonly folders: readonly string[];
  readonly splits: readonly (SplitName | undefined)[];
  readonly classes: readonly string[];
}

/** Opens the folder at `root`: annotated pictures, pictures with masks, else a class per folder. Throws LoomError where it can be none of them. */
export async function openImageFolder(source: FolderSource, root: string, options: SplitOptions, depth: CheckDepth): Promise<Dataset> {
  await requireFolder(root, source.path);
  const listing = await listImages(root);
  if (listing.folders.length === 0) refuseEmpty(source.path, listing);
  const isOpen = (source.layout ?? 'auto') === 'auto';
  const annotations = isOpen ? await findAnnotations(root, listing.folders) : undefined;
  if (annotations) return openAnnotatedFolder(source, root, annotations, listing, options, depth);
  const paired = isOpen ? pairFiles(listing.folders) : undefined;
  if (paired) return openMaskFolder(source, root, paired, listing, options, depth);
  const layout = understandLayout(listing.folders.map(({ path, files }) => ({ path, pictures: files.length })), source.layout);
  const rows = collectRows(listing, layout);
  requireClasses(rows, source.path);
  const files: PictureFiles = {
    count: rows.file.length,
    pathOf: (row) => join(root, nameOf(rows, row)),
    nameOf: (row) => nameOf(rows, row),
  };
  const check = await checkPictures(files, depth);
  const { splits, findings: splitFindings } = divide(rows, layout, check, options);
  const duplicates = depth === 'full' ? await findDuplicates(files, splits, check) : [];
  const findings = [
    ...layout.findings, ...splitFindings, ...listing.findings, ...check.findings, ...smallClasses(rows, splits), ...oneBurstClasses(rows, options), ...duplicates,
  ];
  return new ImageFolder(source, rows, files, splits, findings, check.image, await fingerprint(rows, files));
}

class ImageFolder implements Dataset {
  readonly rowCount: number;
  readonly columns: readonly Column[];

  constructor(
    readonly source: FolderSource,
    private readonly rows: Rows,
    private readonly files: PictureFiles,
    readonly splits: Splits,
    readonly findings: readonly Diagnostic[],
    image: Column['image'],
    readonly fingerprint: string,
  ) {
    this.rowCount = files.count;
    this.columns = [
      { name: 'image', kind: 'image', isTarget: false, ...(image ? { image } : {}) },
      { name: 'class', kind: 'category', isTarget: true, classes: rows.classes },
    ];
  }

  rowName(row: number): string {
    return this.files.nameOf(row);
  }

  async read(row: number, column: string): Promise<Cell> {
    if (column === 'class') return this.rows.label[row]!;
    if (column === 'image') return readPicture(this.files.pathOf(row), this.files.nameOf(row));
    return fail('unknown-column', `A folder of pictures has no column "${column}".`, { expected: '"image" or "class"', found: column });
  }
}

function nameOf({ folders, folder, file }: Rows, row: number): string {
  const path = folders[folder[row]!]!;
  return path === '' ? file[row]! : `${path}/${file[row]!}`;
}

async function requireFolder(root: string, shown: string): Promise<void> {
  const found = await stat(root).catch(() => undefined);
  if (!found) fail('folder-missing', `The folder ${shown} does not exist.`, { file: shown, remedy: 'Check the path, or choose the folder again.' });
  if (!found.isDirectory()) fail('not-a-folder', `${shown} is a file, not a folder.`, { file: shown, remedy: 'Name the folder that holds one folder per class.' });
}

function refuseEmpty(path: string, { findings }: Listing): never {
  const unsupported = findings.find((finding) => finding.code === 'image-format-unsupported');
  if (unsupported) fail('folder-unsupported', `The folder ${path} holds no pictures that can be read. ${sentence(unsupported)}`, { file: path, expected: FORMAT_NAMES });
  return fail('folder-empty', `The folder ${path} holds no pictures.`, {
    file: path, expected: `${FORMAT_NAMES} files in one folder per class`, found: findings.map((finding) => finding.message).join(' ') || 'no files',
    remedy: 'Make a folder for each class and put its pictures inside.',
  });
}

function collectRows(listing: Listing, layout: UnderstoodLayout): Rows {
  const classes = [...new Set(layout.meanings.flatMap((meaning) => (meaning ? [meaning.className] : [])))].sort(compareNames);
  const indexOf = new Map(classes.map((name, index) => [name, index]));
  const used = listing.folders.flatMap((folder, index) => {
    const meaning = layout.meanings[index];
    return meaning ? [{ ...folder, meaning }] : [];
  });
  const total = used.reduce((sum, { files }) => sum + files.length, 0);
  const folder = new Uint32Array(total);
  const label = new Int32Array(total);
  const file: string[] = [];
  used.forEach(({ files, meaning }, index) => {
    folder.fill(index, file.length, file.length + files.length);
    label.fill(indexOf.get(meaning.className)!, file.length, file.length + files.length);
    for (const name of files) file.push(name);
  });
  return { folder, file, label, folders: used.map(({ path }) => path), splits: used.map(({ meaning }) => meaning.split), classes };
}

function requireClasses({ classes }: Rows, path: string): void {
  if (classes.length >= 2) return;
  const found = classes[0] === undefined ? 'pictures outside of class folders' : `one class, "${classes[0]}"`;
  fail('one-class', `Classification needs at least two classes; ${path} holds ${found}.`, {
    file: path, expected: 'one folder of pictures for each class', found, remedy: 'Make a folder for each class and put its pictures inside.',
  });
}

function divide(rows: Rows, layout: UnderstoodLayout, { unreadable }: PictureCheck, options: SplitOptions): { splits: Splits; findings: Diagnostic[] } {
  const readable = Uint32Array.from(rows.file, (_, row) => row).filter((row) => !unreadable.has(row));
  const present = new Set(rows.splits);
  // Folders that bring a validation or test split of their own have decided what trains; only a missing validation is carved.
  const shares =
    layout.kind === 'classes'
      ? options
      : { ...options, validation: present.has('validation') ? 0 : options.validation, test: present.has('validation') || present.has('test') ? 0 : options.test };
  const splitOf = (row: number) => rows.splits[rows.folder[row]!] ?? 'train';
  const source = { rows: readable, labelOf: (row: number) => rows.label[row]!, keyOf: (row: number) => nameOf(rows, row), groupOf: (row: number) => burstOf(nameOf(rows, row)) };
  const splits = splitAssigned(source, splitOf, shares);
  if (splits.train.length === 0) {
    fail('no-training-pictures', 'There are no readable training pictures.', {
      expected: 'a folder "train", or class folders', found: `${splits.validation.length} validation and ${splits.test.length} test pictures`,
      remedy: layout.kind === 'splits' ? 'Add a folder "train", or set the layout to "classes".' : 'See the list of unreadable files.',
    });
  }
  const carved = shares.validation > 0 && layout.kind === 'splits';
  const message = `${count(splits.train.length, 'picture')} for training, ${splits.validation.length.toLocaleString('en')} for validation${carved ? ' (taken from the training folder)' : ''}, ${splits.test.length.toLocaleString('en')} for test.`;
  return { splits, findings: [note('splits', message)] };
}

function smallClasses({ classes, label }: Rows, splits: Splits): Diagnostic[] {
  const counts = new Uint32Array(classes.length);
  const trained = new Uint32Array(classes.length);
  for (const row of splits.train) trained[label[row]!]!++;
  for (const part of Object.values(splits)) for (const row of part) counts[label[row]!]!++;
  const small = classes.filter((_, index) => counts[index]! < FEW_PICTURES).map((name) => `${name} (${counts[classes.indexOf(name)]!})`);
  const untrained = classes.filter((_, index) => trained[index] === 0 && counts[index]! >= FEW_PICTURES);
  return [
    ...(small.length === 0 ? [] : [warning('few-pictures', `${count(small.length, 'class', 'classes')} ${small.length === 1 ? 'has' : 'have'} fewer than ${FEW_PICTURES} readable pictures: ${some(small)}.`, { remedy: 'Add pictures, or remove the class.' })]),
    ...(untrained.length === 0 ? [] : [warning('class-without-training', `${count(untrained.length, 'class', 'classes')} cannot be learned, because no picture of it trains: ${some(untrained)}.`)]),
  ];
}

/** Only where nothing of the class was recorded otherwise. */
function oneBurstClasses(rows: Rows, { validation }: SplitOptions): Diagnostic[] {
  const bursts = rows.classes.map(() => new Set<string>());
  rows.file.forEach((_, row) => bursts[rows.label[row]!]!.add(burstOf(nameOf(rows, row)) ?? ''));
  return singleBursts(rows.classes, bursts.map((found) => (found.has('') ? new Set<string>() : found)), validation);
}

async function fingerprint(rows: Rows, files: PictureFiles): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify(rows.classes));
  for (let row = 0; row < files.count; row++) hash.update(`${nameOf(rows, row)}\0${rows.label[row]}\n`);
  const sized = Math.min(files.count, SIZED_FILES);
  const sizes = new Float64Array(sized);
  await inParallel(sized, 32, async (index) => {
    const row = Math.floor((index * files.count) / sized);
    sizes[index] = (await stat(files.pathOf(row)).catch(() => undefined))?.size ?? -1;
  });
  return hash.update(new Uint8Array(sizes.buffer)).digest('hex');
}
