/** Small dense networks: forward, backward and one step, every number. */
import numbers from './course-numbers.json';
import { flat, type Example, type ExpectedValue, type Nested } from './example';
import { chain, dense, input, output, type Box } from './network';

const two = numbers.mlp_2_2_2;

const mlp222: Example = {
  id: 'mlp-2-2-2',
  title: '2-2-2 with sigmoids',
  kind: 'dense',
  task: 'Work out the outputs, the loss ½ Σ (t − o)², every gradient and the weights after one step at rate 0.6.',
  remark: two.remark,
  document: () =>
    chain('2-2-2', [input('x', [2]), dense('hidden', two.W1, two.b1), { type: 'sigmoid', name: 'a' }, dense('answer', two.W2, two.b2), { type: 'sigmoid', name: 'o' }, output('half-squared-error')], two.rate),
  walks: [
    {
      title: 'One step',
      mode: 'train',
      samples: [{ inputs: { x: two.x }, targets: { output: two.target } }],
      expected: [
        { value: 'a.out', numbers: two.hidden },
        { value: 'o.out', numbers: two.output, printed: two.notes_say.output },
        { value: 'loss', numbers: [two.loss], printed: [two.notes_say.loss] },
        { value: 'answer.weight.grad', numbers: flat(two.grad_W2) },
        { value: 'answer.bias.grad', numbers: two.grad_b2 },
        { value: 'hidden.weight.grad', numbers: flat(two.grad_W1) },
        { value: 'hidden.bias.grad', numbers: two.grad_b1 },
        // The notes print 0.555073 for the second of these.
        { value: 'answer.weight.next', numbers: flat(two.new_W2), printed: [two.notes_say.w5, 0.555073, two.notes_say.w7, two.notes_say.w8] },
        { value: 'answer.bias.next', numbers: two.new_b2 },
        { value: 'hidden.weight.next', numbers: flat(two.new_W1), printed: [two.notes_say.w1, null, two.notes_say.w2, null] },
        { value: 'hidden.bias.next', numbers: two.new_b1 },
      ],
    },
  ],
};

const three = numbers.mlp_3_2_2_1;
const second = numbers.mlp_3_2_2_1_second_row;

interface Gradients {
  readonly loss: readonly number[];
  readonly grad_W1: Nested;
  readonly grad_b1: Nested;
  readonly grad_W2: Nested;
  readonly grad_b2: Nested;
  readonly grad_W3: Nested;
  readonly grad_b3: Nested;
}

function threeTwoTwoOne(loss: 'squared' | 'cross_entropy'): Example {
  const isSquared = loss === 'squared';
  const lossBox = output(isSquared ? 'half-squared-error' : 'binary-cross-entropy-probabilities');
  const { new_W1, new_W2, new_W3, ...gradients } = three[loss];
  return {
    id: isSquared ? 'mlp-3-2-2-1-squared' : 'mlp-3-2-2-1-cross-entropy',
    title: isSquared ? '3-2-2-1 with ½ squared error' : '3-2-2-1 with binary cross-entropy',
    kind: 'dense',
    task: `ReLU, then two sigmoids; the loss is ${isSquared ? '½ (y − a)²' : 'binary cross-entropy'}. Derive ∂L/∂w for every weight and make one step at rate ${three.rate}.`,
    remark: three.remark,
    document: () => chain('3-2-2-1', threeLayers(lossBox), three.rate),
    walks: [
      {
        title: 'First row, one step',
        mode: 'train',
        samples: [{ inputs: { x: three.x }, targets: { output: [three.target] } }],
        expected: [
          ...three.z.map((z, layer): ExpectedValue => ({ value: `layer${layer + 1}.out`, numbers: z, printed: three.notes_say.z.slice(2 * layer, 2 * layer + z.length) })),
          ...activations(three.a),
          ...gradientValues(gradients),
          { value: 'layer1.weight.next', numbers: flat(new_W1) },
          { value: 'layer2.weight.next', numbers: flat(new_W2) },
          { value: 'layer3.weight.next', numbers: flat(new_W3) },
        ],
      },
      {
        title: 'Second row',
        mode: 'train',
        samples: [{ inputs: { x: second.x }, targets: { output: [second.target] } }],
        expected: [...activations(second.a), ...gradientValues(second[loss])],
      },
    ],
  };
}

function threeLayers(lossBox: Box): Box[] {
  return [
    input('x', [3]),
    dense('layer1', three.W1, three.b1),
    { type: 'relu', name: 'a1' },
    dense('layer2', three.W2, three.b2),
    { type: 'sigmoid', name: 'a2' },
    dense('layer3', three.W3, three.b3),
    { type: 'sigmoid', name: 'a3' },
    lossBox,
  ];
}

function activations(layers: readonly (readonly number[])[]): ExpectedValue[] {
  return layers.map((values, layer) => ({ value: `a${layer + 1}.out`, numbers: values }));
}

function gradientValues({ loss, ...gradients }: Gradients): ExpectedValue[] {
  const layers = [1, 2, 3] as const;
  return [
    { value: 'loss', numbers: loss },
    ...layers.flatMap((layer): ExpectedValue[] => [
      { value: `layer${layer}.weight.grad`, numbers: flat(gradients[`grad_W${layer}`]) },
      { value: `layer${layer}.bias.grad`, numbers: flat(gradients[`grad_b${layer}`]) },
    ]),
  ];
}

const one = numbers.mlp_2_1_2;

const mlp212: Example = {
  id: 'mlp-2-1-2',
  title: '2-1-2 with tanh and two sigmoids',
  kind: 'dense',
  task: 'The loss is the sum of two binary cross-entropies. Derive ∂L/∂w for every weight.',
  document: () =>
    chain('2-1-2', [
      input('x', [2]),
      dense('hidden', one.W1, one.b1),
      { type: 'tanh', name: 'a' },
      dense('answer', one.W2, one.b2),
      { type: 'sigmoid', name: 'o' },
      output('binary-cross-entropy-probabilities', { reduction: 'sum' }),
    ]),
  walks: [
    {
      title: 'Forward and backward',
      mode: 'train',
      samples: [{ inputs: { x: one.x }, targets: { output: one.target } }],
      expected: [
        { value: 'a.out', numbers: one.hidden },
        { value: 'o.out', numbers: one.output },
        { value: 'loss', numbers: [one.loss] },
        { value: 'answer.weight.grad', numbers: flat(one.grad_W2) },
        { value: 'answer.bias.grad', numbers: one.grad_b2 },
        { value: 'hidden.weight.grad', numbers: flat(one.grad_W1) },
        { value: 'hidden.bias.grad', numbers: one.grad_b1 },
      ],
    },
  ],
};

export const DENSE_EXAMPLES: readonly Example[] = [mlp222, threeTwoTwoOne('squared'), threeTwoTwoOne('cross_entropy'), mlp212];
