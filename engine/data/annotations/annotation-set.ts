/** What files of annotations say about pictures, whatever their format. */
import type { Diagnostic } from '../../core/diagnostic';
import type { SplitName } from '../dataset';
import type { Skeleton } from '../../vision/answer';
import { splitNamed } from '../folder-layout';
import type { Rle } from './rle';

/** The pixels of one object: polygons of x and y alternately, or runs. */
export type ObjectShape = { readonly kind: 'polygons'; readonly polygons: readonly (readonly number[])[] } | { readonly kind: 'runs'; readonly runs: Rle };

export interface AnnotatedObject {
  /** Index into the classes. */
  readonly label: number;
  /** The upper left corner. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Neither to be found nor wrong to be found: a crowd, or what the annotator called difficult. */
  readonly isCrowd: boolean;
  readonly shape?: ObjectShape;
  /** x, y and flag per point of the skeleton, in pixels of the picture. */
  readonly keypoints?: readonly number[];
  /** One per point, in the scale of x; only LayerLoom's own files tell them. */
  readonly depths?: readonly number[];
}

export interface AnnotatedPicture {
  /** The picture's path below the root, with `/` between names. */
  readonly path: string;
  readonly objects: readonly AnnotatedObject[];
  readonly split?: SplitName;
  /** Size that the file gives, where it does: objects are in its pixels. */
  readonly size?: { readonly width: number; readonly height: number };
}

export interface AnnotationSet {
  /** As a person calls it: “COCO”. */
  readonly format: string;
  /** `share`: positions are shares of the picture's width and height, 0 … 1. */
  readonly unit: 'pixels' | 'share';
  readonly classes: readonly string[];
  /** What the points of objects are called and how they belong together. */
  readonly skeleton?: Skeleton;
  readonly pictures: readonly AnnotatedPicture[];
  readonly findings: readonly Diagnostic[];
}

/** The split that a folder of the path, or the name of a file, tells: `images/train2017/1.jpg`, `instances_val2017.json`. */
export function splitOfPath(path: string): SplitName | undefined {
  for (const word of path.split(/[/_.-]/).reverse()) {
    const split = splitNamed(word.replace(/\d+$/, ''));
    if (split) return split;
  }
  return undefined;
}

/** The one of the known paths that a file means: the same, or the only one that ends with it. */
export class PicturePaths {
  private readonly byName = new Map<string, string[]>();
  private readonly known: ReadonlySet<string>;

  constructor(paths: readonly string[]) {
    this.known = new Set(paths);
    for (const path of paths) {
      const name = path.slice(path.lastIndexOf('/') + 1);
      const same = this.byName.get(name);
      if (same) same.push(path);
      else this.byName.set(name, [path]);
    }
  }

  /** `hint` decides between equal names: a split that the folder should tell. */
  find(file: string, hint?: SplitName): string | undefined {
    const wanted = file.replaceAll('\\', '/').replace(/^\.\//, '');
    if (this.known.has(wanted)) return wanted;
    const ending = `/${wanted}`;
    const candidates = (this.byName.get(wanted.slice(wanted.lastIndexOf('/') + 1)) ?? []).filter((path) => path.endsWith(ending) || !wanted.includes('/'));
    if (candidates.length <= 1) return candidates[0];
    return candidates.find((path) => hint !== undefined && splitOfPath(path.slice(0, path.lastIndexOf('/'))) === hint);
  }
}
