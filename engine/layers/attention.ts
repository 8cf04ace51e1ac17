import { choice, integer } from '../core/parameters';
import { formatShape, type Shape } from '../core/shape';
import type { Builder } from '../ops/builder';
import type { Value } from '../ops/graph';
import { defineLayer, LayerProblem, ONE_OUTPUT, type TensorSpec } from './define-layer';
import { pythonModules, pythonParameters } from './python-text';
import { seesAllSteps, sequenceShape, type SequenceShape } from './sequence';

interface AttentionParameters {
  readonly score: 'dot' | 'scaled-dot' | 'bilinear' | 'additive';
  /** Read where the score is additive. */
  readonly units: number;
}

export const attention = defineLayer<AttentionParameters>({
  type: 'attention',
  version: 1,
  title: 'Attention',
  category: 'attention',
  summary: 'Each query step takes a mean of the values, weighed by how well their keys match',
  documentation: {
    text: 'How well a key matches is a score: their product; the same divided by √d; a product through a trained matrix (bilinear, Luong); or a small network of both (additive, Bahdanau). A softmax turns the scores over all keys into weights.',
    formulas: [
      String.raw`y_t = \sum_s \alpha_{t,s} v_s, \quad \alpha_t = \text{softmax}(\text{score}(q_t, k_s))`,
      String.raw`\text{dot: } q^T k, \quad \text{bilinear: } q^T W k, \quad \text{additive: } v^T \tanh(W_q q + W_k k)`,
    ],
    source: 'Bahdanau et al. 2015; Luong et al. 2015; Vaswani et al. 2017',
  },
  parameters: {
    score: choice({ label: 'Score', help: 'How a query and a key are compared', options: ['scaled-dot', 'dot', 'bilinear', 'additive'], default: 'scaled-dot' }),
    units: integer({ label: 'Units', help: 'Units of the small network of an additive score', default: 16, minimum: 1 }),
  },
  inputs: [
    { name: 'query', help: 'The steps that ask; the result has as many' },
    { name: 'key', help: 'The steps that are asked' },
    { name: 'value', help: 'What the mean is taken of, one per key' },
  ],
  outputs: ONE_OUTPUT,
  shape: ({ inputs, parameters }) => {
    const { query, value } = checked(inputs, parameters);
    return [[query.steps, value.values]];
  },
  tensors: ({ inputs, parameters }) => {
    const { query, key } = checked(inputs, parameters);
    return scoreTensors(query, key, parameters);
  },
  macs: ({ inputs, parameters }) => {
    const { query, key, value } = checked(inputs, parameters);
    const pairs = query.steps * key.steps;
    const { score, units } = parameters;
    if (score === 'additive') return units * (query.steps * query.values + key.steps * key.values) + pairs * (units + value.values);
    const through = score === 'bilinear' ? query.steps * query.values * key.values : 0;
    return through + pairs * (key.values + value.values);
  },
  window: ({ inputs, parameters }) => seesAllSteps(checked(inputs, parameters).key.steps),
  lower: ({ builder: b, inputs: [query, key, value], parameters: { score }, tensor }) => {
    const scores = score === 'additive' ? additive(b, query!, key!, tensor) : product(b, query!, key!, score, tensor);
    return [b.matmul(b.one('Softmax', [scores], { axis: 2 }), value!)];
  },
  torch: ({ inputs, parameters: { score, units } }) => {
    const [q, k] = inputs.map((shape) => sequenceShape(shape).values) as [number, number];
    const weigh = (scores: string, value: string) => `torch.softmax(${scores}, -1) @ ${value}`;
    if (score === 'bilinear') {
      return { module: pythonParameters({ weight: [q, k] }), forward: ([query, key, value], self) => weigh(`${query} @ ${self}['weight'] @ ${key}.transpose(1, 2)`, value!) };
    }
    if (score === 'additive') {
      const linear = (from: number, to: number) => `nn.Linear(${from}, ${to}, bias=False)`;
      return {
        module: pythonModules({ query: linear(q, units), key: linear(k, units), score: linear(units, 1) }),
        forward: ([query, key, value], self) => weigh(`${self}['score'](torch.tanh(${self}['query'](${query}).unsqueeze(2) + ${self}['key'](${key}).unsqueeze(1))).squeeze(-1)`, value!),
      };
    }
    const divisor = score === 'scaled-dot' ? ` / ${Math.sqrt(k)}` : '';
    return { forward: ([query, key, value]) => weigh(`${query} @ ${key}.transpose(1, 2)${divisor}`, value!) };
  },
  examples: [
    { title: 'Three steps ask five', parameters: {}, inputs: [[3, 8], [5, 8], [5, 6]], outputs: [[3, 6]], parameterCount: 0, macs: 210 },
    { title: 'Keys of another width', parameters: { score: 'bilinear' }, inputs: [[3, 8], [5, 4], [5, 4]], outputs: [[3, 4]], parameterCount: 32, macs: 216 },
    { title: 'As in the first translator with attention', parameters: { score: 'additive', units: 10 }, inputs: [[1, 8], [5, 6], [5, 6]], outputs: [[1, 6]], parameterCount: 150, macs: 460 },
  ],
});

interface Operands {
  readonly query: SequenceShape;
  readonly key: SequenceShape;
  readonly value: SequenceShape;
}

function checked([q, k, v]: readonly Shape[], { score }: AttentionParameters): Operands {
  const [query, key, value] = [sequenceShape(q!, 'query'), sequenceShape(k!, 'key'), sequenceShape(v!, 'value')];
  if (value.steps !== key.steps) {
    throw new LayerProblem(`needs a value for each of ${key.steps} keys, but gets ${value.steps}`, { port: 'value', expected: `${key.steps} steps`, found: `${value.steps} steps` });
  }
  if ((score === 'dot' || score === 'scaled-dot') && key.values !== query.values) {
    throw new LayerProblem(`compares by a product and needs keys of ${query.values} values, but gets ${formatShape(k!)}`, {
      port: 'key',
      expected: `${key.steps}×${query.values}`,
      found: formatShape(k!),
      remedy: 'Choose the bilinear or the additive score, or put a Dense layer before it.',
    });
  }
  return { query, key, value };
}

function scoreTensors(query: SequenceShape, key: SequenceShape, { score, units }: AttentionParameters): Record<string, TensorSpec> {
  const spec = (shape: readonly number[], fanIn: number, fanOut: number): TensorSpec => ({ shape, initializer: 'glorot-uniform', fanIn, fanOut, trainable: true });
  if (score === 'bilinear') return { weight: spec([query.values, key.values], query.values, key.values) };
  if (score !== 'additive') return {};
  return {
    'query.weight': spec([units, query.values], query.values, units),
    'key.weight': spec([units, key.values], key.values, units),
    'score.weight': spec([1, units], units, 1),
  };
}

function product(b: Builder, query: Value, key: Value, score: AttentionParameters['score'], tensor: (name: string) => Value): Value {
  const asking = score === 'bilinear' ? b.matmul(query, tensor('weight')) : query;
  const products = b.matmul(asking, b.transposeLast(key));
  return score === 'scaled-dot' ? b.mul(products, 1 / Math.sqrt(key.shape[2] as number)) : products;
}

/** Every query beside every key: [N, T, S, units]. */
function additive(b: Builder, query: Value, key: Value, tensor: (name: string) => Value): Value {
  const [batch, asked] = query.shape;
  const keys = key.shape[1]!;
  const projected = (x: Value, name: string) => b.matmul(x, b.transposeLast(tensor(`${name}.weight`)));
  const units = tensor('query.weight').shape[0]!;
  const pairs = b.add(b.reshape(projected(query, 'query'), [batch!, asked!, 1, units]), b.reshape(projected(key, 'key'), [batch!, 1, keys, units]));
  return b.reshape(b.matmul(b.tanh(pairs), b.transposeLast(tensor('score.weight'))), [batch!, asked!, keys]);
}
