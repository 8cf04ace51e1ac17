/** COCO annotations as text: every object with its box, its area and the runs of its pixels, or with its points. */
import type { Skeleton } from '../../vision/answer';
import type { Boxes, Points } from '../dataset';
import { annotatedPoints } from './keypoints';
import { runsOf } from './rle';

export class CocoWriter {
  private readonly images: { readonly id: number; readonly text: string }[] = [];
  private readonly annotations: { readonly image: number; readonly texts: readonly string[] }[] = [];

  /** Objects of all classes have the points of the skeleton, where there is one. */
  constructor(private readonly classes: readonly string[], private readonly skeleton?: Skeleton) {}

  /** `id` orders the pictures; `file` is relative to the annotations. */
  add(id: number, file: string, { width, height, boxes, labels, crowd, instances }: Boxes): void {
    this.images.push({ id, text: JSON.stringify({ id, file_name: file, width, height }) });
    const texts = Array.from(labels, (label, index) => {
      const bbox = [...boxes.subarray(index * 4, index * 4 + 4)];
      const runs = instances && runsOf(instances, index + 1);
      const area = runs ? runs.counts.reduce((sum, count, at) => sum + (at % 2 === 1 ? count : 0), 0) : bbox[2]! * bbox[3]!;
      return JSON.stringify({ image_id: id, category_id: label + 1, bbox, area, iscrowd: crowd?.[index] ?? 0, ...(runs && { segmentation: { size: [height, width], counts: runs.counts } }) });
    });
    this.annotations.push({ image: id, texts });
  }

  /** A picture of one object of the first class. */
  addPoints(id: number, file: string, points: Points): void {
    const { width, height } = points;
    this.images.push({ id, text: JSON.stringify({ id, file_name: file, width, height }) });
    const { bbox, ...rest } = annotatedPoints(points);
    this.annotations.push({ image: id, texts: [JSON.stringify({ image_id: id, category_id: 1, bbox, area: bbox[2]! * bbox[3]!, iscrowd: 0, ...rest })] });
  }

  /** A line per picture and object, in the order of their ids. */
  json(): string {
    const images = [...this.images].sort((a, b) => a.id - b.id).map(({ text }) => text);
    const annotations = [...this.annotations].sort((a, b) => a.image - b.image).flatMap(({ texts }) => texts);
    const numbered = annotations.map((text, index) => `{"id":${index + 1},${text.slice(1)}`);
    const categories = this.classes.map((name, index) => JSON.stringify({ id: index + 1, name, ...(this.skeleton && { keypoints: this.skeleton.points, skeleton: this.skeleton.edges.map((edge) => edge.map((at) => at + 1)) }) }));
    const list = (lines: readonly string[]) => `[\n${lines.join(',\n')}\n]`;
    return `{"info":{"description":"Made by LayerLoom"},\n"categories":${list(categories)},\n"images":${list(images)},\n"annotations":${list(numbered)}}\n`;
  }
}
