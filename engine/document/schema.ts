/**
 * The zod schema of a `.loom` document. Objects are loose: fields this version does not know pass through and are saved
 * again. What one field alone cannot tell (ids, names, wires, recursion) is checked in `check.ts`.
 */
import { z } from 'zod';
import { COLUMN_KINDS } from '../core/column';
import type { Tensor } from '../core/dtype';
import { isIdentifier } from './expression';
import type { Json, JsonObject, LoomDocument } from './model';

/** Letters, digits, `_`, `-` and inner spaces: `/`, `.` and glob signs have a meaning in tensor keys. */
const NAME = /^[\p{L}\p{N}_](?:[\p{L}\p{M}\p{N}_ -]{0,62}[\p{L}\p{M}\p{N}_-])?$/u;

export function isValidName(name: string): boolean {
  return NAME.test(name);
}

const id = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'must be 1 to 64 letters, digits, - or _');
const name = z.string().regex(NAME, 'must be 1 to 64 letters, digits, spaces, - or _, and start with a letter or digit');
const count = z.int().min(1);
const fraction = z.number().min(0).max(1);
const endpointNode = z.string().regex(/^(?:[A-Za-z0-9_-]{1,64}|\$in|\$out)$/, 'must be the id of a node, $in or $out');

// The JSON reader has already refused what JSON cannot hold, so any value that reaches these is one.
const json = z.custom<Json>((value) => value !== undefined);
const jsonObject = z.custom<JsonObject>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  'must be an object',
);
const named = z.intersection(z.looseObject({ name: z.string().min(1) }), jsonObject);
const point = z.looseObject({ x: z.number(), y: z.number() });
const expression = z.looseObject({ expression: z.string().min(1) });

/** Tensors that stand in the safetensors file beside the document, by key. */
export type StoredTensors = ReadonlyMap<string, Tensor>;

/** `{shape, data}` with the numbers in place, or `{shape, stored}` naming a tensor of the file beside the document. */
function tensorValue(stored: StoredTensors) {
  return z
    .looseObject({
      shape: z.array(z.int().min(0)),
      data: z.array(z.number()).optional(),
      stored: z.string().optional(),
    })
    .transform(({ data, stored: key, ...rest }, context): Tensor<'float32'> => {
      const reject = (message: string): never => {
        context.issues.push({ code: 'custom', message, input: undefined });
        return z.NEVER;
      };
      if ((data === undefined) === (key === undefined)) return reject('must have either data or stored');
      const size = rest.shape.reduce((product, dim) => product * dim, 1);
      if (data) {
        if (data.length !== size) return reject(`has ${data.length} numbers, but its shape has room for ${size}`);
        return { ...rest, dtype: 'float32', data: Float32Array.from(data) };
      }
      const found = stored.get(key!);
      if (!found) return reject(`names the stored tensor "${key}", which is not in the file`);
      if (!(found.data instanceof Float32Array)) return reject(`names a ${found.dtype} tensor, but weights are float32`);
      if (found.shape.join() !== rest.shape.join()) {
        return reject(`has the shape [${rest.shape.join()}], but the stored tensor has [${found.shape.join()}]`);
      }
      return { ...rest, dtype: 'float32', data: found.data };
    });
}

function tensorSettings(stored: StoredTensors) {
  return z.looseObject({
    value: tensorValue(stored).optional(),
    init: named.optional(),
    frozen: z.boolean().optional(),
    lrScale: z.number().min(0).optional(),
    regularizer: z.looseObject({ l1: z.number().min(0).optional(), l2: z.number().min(0).optional() }).optional(),
    constraint: z
      .looseObject({
        kind: z.enum(['max-norm', 'non-negative', 'unit-norm', 'keep-zeros']),
        max: z.number().positive().optional(),
        axes: z.array(z.int().min(0)).optional(),
      })
      .optional(),
  });
}

function graphSchema(stored: StoredTensors) {
  const node = z.looseObject({
    id,
    type: z.string().min(1),
    typeVersion: count,
    name,
    params: jsonObject,
    tensors: z.record(z.string().min(1), tensorSettings(stored)).optional(),
    frozen: z.boolean().optional(),
    binding: z.looseObject({ column: z.string().min(1).optional(), columns: z.array(z.string().min(1)).min(1).optional() }).optional(),
    position: point,
    muted: z.boolean().optional(),
    block: z
      .looseObject({
        definition: id,
        repeat: z.number().or(expression).optional(),
        shareWeights: z.boolean().optional(),
      })
      .optional(),
  });
  const endpoint = z.looseObject({ node: endpointNode, port: name });
  const wire = z.looseObject({ id, from: endpoint, to: endpoint });
  const note = z.looseObject({
    id,
    text: z.string(),
    position: point,
    size: z.looseObject({ width: z.number().positive(), height: z.number().positive() }),
    color: z.string().optional(),
  });
  return z.looseObject({ nodes: z.array(node), wires: z.array(wire), notes: z.array(note) });
}

const blockPort = z.looseObject({
  name,
  kind: z.enum(['vector', 'sequence', 'image', 'any']),
  position: point.optional(),
});

const blockParameter = z.looseObject({
  name: z.string().refine(isIdentifier, 'must be a letter followed by letters, digits or _'),
  kind: z.enum(['integer', 'number', 'boolean', 'text', 'json']),
  default: json,
  min: z.number().optional(),
  max: z.number().optional(),
  choices: z.array(z.string()).optional(),
  help: z.string().optional(),
});

const relativePath = z.string().min(1);
const dataSource = z.discriminatedUnion('kind', [
  z.looseObject({ kind: z.literal('folder'), path: relativePath, layout: z.enum(['auto', 'classes', 'splits']).optional() }),
  z.looseObject({
    kind: z.literal('csv'),
    path: relativePath,
    target: z.string().optional(),
    targets: z.array(z.string()).optional(),
    header: z.boolean().optional(),
    kinds: z.record(z.string(), z.enum(COLUMN_KINDS)).optional(),
  }),
  z.looseObject({
    kind: z.literal('builtin'),
    name: z.string().min(1),
    count: count.optional(),
    seed: z.int().optional(),
  }),
]);

const data = z.looseObject({
  source: dataSource,
  fingerprint: z.string().optional(),
  split: z.looseObject({ seed: z.int(), validation: fraction, test: fraction }).optional(),
  preprocessing: z.record(z.string(), z.array(jsonObject)).optional(),
  augmentation: z.array(jsonObject).optional(),
});

const training = z.looseObject({
  epochs: count,
  batchSize: count,
  seed: z.int(),
  shuffle: z.boolean(),
  program: z.array(
    z.looseObject({
      name,
      losses: z.string().min(1),
      tensors: z.string().min(1),
      optimizer: named,
      every: count,
    }),
  ),
  schedule: named.optional(),
  clip: z.looseObject({ value: z.number().positive().optional(), norm: z.number().positive().optional() }).optional(),
  earlyStopping: z
    .looseObject({ patience: count, metric: z.string().min(1), restoreBest: z.boolean() })
    .optional(),
});

const live = z.looseObject({
  source: z.looseObject({ kind: z.enum(['camera', 'video', 'folder', 'screen']), position: point }),
  overlay: z.looseObject({
    position: point,
    scoreAtLeast: fraction.optional(),
    iou: fraction.optional(),
    opacity: fraction.optional(),
    labels: z.boolean().optional(),
    mirror: z.boolean().optional(),
  }),
  follow: z.looseObject({ isOn: z.boolean().optional(), cutoff: z.number().positive().optional(), beta: z.number().min(0).optional(), lostBelow: fraction.optional() }).optional(),
});

/** The fields every version of the format has had and will have: enough to refuse a file that is too new. */
export const headerSchema = z.looseObject({
  format: z.literal('layerloom'),
  version: count,
  writer: z.string(),
  oldestReader: count,
});

let withoutStored: z.ZodType<LoomDocument> | undefined;

/**
 * `stored` holds the tensors of the safetensors file beside the document, where there is one. Building a schema costs
 * more than checking a document, so the one for documents without is kept.
 */
export function documentSchema(stored: StoredTensors): z.ZodType<LoomDocument> {
  return stored.size > 0 ? buildSchema(stored) : (withoutStored ??= buildSchema(stored));
}

function buildSchema(stored: StoredTensors): z.ZodType<LoomDocument> {
  const graph = graphSchema(stored);
  return headerSchema.extend({
    name: z.string().min(1),
    description: z.string().optional(),
    graph,
    definitions: z.array(
      z.looseObject({
        id,
        name,
        description: z.string().optional(),
        inputs: z.array(blockPort),
        outputs: z.array(blockPort),
        parameters: z.array(blockParameter),
        graph,
      }),
    ),
    data: data.optional(),
    training: training.optional(),
    live: live.optional(),
    outside: z.looseObject({ file: z.string().min(1), task: jsonObject }).optional(),
    code: z.string().optional(),
  }) satisfies z.ZodType<LoomDocument>;
}
