/**
 * A COCO file that is edited picture by picture. What it says beyond boxes, polygons and classes (licences, keypoints,
 * fields of other programs, pictures that are not there) is written back as it was.
 */
import { fail } from '../../core/diagnostic';
import type { AnnotationSet, ObjectShape, PicturePaths } from './annotation-set';
import { isCoco, readCoco, readShape } from './coco';
import { areaOf, type LabelCategory, type LabelledObject } from './labels';

type Fields = Readonly<Record<string, unknown>>;

interface LabelledImage {
  /** As the file has it; `file_name` stays what it was. */
  readonly fields: Fields & { readonly id: number };
  readonly annotations: readonly LabelledObject[];
}

export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

const DESCRIPTION = { info: { description: 'Labelled with LayerLoom' } };
/** What is not kept among the others of an annotation. */
const KNOWN = new Set(['id', 'image_id', 'category_id', 'bbox', 'area', 'segmentation', 'iscrowd']);

export class LabelFile {
  private constructor(
    /** What stands beside pictures, classes and objects. */
    private readonly others: Fields,
    private classes: readonly (Fields & LabelCategory)[],
    /** By the path of the picture below the folder; pictures that are not there by `?` and their number. */
    private readonly images: Map<string, LabelledImage>,
  ) {}

  static empty(): LabelFile {
    return new LabelFile(DESCRIPTION, [], new Map());
  }

  /** `path` names the file in messages. Throws LoomError where it is no COCO file or an entry is not what COCO says. */
  static read(text: string, path: string, paths: PicturePaths): LabelFile {
    const json = parsed(text, path);
    if (!isCoco(json)) return fail('not-coco', `${path} is no COCO file: it has no lists “images”, “annotations” and “categories”.`, { file: path, expected: 'COCO annotations', remedy: 'Rename it or move it away, and labels will be written to a new one. It was not changed.' });
    // Says what is wrong with which entry.
    readCoco([{ path, json }], paths);
    const { images, annotations, categories, ...others } = json as unknown as Readonly<Record<'images' | 'annotations' | 'categories', readonly Fields[]>> & Fields;
    const numbers = freshNumbers(annotations.map(({ id }) => id));
    const byImage = new Map<unknown, LabelledObject[]>();
    annotations.forEach((annotation, index) => {
      const own = byImage.get(annotation['image_id']) ?? [];
      byImage.set(annotation['image_id'], own);
      own.push(objectOf(annotation, numbers[index]!, `annotations[${index}]`, path));
    });
    const kept = new Map<string, LabelledImage>();
    images.forEach((fields, index) => {
      const place = paths.find(fields['file_name'] as string) ?? `?${String(fields['id'])}`;
      if (kept.has(place)) fail('picture-twice', `images[${index}] in ${path} is for ${place}, which another entry is for too.`, { file: path, expected: 'one entry for each picture', found: place, remedy: 'Take one of the entries out of the file.' });
      kept.set(place, { fields: fields as LabelledImage['fields'], annotations: byImage.get(fields['id']) ?? [] });
    });
    return new LabelFile(others, categories as readonly (Fields & LabelCategory)[], kept);
  }

  /** Labels of another format, which begin a COCO file. Positions are in pixels; `sizeOf` gives those of shares. */
  static from({ classes, pictures, unit }: AnnotationSet, sizes: ReadonlyMap<string, PictureSize>): LabelFile {
    const images = new Map<string, LabelledImage>();
    let id = 0;
    for (const { path, objects } of pictures) {
      const size = sizes.get(path);
      if (!size) continue;
      const [scaleX, scaleY] = unit === 'share' ? [size.width, size.height] : [1, 1];
      const annotations = objects.map(({ label, x, y, width, height, isCrowd, shape }): LabelledObject => ({
        id: ++id, category: label + 1, x: x * scaleX, y: y * scaleY, width: width * scaleX, height: height * scaleY, isCrowd, ...scaledShape(shape, scaleX, scaleY),
      }));
      images.set(path, { fields: { id: images.size + 1, file_name: path, ...size }, annotations });
    }
    return new LabelFile(DESCRIPTION, classes.map((name, index) => ({ id: index + 1, name })), images);
  }

  /** In the order of their numbers. */
  get categories(): readonly LabelCategory[] {
    return this.classes.map(({ id, name }) => ({ id, name })).sort((a, b) => a.id - b.id);
  }

  /** The first number that no object has. */
  get nextId(): number {
    return 1 + [...this.images.values()].reduce((most, { annotations }) => annotations.reduce((best, { id }) => Math.max(best, id), most), 0);
  }

  /** Names of pictures that the file is about and the folder has not. */
  get missing(): readonly string[] {
    return [...this.images].flatMap(([place, { fields }]) => (place.startsWith('?') ? [String(fields['file_name'])] : []));
  }

  /** Undefined for a picture that the file does not name: nobody has labelled it. */
  objectsOf(path: string): readonly LabelledObject[] | undefined {
    return this.images.get(path)?.annotations.filter(hasSize);
  }

  sizeOf(path: string): PictureSize | undefined {
    const fields = this.images.get(path)?.fields;
    return fields && { width: Number(fields['width']), height: Number(fields['height']) };
  }

  /** Without objects the picture counts as looked at and empty; `undefined` takes it out of the file. */
  setObjects(path: string, size: PictureSize, objects: readonly LabelledObject[] | undefined): void {
    const before = this.images.get(path);
    if (!objects) return void this.images.delete(path);
    const id = 1 + [...this.images.values()].reduce((most, { fields }) => Math.max(most, fields.id), 0);
    // Boxes without width or height are not shown, and are nobody's to lose.
    const hidden = before?.annotations.filter((object) => !hasSize(object)) ?? [];
    this.images.set(path, { fields: before?.fields ?? { id, file_name: path, ...size }, annotations: [...objects, ...hidden] });
  }

  /** Throws LoomError where a class that objects have would go. */
  setCategories(categories: readonly LabelCategory[]): void {
    const wanted = new Set(categories.map(({ id }) => id));
    const gone = this.classes.find(({ id }) => !wanted.has(id) && this.usesOf(id) > 0);
    if (gone) fail('class-in-use', `The class “${gone.name}” has ${this.usesOf(gone.id)} objects, so it cannot be removed.`, { found: gone.name, remedy: 'Give them another class or delete them first.' });
    this.classes = categories.map(({ id, name }) => ({ ...this.classes.find((one) => one.id === id), id, name }));
  }

  /** How many objects have a class. */
  usesOf(category: number): number {
    return [...this.images.values()].reduce((sum, { annotations }) => sum + annotations.filter((one) => one.category === category).length, 0);
  }

  /** Throws LoomError where an object has a class that there is not. */
  text(): string {
    const images = [...this.images.values()].sort((a, b) => a.fields.id - b.fields.id);
    const annotations = images.flatMap(({ fields, annotations: own }) => own.map((object) => this.annotation(object, fields.id)));
    const list = (lines: readonly unknown[]): string => (lines.length === 0 ? '[]' : `[\n${lines.map((line) => JSON.stringify(line)).join(',\n')}\n]`);
    const head = Object.entries(this.others).map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)},\n`).join('');
    return `{${head}"categories":${list(this.classes)},\n"images":${list(images.map(({ fields }) => fields))},\n"annotations":${list(annotations)}}\n`;
  }

  private annotation(object: LabelledObject, image: number): Fields {
    const { id, category, x, y, width, height, polygons, runs, isCrowd, others } = object;
    if (!this.classes.some((one) => one.id === category)) fail('unknown-category', `An object has the class number ${category}, which there is not.`, { expected: this.classes.map((one) => one.id).join(', '), found: String(category) });
    return {
      id, image_id: image, category_id: category, bbox: [x, y, width, height], area: areaOf(object), iscrowd: isCrowd ? 1 : 0,
      ...(polygons && { segmentation: polygons }),
      ...(runs && { segmentation: { size: [runs.height, runs.width], counts: runs.counts } }),
      ...others,
    };
  }
}

function hasSize({ width, height }: LabelledObject): boolean {
  return width > 0 && height > 0;
}

function parsed(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    return fail('bad-json', `${path} is no JSON: ${error instanceof Error ? error.message : String(error)}.`, { file: path, expected: 'a complete JSON file', remedy: 'Repair it, or move it away, and labels will be written to a new one. It was not changed.' });
  }
}

/** Numbers that are missing or given twice become others. */
function freshNumbers(given: readonly unknown[]): readonly number[] {
  const taken = new Set<number>();
  let last = given.reduce<number>((most, id) => (Number.isSafeInteger(id) ? Math.max(most, id as number) : most), 0);
  return given.map((id) => {
    const number = Number.isSafeInteger(id) && !taken.has(id as number) ? (id as number) : ++last;
    taken.add(number);
    return number;
  });
}

function objectOf(annotation: Fields, id: number, where: string, file: string): LabelledObject {
  const { category_id: category, bbox, area, segmentation, iscrowd } = annotation;
  const [x, y, width, height] = bbox as [number, number, number, number];
  const shape = segmentation === undefined || segmentation === null ? undefined : readShape(segmentation, `${where}.segmentation`, file);
  const others = Object.fromEntries(Object.entries(annotation).filter(([name]) => !KNOWN.has(name)));
  return {
    id, category: category as number, x, y, width, height, isCrowd: iscrowd === 1 || iscrowd === true,
    ...scaledShape(shape, 1, 1),
    ...(typeof area === 'number' && { area }),
    ...(Object.keys(others).length > 0 && { others }),
  };
}

function scaledShape(shape: ObjectShape | undefined, scaleX: number, scaleY: number): Pick<LabelledObject, 'polygons' | 'runs'> {
  if (!shape) return {};
  if (shape.kind === 'runs') return { runs: shape.runs };
  return { polygons: shape.polygons.map((polygon) => polygon.map((value, at) => value * (at % 2 === 0 ? scaleX : scaleY))) };
}
