/** A folder of pictures and of masks that give each of their pixels a class, as a data set. */
import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, LoomError, warning, type Diagnostic } from '../../core/diagnostic';
import { checkPictures, type CheckDepth, type PictureCheck, type PictureFiles } from '../check-pictures';
import type { Cell, Column, Dataset, Pixels, SplitOptions } from '../dataset';
import { findDuplicates } from '../find-duplicates';
import { count, note, some } from '../findings';
import type { FolderSource } from '../image-folder';
import { inParallel } from '../in-parallel';
import type { Listing } from '../list-images';
import { readPicture, readPictureHeader } from '../read-file';
import { splitAssigned, type Splits } from '../split-rows';
import { CLASS_FILE, readClassList } from './class-list';
import { classIndices, readMaskFile } from './mask-coding';
import type { Pair, PairedFiles } from './pair-files';
import { SURVEYED, surveyMasks, type MaskSurvey, type NamedMask } from './survey';

const OPEN_FILES = 16;

/** Throws LoomError where the masks cannot be understood, or none fits its picture. */
export async function openMaskFolder(source: FolderSource, root: string, paired: PairedFiles, listing: Listing, options: SplitOptions, depth: CheckDepth): Promise<Dataset> {
  const list = await readClassList(root);
  const survey = surveyMasks(await someMasks(root, paired.pairs), list);
  const files: PictureFiles = {
    count: paired.pairs.length,
    pathOf: (row) => join(root, paired.pairs[row]!.picture),
    nameOf: (row) => paired.pairs[row]!.picture,
  };
  const check = await checkPictures(files, depth);
  const masks = depth === 'none' ? new Map<number, Diagnostic>() : await checkMasks(root, paired.pairs, survey, depth, check);
  const splits = divide(paired.pairs, new Set([...check.unreadable, ...masks.keys()]), options);
  if (splits.train.length === 0) fail('no-training-pictures', `${source.path} has no picture to train on whose mask can be used.`, { file: source.path, found: masks.values().next().value?.message ?? `${count(splits.validation.length + splits.test.length, 'picture')} for validation and test` });
  const duplicates = depth === 'full' ? await findDuplicates(files, splits, check) : [];
  // Files that are no pictures, the list of classes among them, are not worth a word here.
  const listed = listing.findings.filter(({ code }) => code !== 'not-an-image');
  const findings = [...describe(paired, survey, splits, list?.file), ...listed, ...check.findings, ...masks.values(), ...duplicates];
  return new MaskFolder(source, root, paired.pairs, survey, splits, findings, check.image, await fingerprint(root, paired.pairs, survey.classes));
}

class MaskFolder implements Dataset {
  readonly rowCount: number;
  readonly columns: readonly Column[];

  constructor(
    readonly source: FolderSource,
    private readonly root: string,
    private readonly pairs: readonly Pair[],
    private readonly survey: MaskSurvey,
    readonly splits: Splits,
    readonly findings: readonly Diagnostic[],
    image: Column['image'],
    readonly fingerprint: string,
  ) {
    this.rowCount = pairs.length;
    this.columns = [
      { name: 'image', kind: 'image', isTarget: false, ...(image ? { image } : {}) },
      { name: 'mask', kind: 'mask', isTarget: true, classes: survey.classes },
    ];
  }

  rowName(row: number): string {
    return this.pairs[row]!.picture;
  }

  async read(row: number, column: string): Promise<Cell> {
    const pair = this.pairs[row]!;
    if (column === 'image') return readPicture(join(this.root, pair.picture), pair.picture);
    if (column === 'mask') return readMask(this.root, pair, this.survey);
    return fail('unknown-column', `A folder of pictures with masks has no column "${column}".`, { expected: '"image" or "mask"', found: column });
  }
}

async function readMask(root: string, { picture, mask: name }: Pair, { coding, classes }: MaskSurvey): Promise<Pixels> {
  const mask = await readMaskFile(join(root, name), name);
  requireSameSize(picture, await readPictureHeader(join(root, picture), picture), name, mask);
  return classIndices(mask, name, coding, classes);
}

type Size = Pick<Pixels, 'width' | 'height'>;

function requireSameSize(picture: string, wanted: Size, mask: string, found: Size): void {
  if (wanted.width === found.width && wanted.height === found.height) return;
  fail('mask-size', `${mask} is ${found.width}×${found.height}, but its picture ${picture} is ${wanted.width}×${wanted.height}.`, { file: mask, expected: `${wanted.width}×${wanted.height}`, found: `${found.width}×${found.height}`, remedy: 'Save the mask in the size of its picture.' });
}

/** Evenly spread; those that cannot be read are found by the check. */
async function someMasks(root: string, pairs: readonly Pair[]): Promise<NamedMask[]> {
  const names = Array.from({ length: Math.min(SURVEYED, pairs.length) }, (_, index) => pairs[Math.floor((index * pairs.length) / Math.min(SURVEYED, pairs.length))]!.mask);
  const read = await Promise.all(names.map((name) => readMaskFile(join(root, name), name).then((mask) => ({ name, mask }), (error: unknown) => error)));
  const masks = read.filter((one): one is NamedMask => !(one instanceof Error));
  if (masks.length === 0) throw read[0];
  return masks;
}

/** What is wrong with masks, by row: all are read where every picture was decoded, else their sizes are compared. */
async function checkMasks(root: string, pairs: readonly Pair[], survey: MaskSurvey, depth: CheckDepth, { prints, unreadable }: PictureCheck): Promise<Map<number, Diagnostic>> {
  const problems = new Map<number, Diagnostic>();
  await inParallel(pairs.length, OPEN_FILES, async (row) => {
    if (unreadable.has(row)) return;
    const pair = pairs[row]!;
    try {
      if (depth === 'full' && prints.size > 0) await readMask(root, pair, survey);
      else requireSameSize(pair.picture, await readPictureHeader(join(root, pair.picture), pair.picture), pair.mask, await readPictureHeader(join(root, pair.mask), pair.mask));
    } catch (error) {
      if (!(error instanceof LoomError)) throw error;
      problems.set(row, { ...error.diagnostics[0]!, severity: 'warning' });
    }
  });
  return new Map([...problems].sort(([a], [b]) => a - b));
}

function divide(pairs: readonly Pair[], leftOut: ReadonlySet<number>, options: SplitOptions): Splits {
  const rows = Uint32Array.from(pairs, (_, row) => row).filter((row) => !leftOut.has(row));
  const present = new Set(pairs.map(({ split }) => split));
  // Folders that bring a validation or test split of their own have decided what trains.
  const shares = { ...options, ...(present.has('validation') && { validation: 0, test: 0 }), ...(present.has('test') && { test: 0 }) };
  return splitAssigned({ rows, labelOf: () => 0, keyOf: (row) => pairs[row]!.picture }, (row) => pairs[row]!.split ?? 'train', shares);
}

function describe({ pairs, withoutMask, withoutPicture }: PairedFiles, { coding, classes, shares }: MaskSurvey, splits: Splits, file: string | undefined): Diagnostic[] {
  const percent = (share: number) => `${(100 * share).toLocaleString('en', { maximumFractionDigits: share < 0.1 ? 1 : 0 })} %`;
  const how = { numbers: 'numbers', 'yes-no': 'black for no and white for yes', colours: 'colours' }[coding.kind];
  const message = `Understood ${count(pairs.length, 'picture')} with a mask each, written as ${how}; ${classes.length} classes by share of pixels: ${some(classes.map((name, index) => `${name} ${percent(shares[index]!)}`), 12)}.`;
  const absent = classes.filter((_, index) => shares[index] === 0);
  return [
    note('layout-masks', message, file ? undefined : `Name the classes in a file ${CLASS_FILE}, one per line, the background first.`),
    note('splits', `${count(splits.train.length, 'picture')} for training, ${splits.validation.length.toLocaleString('en')} for validation, ${splits.test.length.toLocaleString('en')} for test.`),
    ...(absent.length === 0 ? [] : [warning('mask-class-unseen', `No pixel of ${some(absent)} was seen in ${count(Math.min(SURVEYED, pairs.length), 'mask')}.`)]),
    ...(withoutMask.length === 0 ? [] : [warning('picture-without-mask', `${count(withoutMask.length, 'picture')} without a mask ${withoutMask.length === 1 ? 'is' : 'are'} left out: ${some(withoutMask)}.`, { remedy: 'Give each a mask of the same name.' })]),
    ...(withoutPicture.length === 0 ? [] : [note('mask-without-picture', `${count(withoutPicture.length, 'mask')} without a picture ${withoutPicture.length === 1 ? 'is' : 'are'} left out: ${some(withoutPicture)}.`)]),
  ];
}

async function fingerprint(root: string, pairs: readonly Pair[], classes: readonly string[]): Promise<string> {
  const sizes = new Float64Array(pairs.length * 2);
  await inParallel(pairs.length, OPEN_FILES, async (row) => {
    for (const [at, name] of [pairs[row]!.picture, pairs[row]!.mask].entries()) {
      sizes[row * 2 + at] = (await stat(join(root, name)).catch(() => undefined))?.size ?? -1;
    }
  });
  const hash = createHash('sha256').update(JSON.stringify([classes, pairs]));
  return hash.update(new Uint8Array(sizes.buffer)).digest('hex');
}
