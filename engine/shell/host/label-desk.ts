/** Folders that are being labelled, read and written on the thread of the data desk. */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, type Diagnostic } from '../../core/diagnostic';
import { PicturePaths } from '../../data/annotations/annotation-set';
import { cocoFiles, findAnnotations } from '../../data/annotations/find-annotations';
import { LabelFile, type PictureSize } from '../../data/annotations/label-file';
import { count, note, some } from '../../data/findings';
import { inParallel } from '../../data/in-parallel';
import { listImages, type ListedFolder } from '../../data/list-images';
import { compareNames } from '../../data/name-order';
import { readPictureHeader } from '../../data/read-file';
import { writeFileAtomically } from '../../files/atomic-write';
import { explaining } from '../../files/file-problem';
import type { LabelChange, LabelFolder, PictureLabels } from '../protocol/labels';
import { browserPicture } from './browser-picture';

/** Where labels are written that are not in a file yet. */
const FILE = 'annotations.json';
/** Open at the same time: one per window. */
const KEPT = 3;
const HEADERS_AT_ONCE = 16;

interface OpenFolder {
  readonly paths: readonly string[];
  readonly known: ReadonlySet<string>;
  /** Below the folder. */
  readonly file: string;
  readonly labels: LabelFile;
  readonly notes: readonly Diagnostic[];
  revision: string;
}

export class LabelDesk {
  private readonly folders = new Map<string, OpenFolder>();
  /** One after the other: what is read must not lie between two changes. */
  private queue: Promise<unknown> = Promise.resolve();

  /** As it is on the disk now. Throws LoomError where there are no pictures, or the file of labels is not understood. */
  open(root: string): Promise<LabelFolder> {
    return this.inTurn(async () => {
      const { paths, file, labels, notes, revision } = await this.opened(root);
      const categories = labels.categories.map((category) => ({ ...category, uses: labels.usesOf(category.id) }));
      const pictures = paths.map((path) => {
        const objects = labels.objectsOf(path)?.length;
        return { path, ...(objects !== undefined && { objects }) };
      });
      return { folder: root, file, revision, categories, nextId: labels.nextId, pictures, notes };
    });
  }

  /** Throws LoomError where the picture cannot be read, or the labels are for one of another size. */
  read(root: string, picture: string): Promise<PictureLabels> {
    return this.inTurn(async () => {
      const { labels, known } = await this.known(root);
      requirePicture(known, root, picture);
      const shown = await browserPicture(join(root, picture), picture);
      const objects = labels.objectsOf(picture);
      const size = labels.sizeOf(picture);
      if (size && (size.width !== shown.width || size.height !== shown.height)) {
        fail('annotated-size', `${picture} is ${shown.width}×${shown.height}, but its labels are for ${size.width}×${size.height}.`, { file: picture, expected: `${size.width}×${size.height}`, found: `${shown.width}×${shown.height}`, remedy: 'Put the picture back that was labelled.' });
      }
      return { ...shown, ...(objects && { objects }) };
    });
  }

  /** Throws LoomError where the file has changed since, or cannot be written; then it is as it was. */
  save({ folder, revision, pictures, categories }: LabelChange): Promise<{ revision: string }> {
    return this.inTurn(async () => {
      const open = await this.known(folder);
      const path = join(folder, open.file);
      const now = await revisionOf(path);
      if (now !== revision || open.revision !== revision) {
        this.folders.delete(folder);
        fail('labels-changed', `${open.file} was changed by another program or window since this folder was opened, so nothing was written.`, { file: path, remedy: 'Open the folder again.' });
      }
      // What fails half-way is read again from the disk.
      this.folders.delete(folder);
      for (const { path: picture, width, height, objects } of pictures) {
        requirePicture(open.known, folder, picture);
        open.labels.setObjects(picture, { width, height }, objects);
      }
      if (categories) open.labels.setCategories(categories);
      await writeFileAtomically(path, [Buffer.from(open.labels.text())]);
      open.revision = await revisionOf(path);
      this.folders.set(folder, open);
      return { revision: open.revision };
    });
  }

  private async known(root: string): Promise<OpenFolder> {
    return this.folders.get(root) ?? this.opened(root);
  }

  private async opened(root: string): Promise<OpenFolder> {
    const info = await explaining(root, 'read', () => stat(root));
    if (!info.isDirectory()) fail('not-a-folder', `${root} is a file, not a folder.`, { file: root, remedy: 'Choose the folder that it lies in.' });
    const listing = await listImages(root);
    const paths = listing.folders.flatMap(({ path, files }) => files.map((file) => (path === '' ? file : `${path}/${file}`))).sort(compareNames);
    if (paths.length === 0) fail('folder-empty', `The folder ${root} holds no pictures.`, { file: root, found: listing.findings.map(({ message }) => message).join(' ') || 'no files', remedy: 'Choose a folder with pictures in it.' });
    const found = await findLabels(root, listing.folders, new PicturePaths(paths));
    const { missing } = found.labels;
    const lost = missing.length === 0 ? [] : [note('picture-missing', `${count(missing.length, 'picture')} named in ${found.file} ${missing.length === 1 ? 'is' : 'are'} not in the folder: ${some(missing)}. Their labels are kept.`)];
    const open: OpenFolder = { paths, known: new Set(paths), ...found, notes: [...found.notes, ...lost, ...listing.findings.filter(({ severity }) => severity !== 'info')] };
    this.folders.delete(root);
    this.folders.set(root, open);
    for (const old of [...this.folders.keys()].slice(0, -KEPT)) this.folders.delete(old);
    return open;
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.queue.then(work);
    this.queue = done.catch(() => undefined);
    return done;
  }
}

function requirePicture(known: ReadonlySet<string>, folder: string, picture: string): void {
  if (!known.has(picture)) fail('unknown-picture', `There is no picture ${picture} in ${folder}.`, { file: picture, remedy: 'Open the folder again.' });
}

/** Tells one state of a file from the next; empty where there is none. */
async function revisionOf(path: string): Promise<string> {
  try {
    const { mtimeMs, size } = await stat(path);
    return `${mtimeMs}-${size}`;
  } catch {
    return '';
  }
}

async function findLabels(root: string, folders: readonly ListedFolder[], paths: PicturePaths): Promise<Pick<OpenFolder, 'file' | 'labels' | 'notes' | 'revision'>> {
  const coco = await cocoFiles(root);
  if (coco.length > 1) {
    fail('several-label-files', `${root} has several files of labels: ${some(coco.map(({ path }) => path))}.`, { file: root, expected: 'one COCO file', found: `${coco.length} COCO files`, remedy: 'Open the folder of one of them, or put the others elsewhere.' });
  }
  const file = coco[0]?.path ?? FILE;
  const revision = await revisionOf(join(root, file));
  if (revision !== '') return { file, labels: LabelFile.read(await explaining(file, 'read', () => readFile(join(root, file), 'utf8')), file, paths), notes: [], revision };
  const set = await findAnnotations(root, folders);
  if (!set) {
    const classFolders = folders.filter(({ path }) => path !== '').length;
    const notes = classFolders < 2 ? [] : [note('was-classes', `Once something is drawn, this folder is read as objects in pictures rather than as one class for each of its ${classFolders} folders.`)];
    return { file, labels: LabelFile.empty(), notes, revision };
  }
  const sizes = new Map<string, PictureSize>();
  await inParallel(set.pictures.length, HEADERS_AT_ONCE, async (index) => {
    const { path } = set.pictures[index]!;
    const header = await readPictureHeader(join(root, path), path).catch(() => undefined);
    if (header) sizes.set(path, { width: header.width, height: header.height });
  });
  const taken = note('labels-from', `The labels are those of ${count(set.pictures.length, 'picture')} in ${set.format} files. With the first change all of them are written to ${FILE}, which counts from then on; the ${set.format} files stay as they are.`);
  return { file, labels: LabelFile.from(set, sizes), notes: [taken, ...set.findings], revision };
}
