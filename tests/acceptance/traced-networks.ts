/** Networks whose traces are held against independent numbers: small enough for an interpreter in double precision. */
import { RandomStream } from '../../engine/core/random';
import type { Tensor } from '../../engine/core/dtype';
import { createDocument } from '../../engine/document/edits';
import { GraphBuilder, type Source } from '../../engine/document/graph-builder';
import type { JsonObject, LoomDocument } from '../../engine/document/model';
import { inferNetwork } from '../../engine/infer/infer-network';
import { LAYER_CATALOG } from '../../engine/infer/layer-catalog';
import { DEFAULT_TRAINING } from '../../engine/run/default-training';
import { initialTensors } from '../../engine/run/initial-tensors';
import type { TraceRequest } from '../../engine/run/trace';
import { TEMPLATES } from '../../engine/templates';
import type { Template, TemplateSize } from '../../engine/templates/template';

export const SAMPLES = 2;
export const SEED = 5;

/** Multiplications and parameters of a network that the interpreter goes through in less than a second. */
const MOST_MACS = 3e6;
const MOST_PARAMETERS = 4e5;
const SIDES = [8, 16];
/** Where pictures of 8×8 would leave BatchNorm two pixels, between which no slope is to be measured. */
const LARGER: Readonly<Record<string, { readonly side: number; readonly macs: number }>> = { 'unet-small': { side: 16, macs: 1e7 } };

export interface TracedCase {
  readonly document: LoomDocument;
  readonly request: TraceRequest;
  readonly weights: ReadonlyMap<string, Tensor<'float32'>>;
  readonly inputs: Readonly<Record<string, readonly number[]>>;
  readonly targets: Readonly<Record<string, readonly number[]>>;
}

/** Every template that is small enough at its own size, or over small pictures; and what no template shows. */
export function tracedNetworks(): ReadonlyMap<string, LoomDocument> {
  const templates = TEMPLATES.flatMap((template) => {
    const document = small(template);
    return document ? [[template.name, document] as const] : [];
  });
  return new Map([...templates, ...Object.entries(CHAINS)]);
}

function small(template: Template): LoomDocument | undefined {
  const { size, takes, name } = template;
  const larger = LARGER[name];
  const pictures = takes === 'numbers' ? [] : (larger ? [larger.side] : SIDES).map((side): TemplateSize => ({ ...(size.classes !== undefined && { classes: 3 }), input: [size.input.length === 3 ? size.input[0]! : 3, side, side] }));
  for (const one of [size, ...pictures]) {
    const document = template.build(one);
    const { problems, totals } = inferNetwork(document);
    if (problems.every(({ severity }) => severity !== 'error') && totals.macs <= (larger?.macs ?? MOST_MACS) && totals.params <= MOST_PARAMETERS) return document;
  }
  return undefined;
}

function chain(...layers: readonly (readonly [type: string, params?: JsonObject])[]): LoomDocument {
  const graph = new GraphBuilder(LAYER_CATALOG);
  let last: Source | undefined;
  layers.forEach(([type, params = {}], index) => (last = graph.add({ type, name: `${type}-${index}`, params }, last ?? {})));
  return createDocument('chain', graph.build());
}

const CHAINS: Readonly<Record<string, LoomDocument>> = {
  'dropout and batch norm': chain(['input', { shape: [5] }], ['dense', { units: 6 }], ['batch-norm'], ['tanh'], ['dropout', { rate: 0.3 }], ['dense', { units: 2 }], ['output', { loss: 'mean-squared-error' }]),
  'separable and pooling': chain(
    ['input', { shape: [2, 8, 8] }],
    ['separable-conv2d', { filters: 3, padding: 'same' }],
    ['gelu'],
    ['avg-pool2d'],
    ['conv2d', { filters: 2, stride: 2 }],
    ['layer-norm', { over: 'sample' }],
    ['flatten'],
    ['dense', { units: 3 }],
    ['softmax'],
    ['output', { loss: 'cross-entropy-probabilities' }],
  ),
  'transposed and pooled': chain(
    ['input', { shape: [2, 5, 5] }],
    ['conv-transpose2d', { filters: 3, kernel: [3, 3] }],
    ['elu'],
    ['max-pool2d'],
    ['global-avg-pool'],
    ['dense', { units: 2 }],
    ['sigmoid'],
    ['output', { loss: 'binary-cross-entropy-probabilities' }],
  ),
};

/** With numbers drawn by the name; masks are drawn by `SEED`. */
export function tracedCase(name: string, document: LoomDocument, mode: 'train' | 'test'): TracedCase {
  const network = inferNetwork(document);
  const random = new RandomStream('independent', name);
  const inputs: Record<string, number[]> = {};
  const targets: Record<string, number[]> = {};
  for (const { flat, definition, sizes, parameters } of network.nodes) {
    const count = (sizes?.outputs[0] ?? sizes?.inputs[0] ?? []).reduce<number>((product, size) => product * (size as number), SAMPLES);
    if (definition?.source) inputs[flat.path] = Array.from({ length: count }, () => Math.fround(random.normal()));
    if (!definition?.target) continue;
    const { dtype, shape } = definition.target.target({ inputs: sizes!.inputs, parameters });
    const size = shape.reduce<number>((product, length) => product * (length as number), SAMPLES);
    targets[flat.path] = Array.from({ length: size }, () => (dtype === 'int32' ? random.integer(sizes!.inputs[0]![0] as number) : random.integer(2)));
  }
  const weights = initialTensors(network.tensors, (document.training ?? DEFAULT_TRAINING).seed);
  return { document, inputs, targets, weights, request: { from: { document, version: `${name} ${mode}` }, mode, samples: [{ kind: 'given', inputs, targets }], seed: SEED } };
}
