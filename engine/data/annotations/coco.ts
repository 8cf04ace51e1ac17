/** COCO annotations: one JSON file that lists pictures, categories and objects. */
import { fail, warning, type Diagnostic } from '../../core/diagnostic';
import type { Skeleton } from '../../vision/answer';
import { count, note, some } from '../findings';
import { compareNames } from '../name-order';
import { splitOfPath, type AnnotatedObject, type AnnotatedPicture, type AnnotationSet, type ObjectShape, type PicturePaths } from './annotation-set';
import { KEYPOINT_VALUES, keypointSkeleton } from './keypoints';
import { readCompressed } from './rle';

/** A file of annotations, by its path below the root. */
export interface CocoFile {
  readonly path: string;
  readonly json: CocoJson;
}

interface CocoJson {
  readonly images: readonly unknown[];
  readonly annotations: readonly unknown[];
  readonly categories: readonly unknown[];
}

/** Whether a JSON value is a list of pictures, objects and categories. */
export function isCoco(json: unknown): json is CocoJson {
  return isRecord(json) && Array.isArray(json['images']) && Array.isArray(json['annotations']) && Array.isArray(json['categories']);
}

/** Puts files together: several have a split each. Throws LoomError naming file, entry and field where an entry is not what COCO says. */
export function readCoco(files: readonly CocoFile[], paths: PicturePaths): AnnotationSet {
  const names = new Map<string, number>();
  for (const { json, path } of files) json.categories.forEach((category, index) => names.set(text(field(category, 'name', `categories[${index}]`, path), `categories[${index}].name`, path), 0));
  const classes = orderedClasses(files, [...names.keys()]);
  const pictures = new Map<string, AnnotatedPicture>();
  const missing: string[] = [];
  const skeleton = readSkeleton(files);
  let empty = 0;
  for (const file of files) {
    const read = readFile(file, classes, paths, files.length > 1, skeleton);
    missing.push(...read.missing);
    empty += read.empty;
    for (const picture of read.pictures) pictures.set(picture.path, picture);
  }
  const findings: Diagnostic[] = [];
  if (missing.length > 0) findings.push(warning('picture-missing', `${count(missing.length, 'picture')} named in the annotations ${missing.length === 1 ? 'is' : 'are'} not in the folder: ${some(missing)}.`, { remedy: 'Put the pictures beside the annotations.' }));
  if (empty > 0) findings.push(note('empty-box', `${count(empty, 'object')} without width or height ${empty === 1 ? 'is' : 'are'} left out.`));
  return { format: 'COCO', unit: 'pixels', classes, pictures: [...pictures.values()].sort((a, b) => compareNames(a.path, b.path)), findings, ...(skeleton && { skeleton }) };
}

/** That of the categories that name points; of several, all must name the same ones. */
function readSkeleton(files: readonly CocoFile[]): Skeleton | undefined {
  let found: Skeleton | undefined;
  for (const { json, path } of files) {
    json.categories.forEach((category, index) => {
      const { name, keypoints, skeleton } = category as { name: string; keypoints?: unknown; skeleton?: unknown };
      if (!Array.isArray(keypoints) || keypoints.length === 0) return;
      const where = `categories[${index}]`;
      const points = keypoints.map((point, at) => text(point, `${where}.keypoints[${at}]`, path));
      const edges = (Array.isArray(skeleton) ? skeleton : []).map((edge, at) => numbers(edge, `${where}.skeleton[${at}]`, path, 2) as [number, number]);
      if (found && found.points.length !== points.length) fail('several-skeletons', `${where}.keypoints in ${path} has ${points.length} points, but another category has ${found.points.length}.`, { file: path, expected: `${found.points.length} points`, found: `${points.length}`, remedy: 'Put what has other points into a folder of its own.' });
      found ??= keypointSkeleton(name, points, edges);
    });
  }
  return found;
}

/** In the order of their ids, which is that of the categories' own lists. */
function orderedClasses(files: readonly CocoFile[], names: readonly string[]): string[] {
  const idOf = new Map<string, number>();
  for (const { json, path } of files) {
    json.categories.forEach((category, index) => {
      const name = text(field(category, 'name', `categories[${index}]`, path), `categories[${index}].name`, path);
      if (!idOf.has(name)) idOf.set(name, number(field(category, 'id', `categories[${index}]`, path), `categories[${index}].id`, path));
    });
  }
  return [...names].sort((a, b) => idOf.get(a)! - idOf.get(b)!);
}

interface ReadFile {
  readonly pictures: readonly AnnotatedPicture[];
  readonly missing: readonly string[];
  readonly empty: number;
}

function readFile({ path, json }: CocoFile, classes: readonly string[], paths: PicturePaths, isOneOfSeveral: boolean, skeleton: Skeleton | undefined): ReadFile {
  const labelOf = new Map(json.categories.map((category, index) => [number(field(category, 'id', `categories[${index}]`, path), `categories[${index}].id`, path), classes.indexOf((category as { name: string }).name)]));
  const fileSplit = isOneOfSeveral ? splitOfPath(path) : undefined;
  const objects = new Map<number, AnnotatedObject[]>();
  const pictures: { id: number; picture: AnnotatedPicture }[] = [];
  const missing: string[] = [];
  json.images.forEach((image, index) => {
    const where = `images[${index}]`;
    const file = text(field(image, 'file_name', where, path), `${where}.file_name`, path);
    const id = number(field(image, 'id', where, path), `${where}.id`, path);
    if (objects.has(id)) fail('double-picture', `${where}.id in ${path} is ${id}, which another picture has too.`, { file: path, expected: 'an id of its own for every picture', found: `${id}` });
    const own: AnnotatedObject[] = [];
    objects.set(id, own);
    const place = paths.find(file, fileSplit);
    if (place === undefined) return void missing.push(file);
    const split = splitOfPath(place.slice(0, Math.max(0, place.lastIndexOf('/')))) ?? fileSplit;
    const size = { width: number(field(image, 'width', where, path), `${where}.width`, path), height: number(field(image, 'height', where, path), `${where}.height`, path) };
    pictures.push({ id, picture: { path: place, objects: own, size, ...(split && { split }) } });
  });
  let empty = 0;
  json.annotations.forEach((annotation, index) => {
    const where = `annotations[${index}]`;
    const image = number(field(annotation, 'image_id', where, path), `${where}.image_id`, path);
    const own = objects.get(image) ?? fail('unknown-picture', `${where}.image_id in ${path} is ${image}, which no picture has.`, { file: path, expected: 'the id of a picture in “images”', found: `${image}` });
    const object = { ...readObject(annotation, where, path, labelOf), ...readKeypoints(annotation, where, path, skeleton) };
    if (object.width > 0 && object.height > 0) own.push(object);
    else empty++;
  });
  return { pictures: pictures.map(({ picture }) => picture), missing, empty };
}

function readObject(annotation: unknown, where: string, file: string, labelOf: ReadonlyMap<number, number>): AnnotatedObject {
  const category = number(field(annotation, 'category_id', where, file), `${where}.category_id`, file);
  const label = labelOf.get(category) ?? fail('unknown-category', `${where}.category_id in ${file} is ${category}, which no category has.`, { file, expected: [...labelOf.keys()].slice(0, 10).join(', '), found: `${category}` });
  const [x, y, width, height] = numbers(field(annotation, 'bbox', where, file), `${where}.bbox`, file, 4) as [number, number, number, number];
  const { segmentation, iscrowd } = annotation as { segmentation?: unknown; iscrowd?: unknown };
  const shape = segmentation === undefined || segmentation === null ? undefined : readShape(segmentation, `${where}.segmentation`, file);
  return { label, x, y, width, height, isCrowd: iscrowd === 1 || iscrowd === true, ...(shape && { shape }) };
}

function readKeypoints(annotation: unknown, where: string, file: string, skeleton: Skeleton | undefined): Pick<AnnotatedObject, 'keypoints' | 'depths'> {
  const { keypoints, keypoint_depths: depths } = annotation as { keypoints?: unknown; keypoint_depths?: unknown };
  if (!skeleton || keypoints === undefined || keypoints === null) return {};
  const count = skeleton.points.length;
  return { keypoints: numbers(keypoints, `${where}.keypoints`, file, count * KEYPOINT_VALUES), ...(depths !== undefined && { depths: numbers(depths, `${where}.keypoint_depths`, file, count) }) };
}

/** Polygons, or runs plain or compressed. `where` names the place in the file. */
export function readShape(value: unknown, where: string, file: string): ObjectShape | undefined {
  if (Array.isArray(value)) {
    const polygons = value.map((polygon, index) => {
      const points = numbers(polygon, `${where}[${index}]`, file);
      return points.length >= 6 && points.length % 2 === 0 ? points : fail('bad-polygon', `${where}[${index}] in ${file} has ${points.length} numbers.`, { file, expected: 'x and y of at least three points', found: `${points.length} numbers` });
    });
    return polygons.length === 0 ? undefined : { kind: 'polygons', polygons };
  }
  const [height, width] = numbers(field(value, 'size', where, file), `${where}.size`, file, 2) as [number, number];
  const given = field(value, 'counts', where, file);
  return { kind: 'runs', runs: { width, height, counts: typeof given === 'string' ? readCompressed(given, where, file) : numbers(given, `${where}.counts`, file) } };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function field(value: unknown, name: string, where: string, file: string): unknown {
  if (!isRecord(value)) return fail('bad-annotation', `${where} in ${file} is no object.`, { file, expected: `an object with “${name}”`, found: JSON.stringify(value)?.slice(0, 40) ?? 'nothing' });
  return value[name] ?? fail('bad-annotation', `${where} in ${file} has no “${name}”.`, { file, expected: `“${name}”`, found: Object.keys(value).join(', ') || 'nothing' });
}

function number(value: unknown, where: string, file: string): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  return fail('bad-annotation', `${where} in ${file} is no number.`, { file, expected: 'a number', found: JSON.stringify(value).slice(0, 40) });
}

function text(value: unknown, where: string, file: string): string {
  if (typeof value === 'string' && value !== '') return value;
  return fail('bad-annotation', `${where} in ${file} is no text.`, { file, expected: 'text', found: JSON.stringify(value).slice(0, 40) });
}

function numbers(value: unknown, where: string, file: string, length?: number): number[] {
  if (Array.isArray(value) && value.every((one) => typeof one === 'number' && Number.isFinite(one)) && (length === undefined || value.length === length)) return value as number[];
  return fail('bad-annotation', `${where} in ${file} is not ${length === undefined ? 'a list of numbers' : `${length} numbers`}.`, { file, expected: length === undefined ? 'numbers' : `${length} numbers`, found: JSON.stringify(value).slice(0, 60) });
}
