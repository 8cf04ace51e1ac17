/** What the two multi-head attentions share: their parameters, tensors and mathematics, named as in PyTorch's module. */
import { boolean, choice, integer } from '../core/parameters';
import { float32Tensor } from '../core/dtype';
import { INITIALIZER_NAMES, type InitializerName } from '../initializers';
import type { Builder } from '../ops/builder';
import type { Value } from '../ops/graph';
import { LayerProblem, type LowerContext, type TensorSpec } from './define-layer';
import type { SequenceShape } from './sequence';
import { pythonBoolean } from './python-text';

export interface MultiHeadParameters {
  readonly heads: number;
  readonly causal: boolean;
  readonly bias: boolean;
  readonly initializer: InitializerName;
}

export const MULTI_HEAD = {
  heads: integer({ label: 'Heads', help: 'Into how many parts the values are split, each with its own attention', default: 4, minimum: 1 }),
  causal: boolean({ label: 'Causal', help: 'Whether a step sees only itself and earlier steps', default: false }),
  bias: boolean({ label: 'Bias', help: 'Whether the projections add trained constants', default: true }),
  initializer: choice({ label: 'Initializer', help: 'How the projections start', options: INITIALIZER_NAMES, default: 'glorot-uniform' }),
};

export const MULTI_HEAD_FORMULAS = [
  String.raw`\text{head}_i = \text{softmax}\Big(\frac{Q_i K_i^T}{\sqrt{d}}\Big) V_i, \quad d = E / h`,
  String.raw`y = W_o [\text{head}_1; \dots; \text{head}_h] + b_o`,
  String.raw`\text{parameters} = 4 E^2 + 4 E`,
];

export function checkHeads(values: number, heads: number): void {
  if (values % heads === 0) return;
  throw new LayerProblem(`cannot split ${values} values into ${heads} heads`, { parameter: 'heads', expected: `a divisor of ${values}`, found: `${heads}` });
}

export function multiHeadTensors(values: number, { bias, initializer }: MultiHeadParameters): Record<string, TensorSpec> {
  const into = { fanIn: values, fanOut: values, trainable: true };
  return {
    in_proj_weight: { shape: [3 * values, values], initializer, ...into },
    ...(bias && { in_proj_bias: { shape: [3 * values], initializer: 'zeros' as const, ...into } }),
    'out_proj.weight': { shape: [values, values], initializer, ...into },
    ...(bias && { 'out_proj.bias': { shape: [values], initializer: 'zeros' as const, ...into } }),
  };
}

/** Projections of queries, keys, values and answers, and two products per pair of steps. */
export function multiHeadMacs(query: SequenceShape, key: SequenceShape): number {
  const width = query.values;
  return 2 * (query.steps + key.steps) * width * width + 2 * query.steps * key.steps * width;
}

/** Queries, keys and values are [N, steps, E] each, before their projections. */
export function lowerMultiHead({ builder: b, parameters, tensor }: Pick<LowerContext<MultiHeadParameters>, 'builder' | 'parameters' | 'tensor'>, operands: readonly [Value, Value, Value]): Value {
  const { heads, causal, bias } = parameters;
  const width = operands[0].shape[2] as number;
  const thirds = { axis: 0, sizes: [width, width, width] };
  const weights = b.apply('Split', [tensor('in_proj_weight')], thirds);
  const biases = bias ? b.apply('Split', [tensor('in_proj_bias')], thirds) : [];
  const project = (x: Value, weight: Value, constant: Value | undefined) => {
    const product = b.matmul(x, b.transposeLast(weight));
    return constant ? b.add(product, constant) : product;
  };
  const perHead = (x: Value, order: readonly number[]) => b.transpose(b.reshape(x, [x.shape[0]!, x.shape[1]!, heads, width / heads]), order);
  const [q, k, v] = operands.map((operand, index) => project(operand, weights[index]!, biases[index]));
  const products = b.matmul(perHead(q!, [0, 2, 1, 3]), perHead(k!, [0, 2, 3, 1]));
  const scaled = b.mul(products, 1 / Math.sqrt(width / heads));
  const shares = b.one('Softmax', [causal ? b.add(scaled, laterSteps(b, scaled)) : scaled], { axis: 3 });
  const joined = b.reshape(b.transpose(b.matmul(shares, perHead(v!, [0, 2, 1, 3])), [0, 2, 1, 3]), q!.shape);
  return project(joined, tensor('out_proj.weight'), bias ? tensor('out_proj.bias') : undefined);
}

/** Zero up to each step's own place and minus a billion after it, of which the softmax leaves nothing. */
function laterSteps(b: Builder, scores: Value): Value {
  const [rows, columns] = scores.shape.slice(2) as [number, number];
  return b.constant(float32Tensor([rows, columns], Float32Array.from({ length: rows * columns }, (_, at) => (at % columns > Math.floor(at / columns) ? -1e9 : 0))));
}

export function torchMultiHead(values: number, { heads, causal, bias }: MultiHeadParameters, query: SequenceShape, key: SequenceShape, operands: readonly string[], self: string): { module: string; forward: string } {
  const mask = `, attn_mask=torch.ones(${query.steps}, ${key.steps}, dtype=torch.bool, device=${operands[0]}.device).triu(1)`;
  return {
    module: `nn.MultiheadAttention(${values}, ${heads}, bias=${pythonBoolean(bias)}, batch_first=True)`,
    forward: `${self}(${operands.join(', ')}, need_weights=False${causal ? mask : ''})[0]`,
  };
}
