/** A folder of pictures with files that tell where which object is. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { fail, warning, type Diagnostic } from '../../core/diagnostic';
import type { Skeleton } from '../../vision/answer';
import { checkPictures, type CheckDepth, type PictureFiles } from '../check-pictures';
import type { Boxes, Cell, Column, Dataset, Pixels, Points, SplitOptions } from '../dataset';
import { findDuplicates } from '../find-duplicates';
import { count, note, some } from '../findings';
import type { FolderSource } from '../image-folder';
import type { Listing } from '../list-images';
import { readPicture, readPictureHeader } from '../read-file';
import { splitAssigned, type Splits } from '../split-rows';
import type { AnnotatedObject, AnnotatedPicture, AnnotationSet } from './annotation-set';
import { hasKeypoints, KEYPOINT_FLAGS, KEYPOINT_VALUES, pointsOf } from './keypoints';
import { objectMap } from './object-map';

/** Throws LoomError where there is nothing to train on. */
export async function openAnnotatedFolder(source: FolderSource, root: string, set: AnnotationSet, listing: Listing, options: SplitOptions, depth: CheckDepth): Promise<Dataset> {
  const { pictures, classes, format } = set;
  if (pictures.length === 0) fail('no-annotated-pictures', `None of the pictures that the ${format} annotations name are in ${source.path}.`, { file: source.path, found: set.findings[0]?.message ?? 'no pictures', remedy: 'Put the pictures beside the annotations.' });
  const total = pictures.reduce((sum, { objects }) => sum + objects.length, 0);
  if (classes.length === 0 || total === 0) fail('no-objects', `The ${format} annotations in ${source.path} name no object.`, { file: source.path, expected: 'at least one object', found: `${count(pictures.length, 'picture')} without objects` });
  const files: PictureFiles = { count: pictures.length, pathOf: (row) => join(root, pictures[row]!.path), nameOf: (row) => pictures[row]!.path };
  const check = await checkPictures(files, depth);
  const splits = divide(pictures, check.unreadable, options);
  if (splits.train.length === 0) fail('no-training-pictures', `${source.path} has no annotated picture to train on.`, { file: source.path, found: `${splits.validation.length} for validation and ${splits.test.length} for test` });
  const duplicates = depth === 'full' ? await findDuplicates(files, splits, check) : [];
  const listed = listing.findings.filter(({ code }) => code !== 'not-an-image');
  const findings = [...describe(set, total, splits, listing), ...describePoints(set), ...set.findings, ...listed, ...check.findings, ...duplicates];
  return new AnnotatedFolder(source, root, set, splits, findings, check.image);
}

class AnnotatedFolder implements Dataset {
  readonly rowCount: number;
  readonly columns: readonly Column[];
  readonly fingerprint: string;

  constructor(
    readonly source: FolderSource,
    private readonly root: string,
    private readonly set: AnnotationSet,
    readonly splits: Splits,
    readonly findings: readonly Diagnostic[],
    image: Column['image'],
  ) {
    const { pictures, classes } = set;
    this.rowCount = pictures.length;
    this.fingerprint = createHash('sha256').update(JSON.stringify([set.format, classes, pictures])).digest('hex');
    const hasShapes = pictures.every(({ objects }) => objects.every(({ shape }) => shape !== undefined));
    this.columns = [
      { name: 'image', kind: 'image', isTarget: false, ...(image ? { image } : {}) },
      { name: 'objects', kind: 'boxes', isTarget: true, classes },
      ...(set.skeleton && pictures.some((picture) => pointedAt(picture).length === 1) ? [{ name: 'points', kind: 'points', isTarget: true, skeleton: set.skeleton } as const] : []),
      ...(hasShapes ? [{ name: 'mask', kind: 'mask', isTarget: true, classes: ['background', ...classes] } as const] : []),
    ];
  }

  rowName(row: number): string {
    return this.set.pictures[row]!.path;
  }

  async read(row: number, column: string): Promise<Cell> {
    const { path } = this.set.pictures[row]!;
    if (column === 'image') return readPicture(join(this.root, path), path);
    if (column === 'objects') return this.boxes(row);
    if (column === 'points' && this.set.skeleton) return this.points(row, this.set.skeleton);
    if (column === 'mask' && this.columns.some(({ kind }) => kind === 'mask')) return classMask(await this.boxes(row));
    return fail('unknown-column', `A folder of annotated pictures has no column "${column}".`, { expected: this.columns.map(({ name }) => `"${name}"`).join(', '), found: column });
  }

  /** Throws where a picture shows none or several things with points: a network answers with those of one. */
  private async points(row: number, { name }: Skeleton): Promise<Points> {
    const picture = this.set.pictures[row]!;
    const found = pointedAt(picture);
    if (found.length !== 1) fail('one-with-points', `${picture.path} shows ${found.length === 0 ? 'nothing' : `${found.length} objects`} with points of “${name}”.`, { file: picture.path, expected: 'one object with points', found: `${found.length}`, remedy: found.length === 0 ? 'Mark its points, or take the picture out.' : 'Cut each object out into a picture of its own.' });
    const { width, height } = await readPictureHeader(join(this.root, picture.path), picture.path);
    requireSize(picture, width, height);
    return { width, height, points: pointsOf(found[0]!.keypoints, found[0]!.depths) };
  }

  private async boxes(row: number): Promise<Boxes> {
    const picture = this.set.pictures[row]!;
    const { width, height } = await readPictureHeader(join(this.root, picture.path), picture.path);
    const objects = placed(picture, this.set.unit, width, height);
    const instances = objectMap(objects, width, height);
    return {
      width,
      height,
      boxes: Float32Array.from(objects.flatMap((one) => [one.x, one.y, one.width, one.height])),
      labels: Int32Array.from(objects, ({ label }) => label),
      ...(objects.some(({ isCrowd }) => isCrowd) && { crowd: Uint8Array.from(objects, ({ isCrowd }) => Number(isCrowd)) }),
      ...(instances && { instances }),
    };
  }
}

/** The objects of which any point is known. */
function pointedAt({ objects }: AnnotatedPicture): { readonly keypoints: readonly number[]; readonly depths: readonly number[] | undefined }[] {
  return objects.flatMap(({ keypoints, depths, isCrowd }) => (!isCrowd && hasKeypoints(keypoints) ? [{ keypoints, depths }] : []));
}

/** Throws where the annotations are about a picture of another size. */
function requireSize({ path, size }: AnnotatedPicture, width: number, height: number): void {
  if (size && (size.width !== width || size.height !== height)) {
    fail('annotated-size', `${path} is ${width}×${height}, but its annotations are for ${size.width}×${size.height}.`, { file: path, expected: `${size.width}×${size.height}`, found: `${width}×${height}`, remedy: 'Use the pictures that were annotated.' });
  }
}

/** In pixels of the picture, clipped to it. Throws where the annotations are about a picture of another size. */
function placed(picture: AnnotatedPicture, unit: AnnotationSet['unit'], width: number, height: number): AnnotatedObject[] {
  requireSize(picture, width, height);
  const { objects } = picture;
  const [scaleX, scaleY] = unit === 'share' ? [width, height] : [1, 1];
  return objects.flatMap((one) => {
    const [left, top] = [Math.max(0, one.x * scaleX), Math.max(0, one.y * scaleY)];
    const box = { x: left, y: top, width: Math.min(width, (one.x + one.width) * scaleX) - left, height: Math.min(height, (one.y + one.height) * scaleY) - top };
    if (!(box.width > 0 && box.height > 0)) return [];
    const { shape } = one;
    const scaled = shape?.kind === 'polygons' && unit === 'share' ? { ...shape, polygons: shape.polygons.map((polygon) => polygon.map((value, at) => value * (at % 2 === 0 ? scaleX : scaleY))) } : shape;
    return [{ ...one, ...box, ...(scaled && { shape: scaled }) }];
  });
}

/** The class of each pixel: 0 for the background, 1 + the label of what shows. */
function classMask({ labels, instances }: Boxes): Pixels {
  return { ...instances!, data: instances!.data.map((number) => (number === 0 ? 0 : labels[number - 1]! + 1)) };
}

function divide(pictures: readonly AnnotatedPicture[], leftOut: ReadonlySet<number>, options: SplitOptions): Splits {
  const rows = Uint32Array.from(pictures, (_, row) => row).filter((row) => !leftOut.has(row));
  const present = new Set(pictures.map(({ split }) => split));
  // Files or folders that bring a validation or test part of their own have decided what trains.
  const shares = { ...options, ...(present.has('validation') && { validation: 0, test: 0 }), ...(present.has('test') && { test: 0 }) };
  return splitAssigned({ rows, labelOf: () => 0, keyOf: (row) => pictures[row]!.path }, (row) => pictures[row]!.split ?? 'train', shares);
}

function describe({ format, classes, pictures }: AnnotationSet, total: number, splits: Splits, listing: Listing): Diagnostic[] {
  const counts = classes.map(() => 0);
  for (const { objects } of pictures) for (const { label } of objects) counts[label]!++;
  const listed = listing.folders.reduce((sum, { files }) => sum + files.length, 0);
  const unnamed = listed - pictures.length;
  return [
    note('layout-annotations', `Understood ${format} annotations: ${count(total, 'object')} in ${count(pictures.length, 'picture')}; ${count(classes.length, 'class', 'classes')}: ${some(classes.map((name, index) => `${name} ${counts[index]!.toLocaleString('en')}`), 12)}.`),
    note('splits', `${count(splits.train.length, 'picture')} for training, ${splits.validation.length.toLocaleString('en')} for validation, ${splits.test.length.toLocaleString('en')} for test.`),
    ...(unnamed > 0 ? [note('picture-not-annotated', `${count(unnamed, 'picture')} that the annotations do not name ${unnamed === 1 ? 'is' : 'are'} left out.`)] : []),
  ];
}

/** Which pictures a network can learn points from, and what is not known of them. */
function describePoints({ skeleton, pictures }: AnnotationSet): Diagnostic[] {
  if (!skeleton) return [];
  const found = pictures.map(pointedAt);
  const single = found.filter(({ length }) => length === 1).flat();
  const several = found.filter(({ length }) => length > 1).length;
  const unknown = single.reduce((sum, { keypoints }) => sum + keypoints.filter((value, at) => at % KEYPOINT_VALUES === 2 && value === KEYPOINT_FLAGS.unknown).length, 0);
  return [
    note('layout-points', `${count(single.length, 'picture')} ${single.length === 1 ? 'shows' : 'show'} one object with the ${skeleton.points.length} points of “${skeleton.name}”.`),
    ...(several > 0 ? [warning('several-with-points', `${count(several, 'picture')} ${several === 1 ? 'shows' : 'show'} several objects with points, so no points are learned from ${several === 1 ? 'it' : 'them'}.`, { remedy: 'Cut each object out into a picture of its own.' })] : []),
    ...(unknown > 0 ? [warning('unknown-points', `The place of ${count(unknown, 'point')} is not known.`, { remedy: 'Set “Hidden points” of the layer that answers with points to 0, so that nothing is learned from their place.' })] : []),
  ];
}
