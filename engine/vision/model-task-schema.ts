/** Reads a task from a document, a file or a message. Fields that this version does not know are refused: they would be ignored silently. */
import { z } from 'zod';
import { fail } from '../core/diagnostic';
import type { ModelTask } from './model-task';

const index = z.int().min(0).max(1_000_000);
const count = z.int().min(1).max(1_000_000);
const pixels = z.int().min(1).max(16_384);
const share = z.number().min(0).max(1);
const text = z.string().min(1).max(500);
const activation = z.enum(['none', 'sigmoid', 'softmax']);
const format = z.enum(['centre-size', 'corner-size', 'corners', 'corners-yx']);
const unit = z.enum(['pixels', 'share']);
const perChannel = z.array(z.number()).min(1).max(3);
const stride = z.int().min(1).max(4096);

const input = z.strictObject({
  name: text, dtype: z.enum(['float32', 'float16', 'uint8']), layout: z.enum(['nchw', 'nhwc']), width: pixels, height: pixels,
  channels: z.union([z.literal(1), z.literal(3)]), order: z.enum(['rgb', 'bgr']), fit: z.enum(['stretch', 'pad', 'pad-corner', 'crop']),
  fill: z.number().min(0).max(255), scale: z.number(), mean: perChannel, deviation: perChannel.refine((list) => list.every((one) => one !== 0), 'must not be 0'),
});

const rows = z.strictObject({
  kind: z.literal('rows'), output: text, candidates: z.enum(['rows', 'columns']), box: z.strictObject({ at: index, format, unit }),
  scores: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('each'), at: index, count, activation, objectness: index.optional() }),
    z.strictObject({ kind: z.literal('best'), score: index, label: index.optional() }),
  ]),
  masks: z.union([z.strictObject({ at: index, count, output: text }), z.strictObject({ at: index, size: pixels })]).optional(),
  points: z.strictObject({ at: index, count, values: z.union([z.literal(2), z.literal(3)]), activation }).optional(),
  cells: z.array(stride).min(1).max(8).optional(), isSuppressed: z.boolean(),
});

const answer = z.discriminatedUnion('kind', [
  rows,
  z.strictObject({
    kind: z.literal('tables'), boxes: z.strictObject({ output: text, format, unit }), scores: z.strictObject({ output: text, activation }),
    labels: z.strictObject({ output: text }).optional(), count: z.strictObject({ output: text }).optional(), background: z.enum(['none', 'first', 'last']), isSuppressed: z.boolean(),
  }),
  z.strictObject({
    kind: z.literal('grids'), maps: z.array(z.strictObject({ output: text, anchors: z.array(z.tuple([z.number().positive(), z.number().positive()])).min(1).max(32) })).min(1).max(8),
    size: z.enum(['exponent', 'square']), classCount: z.int().min(0).max(100_000),
  }),
  z.strictObject({ kind: z.literal('anchors'), boxes: text, scores: text, grids: z.array(z.strictObject({ stride, perCell: z.int().min(1).max(64) })).min(1).max(16), pointCount: z.int().min(0).max(1000) }),
  z.strictObject({
    kind: z.literal('landmarks'), output: text, count: z.int().min(1).max(10_000), values: z.union([z.literal(2), z.literal(3), z.literal(4), z.literal(5)]), unit, depth: z.number(), visibility: activation,
    presence: z.strictObject({ output: text, activation }).optional(), side: z.strictObject({ output: text }).optional(),
  }),
  z.strictObject({ kind: z.literal('classes'), output: text, activation }),
  z.strictObject({ kind: z.literal('pixels'), output: text, layout: z.enum(['chw', 'hwc', 'hw']), activation }),
]);

const pair = z.tuple([index, index]);
const skeleton = z.strictObject({ name: text, points: z.array(z.string()).min(1).max(10_000), edges: z.array(pair), mirrored: z.array(pair) });
const region = z.strictObject({
  from: index, to: z.array(index), target: z.number(), around: z.enum(['box', 'points', 'circle']), points: z.array(index).optional(), scale: z.number().positive(), shift: z.number(),
});

export const modelTaskSchema = z.strictObject({
  title: text, input, answer, classes: z.array(z.string()).max(100_000),
  selection: z.strictObject({ score: share, iou: share, among: z.enum(['class', 'all']), most: count }),
  skeleton: skeleton.optional(), region: z.strictObject({ fromDetection: region, fromLandmarks: region }).optional(),
}) satisfies z.ZodType<ModelTask>;

/** Throws LoomError that names the field. `place` is where the task comes from: a file, a document. */
export function readModelTask(value: unknown, place: string): ModelTask {
  const read = modelTaskSchema.safeParse(value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const field = issue?.path.join('.') ?? '';
  return fail('bad-mapping', `The mapping in “${place}” is wrong${field === '' ? '' : ` at “${field}”`}: ${issue?.message ?? 'it is no mapping'}.`, { file: place, remedy: 'Write it again in the mapping of the window.' });
}
