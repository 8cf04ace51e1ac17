/** Which annotations a folder has, by the files in it. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fail } from '../../core/diagnostic';
import type { SplitName } from '../dataset';
import { inParallel } from '../in-parallel';
import type { ListedFolder } from '../list-images';
import { splitNamed } from '../folder-layout';
import { PicturePaths, type AnnotationSet } from './annotation-set';
import { isCoco, readCoco, type CocoFile } from './coco';
import { isVoc, readVoc, type VocFile } from './pascal-voc';
import { labelPlaces, looksLikeLabels, namesOfYaml, readYolo, type YoloLabels } from './yolo';

/** Text longer than this cannot be read as one. */
const LARGEST_JSON = 500 * 2 ** 20;
const OPEN_FILES = 16;
/** Pictures that are looked at for a text beside them: of a folder without any, not every picture must be asked. */
const TRIED = 200;
const NAME_FILES = ['classes.txt', 'obj.names', 'labels.txt'];

/** `undefined` where the pictures have no annotations of a known format. */
export async function findAnnotations(root: string, folders: readonly ListedFolder[]): Promise<AnnotationSet | undefined> {
  const pictures = folders.flatMap(({ path, files }) => files.map((file) => (path === '' ? file : `${path}/${file}`)));
  const paths = new PicturePaths(pictures);
  const coco = await cocoFiles(root);
  if (coco.length > 0) return readCoco(coco, paths);
  const voc = await vocFiles(root, folders);
  if (voc.length > 0) return readVoc(voc, paths, await vocSplits(root));
  const yolo = await yoloLabels(root, pictures);
  return yolo && readYolo(yolo, await classNames(root));
}

async function namesIn(root: string, folder: string): Promise<string[]> {
  const names = await readdir(join(root, folder)).catch(() => []);
  return names.sort().map((name) => (folder === '' ? name : `${folder}/${name}`));
}

/** JSON files at the top, in `annotations` and in folders called like splits. Of several kinds, those that list boxes. */
export async function cocoFiles(root: string): Promise<CocoFile[]> {
  const top = await namesIn(root, '');
  const inside = await Promise.all(top.filter((name) => name.toLowerCase() === 'annotations' || splitNamed(name) !== undefined).map((folder) => namesIn(root, folder)));
  const files: CocoFile[] = [];
  for (const path of [...top, ...inside.flat()].filter((name) => name.toLowerCase().endsWith('.json'))) {
    const { size } = await stat(join(root, path));
    if (size > LARGEST_JSON) fail('annotations-too-large', `${path} has ${Math.round(size / 2 ** 20)} MB of annotations.`, { file: path, expected: `at most ${LARGEST_JSON / 2 ** 20} MB`, remedy: 'Divide it into several files.' });
    const text = await readFile(join(root, path), 'utf8');
    const json = parsed(text, path);
    if (isCoco(json)) files.push({ path, json });
  }
  // Captions and keypoints of the same pictures stand in files beside those of boxes.
  const boxes = files.filter(({ path }) => /(^|\/)instances/.test(path));
  return boxes.length > 0 ? boxes : files;
}

function parsed(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!/annotation|coco|instances/i.test(path)) return undefined;
    return fail('bad-json', `${path} is no JSON: ${error instanceof Error ? error.message : String(error)}.`, { file: path, expected: 'a complete JSON file', remedy: 'Save it again.' });
  }
}

async function vocFiles(root: string, folders: readonly ListedFolder[]): Promise<VocFile[]> {
  const candidates = new Set(['', 'Annotations', 'annotations', ...folders.flatMap(({ path }) => [path, path.replace(/[^/]*$/, 'Annotations'), path.replace(/[^/]*$/, 'annotations')])]);
  const listed = await Promise.all([...candidates].map((folder) => namesIn(root, folder)));
  const names = [...new Set(listed.flat().filter((name) => name.toLowerCase().endsWith('.xml')))];
  const files: VocFile[] = [];
  await inParallel(names.length, OPEN_FILES, async (index) => {
    const text = await readFile(join(root, names[index]!), 'utf8');
    if (isVoc(text)) files.push({ path: names[index]!, text });
  });
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function vocSplits(root: string): Promise<Map<string, SplitName>> {
  const splits = new Map<string, SplitName>();
  for (const path of await namesIn(root, 'ImageSets/Main')) {
    const split = splitNamed(path.slice(path.lastIndexOf('/') + 1).replace(/\.txt$/, ''));
    if (!split) continue;
    for (const line of (await readFile(join(root, path), 'utf8')).split(/\r?\n/)) if (line.trim() !== '') splits.set(line.trim().split(/\s+/)[0]!, split);
  }
  return splits;
}

/** `undefined` where the pictures have no texts beside them, or texts of another kind. */
async function yoloLabels(root: string, pictures: readonly string[]): Promise<YoloLabels[] | undefined> {
  const step = Math.max(1, Math.floor(pictures.length / TRIED));
  const tried = await labelsOf(root, pictures.filter((_, index) => index % step === 0));
  return tried.some(({ text }) => text !== undefined && text.trim() !== '' && looksLikeLabels(text)) ? labelsOf(root, pictures) : undefined;
}

async function labelsOf(root: string, pictures: readonly string[]): Promise<YoloLabels[]> {
  const labels: YoloLabels[] = pictures.map((picture) => ({ picture }));
  await inParallel(pictures.length, OPEN_FILES, async (index) => {
    for (const file of labelPlaces(pictures[index]!)) {
      const text = await readFile(join(root, file), 'utf8').catch(() => undefined);
      if (text === undefined) continue;
      labels[index] = { picture: pictures[index]!, file, text };
      return;
    }
  });
  return labels;
}

async function classNames(root: string): Promise<string[] | undefined> {
  const top = await namesIn(root, '');
  for (const file of top.filter((name) => /\.ya?ml$/i.test(name))) {
    const names = namesOfYaml(await readFile(join(root, file), 'utf8'), file);
    if (names) return names;
  }
  const file = NAME_FILES.find((name) => top.includes(name));
  if (!file) return undefined;
  return (await readFile(join(root, file), 'utf8')).split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== '');
}
