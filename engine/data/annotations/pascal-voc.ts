/** Pascal VOC annotations: an XML file per picture. Corners are pixels counted from 1, the last one included. */
import { fail, warning, type Diagnostic } from '../../core/diagnostic';
import type { SplitName } from '../dataset';
import { count, some } from '../findings';
import { compareNames } from '../name-order';
import { splitOfPath, type AnnotatedObject, type AnnotatedPicture, type AnnotationSet, type PicturePaths } from './annotation-set';

export interface VocFile {
  /** Path of the XML file below the root. */
  readonly path: string;
  readonly text: string;
}

export function isVoc(text: string): boolean {
  return /<annotation[\s>]/.test(text.slice(0, 2000));
}

/** `splits` are those of `ImageSets`, by the name of a picture without its ending. Throws LoomError naming file and field. */
export function readVoc(files: readonly VocFile[], paths: PicturePaths, splits: ReadonlyMap<string, SplitName>): AnnotationSet {
  const missing: string[] = [];
  const read = files.flatMap(({ path, text }) => {
    const stem = path.slice(path.lastIndexOf('/') + 1).replace(/\.xml$/i, '');
    const file = optional(text, 'filename') ?? `${stem}.jpg`;
    const place = paths.find(file) ?? ['jpg', 'jpeg', 'png'].map((ending) => paths.find(`${stem}.${ending}`)).find((one) => one !== undefined);
    if (place === undefined) {
      missing.push(file);
      return [];
    }
    const split = splits.get(stem) ?? splitOfPath(place.slice(0, Math.max(0, place.lastIndexOf('/'))));
    return [{ path: place, split, objects: [...text.matchAll(/<object>([\s\S]*?)<\/object>/g)].map(([, body], index) => readObject(body!, `object ${index + 1}`, path)) }];
  });
  const classes = [...new Set(read.flatMap(({ objects }) => objects.map(({ name }) => name)))].sort(compareNames);
  const pictures = read.map(({ path, split, objects }): AnnotatedPicture => {
    return { path, objects: objects.map(({ name, ...box }) => ({ ...box, label: classes.indexOf(name) })), ...(split && { split }) };
  });
  const findings: Diagnostic[] = missing.length === 0 ? [] : [warning('picture-missing', `${count(missing.length, 'picture')} named in the annotations ${missing.length === 1 ? 'is' : 'are'} not in the folder: ${some(missing)}.`, { remedy: 'Put the pictures beside the annotations.' })];
  return { format: 'Pascal VOC', unit: 'pixels', classes, pictures: pictures.sort((a, b) => compareNames(a.path, b.path)), findings };
}

function readObject(body: string, where: string, file: string): Omit<AnnotatedObject, 'label'> & { readonly name: string } {
  // Parts of an object have boxes of their own.
  const own = body.replace(/<part>[\s\S]*?<\/part>/g, '');
  const name = required(own, 'name', where, file);
  const corner = (field: string) => {
    const text = required(own, field, where, file);
    const value = Number(text);
    return text !== '' && Number.isFinite(value) ? value : fail('bad-annotation', `“${field}” of ${where} in ${file} is no number.`, { file, expected: 'a number of pixels', found: text.slice(0, 40) });
  };
  const [left, top, right, bottom] = [corner('xmin'), corner('ymin'), corner('xmax'), corner('ymax')];
  if (right < left || bottom < top) fail('bad-box', `The box of ${where} in ${file} ends before it begins.`, { file, expected: 'xmin ≤ xmax and ymin ≤ ymax', found: `${left}, ${top}, ${right}, ${bottom}` });
  return { name, x: left - 1, y: top - 1, width: right - left + 1, height: bottom - top + 1, isCrowd: optional(own, 'difficult') === '1' };
}

function required(text: string, name: string, where: string, file: string): string {
  return optional(text, name) ?? fail('bad-annotation', `There is no <${name}> in ${where} of ${file}.`, { file, expected: `<${name}>…</${name}>`, found: text.trim().slice(0, 60) || 'nothing' });
}

const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'" };

function optional(text: string, name: string): string | undefined {
  const found = new RegExp(`<${name}(?:\\s[^>]*)?>([^<]*)</${name}>`).exec(text);
  return found?.[1]!.trim().replace(/&(amp|lt|gt|quot|apos);/g, (entity) => ENTITIES[entity]!);
}
