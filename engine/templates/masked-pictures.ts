/** What the small networks share that give every pixel a class. */
import type { Template } from './template';

/** Built-in scenes at half their size: a CPU learns them in minutes, and the smallest objects still have four pixels. */
export const SMALL_MASKS = {
  category: 'segmentation',
  takes: 'picture',
  answers: 'mask',
  pictures: { smallest: 16, usual: 80, largest: 96 },
  size: { input: [3, 80, 80], classes: 9 },
  data: { kind: 'builtin', name: 'scenes' },
} as const satisfies Partial<Template>;
