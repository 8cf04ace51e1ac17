/** How many true objects of the built-in scenes a proposal overlaps by half, for selective searches and for sliding windows. */
import { openBuiltin } from '../engine/data/generators';
import type { Boxes, Dataset, Pixels } from '../engine/data/dataset';
import { iou, type Rectangle } from '../engine/vision/iou';
import { selectiveSearch, type SearchOptions } from '../engine/vision/selective-search/selective-search';

export interface Recall {
  readonly name: string;
  /** Boxes per picture, on average. */
  readonly boxes: number;
  /** Shares of the objects that a box overlaps by 0.5 or more: of all, of those under 32×32 pixels, of larger ones. */
  readonly all: number;
  readonly small: number;
  readonly large: number;
  /** Of the best box of each object. */
  readonly meanOverlap: number;
  /** Of the processor, per picture. */
  readonly milliseconds: number;
}

const SMALL = 32 * 32;

/** Over the first `pictures` of the validation part. */
export async function recalls(pictures: number, searches: readonly SearchOptions[]): Promise<Recall[]> {
  const dataset = await openBuiltin({ kind: 'builtin', name: 'scenes' }, { seed: 0, validation: 0, test: 0 });
  const scenes = await scenesOf(dataset, pictures);
  const windows = slidingWindows(160, [24, 48, 96]);
  return [
    measure(`${windows.length} sliding windows of three sizes`, scenes, () => windows),
    ...searches.map((options) => measure(`${options.count} of a selective search, ${options.ways} ways, scale ${options.scale}`, scenes, (picture) => selectiveSearch({ ...picture, samples: picture.channels }, options))),
  ];
}

interface Scene {
  readonly picture: Pixels;
  readonly objects: readonly Rectangle[];
}

async function scenesOf(dataset: Dataset, count: number): Promise<Scene[]> {
  return Promise.all(
    Array.from(dataset.splits.validation.slice(0, count), async (row) => {
      const { boxes } = (await dataset.read(row, 'objects')) as Boxes;
      const objects = Array.from({ length: boxes.length / 4 }, (_, at) => ({ x: boxes[at * 4]!, y: boxes[at * 4 + 1]!, width: boxes[at * 4 + 2]!, height: boxes[at * 4 + 3]! }));
      return { picture: (await dataset.read(row, 'image')) as Pixels, objects };
    }),
  );
}

/** As the layer stands them: squares that move by half their side, the rest shared between both ends. */
function slidingWindows(side: number, sizes: readonly number[]): Rectangle[] {
  return sizes.flatMap((size) => {
    const count = Math.floor((side - size) / (size / 2)) + 1;
    const starts = Array.from({ length: count }, (_, index) => (side - size - (count - 1) * (size / 2)) / 2 + index * (size / 2));
    return starts.flatMap((y) => starts.map((x) => ({ x, y, width: size, height: size })));
  });
}

function measure(name: string, scenes: readonly Scene[], propose: (picture: Pixels) => readonly Rectangle[]): Recall {
  const began = process.cpuUsage();
  const proposed = scenes.map(({ picture }) => propose(picture));
  const { user, system } = process.cpuUsage(began);
  const found = scenes.flatMap(({ objects }, index) => objects.map((object) => ({ area: object.width * object.height, best: Math.max(...proposed[index]!.map((box) => iou(box, object))) })));
  const share = (of: typeof found) => of.filter(({ best }) => best >= 0.5).length / of.length;
  return {
    name,
    boxes: proposed.reduce((sum, { length }) => sum + length, 0) / scenes.length,
    all: share(found),
    small: share(found.filter(({ area }) => area < SMALL)),
    large: share(found.filter(({ area }) => area >= SMALL)),
    meanOverlap: found.reduce((sum, { best }) => sum + best, 0) / found.length,
    milliseconds: (user + system) / 1000 / scenes.length,
  };
}
