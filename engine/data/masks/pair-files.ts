/** Which mask belongs to which picture: files of one name below folders called like `images` and `masks`. */
import type { SplitName } from '../dataset';
import { splitNamed } from '../folder-layout';
import type { ListedFolder } from '../list-images';
import { compareNames } from '../name-order';

export interface Pair {
  /** Paths below the root, with `/` between names. */
  readonly picture: string;
  readonly mask: string;
  readonly split: SplitName | undefined;
}

export interface PairedFiles {
  /** In the order of their pictures' names. */
  readonly pairs: readonly Pair[];
  readonly withoutMask: readonly string[];
  readonly withoutPicture: readonly string[];
}

const PICTURE_WORDS = new Set(['images', 'image', 'imgs', 'img', 'pictures', 'photos', 'jpegimages']);
const MASK_WORDS = new Set(['masks', 'mask', 'labels', 'annotations', 'segmentationclass', 'segmentations', 'gt']);
/** What some programs add to the name of a mask. */
const MASK_ENDING = /[-_. ](mask|label|seg|gt)$/i;

/** `undefined` where the folders are no pictures with masks: without both kinds of folder, or without one pair. */
export function pairFiles(folders: readonly ListedFolder[]): PairedFiles | undefined {
  const pictures = filesBelow(folders, PICTURE_WORDS, (stem) => stem);
  const masks = filesBelow(folders, MASK_WORDS, (stem) => stem.replace(MASK_ENDING, ''));
  const pairs = [...pictures].flatMap(([key, picture]): Pair[] => {
    const mask = masks.get(key);
    return mask ? [{ picture, mask, split: splitOf(picture) }] : [];
  });
  if (pairs.length === 0) return undefined;
  return {
    pairs: pairs.sort((a, b) => compareNames(a.picture, b.picture)),
    withoutMask: [...pictures].flatMap(([key, path]) => (masks.has(key) ? [] : [path])).sort(compareNames),
    withoutPicture: [...masks].flatMap(([key, path]) => (pictures.has(key) ? [] : [path])).sort(compareNames),
  };
}

/** Paths by what a picture and its mask have in common: the folders but the telling one, and the name without its ending. */
function filesBelow(folders: readonly ListedFolder[], words: ReadonlySet<string>, stemOf: (stem: string) => string): Map<string, string> {
  const found = new Map<string, string>();
  for (const { path, files } of folders) {
    const parts = path.split('/');
    const telling = parts.findIndex((part) => words.has(part.toLowerCase()));
    if (telling < 0) continue;
    const others = parts.filter((_, index) => index !== telling).join('/');
    for (const file of files) found.set(`${others}/${stemOf(file.replace(/\.[^.]*$/, ''))}`, `${path}/${file}`);
  }
  return found;
}

function splitOf(path: string): SplitName | undefined {
  return path.split('/').slice(0, -1).map(splitNamed).find((split) => split !== undefined);
}
