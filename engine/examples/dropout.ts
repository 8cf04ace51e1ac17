/** A thinned network, trained for one step, and its test pass with weights times retention. */
import numbers from './course-numbers.json';
import { flat, type Example, type Nested } from './example';
import { chain, dense, input, output, type Box } from './network';

const given = numbers.dropout_thinned;
const RETENTION = [0.5, 0.75] as const;

interface Weights {
  readonly W1: readonly (readonly number[])[];
  readonly W2: readonly (readonly number[])[];
  readonly W3: readonly (readonly number[])[];
  readonly biases: readonly (readonly number[])[];
}

function thinned(title: string, { W1, W2, W3, biases: [b1, b2, b3] }: Weights, dropping: readonly Box[]) {
  const [first, second] = dropping;
  return chain(
    title,
    [
      input('x', [3]),
      dense('layer1', W1, b1),
      { type: 'relu', name: 'a1' },
      ...(first ? [first] : []),
      dense('layer2', W2, b2),
      { type: 'relu', name: 'a2' },
      ...(second ? [second] : []),
      dense('layer3', W3, b3),
      { type: 'sigmoid', name: 'a3' },
      output('half-squared-error'),
    ],
    given.rate,
  );
}

/** As in the original paper: nothing is enlarged while training. */
const DROPPING: readonly Box[] = RETENTION.map((keep, index) => ({ type: 'dropout', name: `drop${index + 1}`, params: { rate: 1 - keep, scaling: 'none' } }));

const START: Weights = { W1: given.W1, W2: given.W2, W3: [given.W3], biases: [[0, 0, 0, 0], [0, 0, 0, 0], [0]] };
const TRAINED: Weights = { W1: given.new_W1, W2: given.new_W2, W3: [given.new_W3], biases: [given.new_b1, given.new_b2, [given.new_b3]] };

const times = (values: Nested, factor: number): number[][] => (values as number[][]).map((row) => row.map((value) => value * factor));

/** The retention is that of the units that a weight comes from, or, as the notes do, of the units that it leads to. */
const OUTGOING: Weights = { ...TRAINED, W2: times(given.new_W2, RETENTION[0]), W3: times([given.new_W3], RETENTION[1]) };
const INCOMING: Weights = { ...TRAINED, W1: times(given.new_W1, RETENTION[0]), W2: times(given.new_W2, RETENTION[1]) };

const testPass = (id: string, title: string, weights: Weights, { z, output: answer }: { z: number; output: number }): Example => ({
  id,
  title,
  kind: 'dropout',
  task: 'After training all units take part, so weights are multiplied by the retention. Work out the answer.',
  remark: given.test.remark,
  document: () => thinned(title, weights, []),
  walks: [
    {
      title: 'The test pass',
      mode: 'test',
      samples: [{ inputs: { x: given.test.x } }],
      expected: [
        { value: 'layer3.out', numbers: [z] },
        { value: 'a3.out', numbers: [answer], printed: [given.test.notes_say] },
      ],
    },
  ],
});

export const DROPOUT_EXAMPLES: readonly Example[] = [
  {
    id: 'dropout-thinned',
    title: 'A thinned network',
    kind: 'dropout',
    task: `Units 4, 7, 8, 9 and 11 are dropped. Work out the answer, every gradient, and the weights after one step at rate ${given.rate}.`,
    remark: given.remark,
    general: { title: 'A thinned network', task: `The masks say which units are dropped. Work out the answer, every gradient, and the weights after one step at rate ${given.rate}.` },
    document: () => thinned('Thinned network', START, DROPPING),
    walks: [
      {
        title: 'One step of the thinned network',
        mode: 'train',
        samples: [{ inputs: { x: given.x }, targets: { output: [given.y] } }],
        masks: { 'drop1.mask': given.mask1, 'drop2.mask': given.mask2 },
        expected: [
          { value: 'layer1.out', numbers: [null, given.z5, given.z6, null] },
          { value: 'layer2.out', numbers: [null, null, given.z10, null] },
          { value: 'a3.out', numbers: [given.output], printed: [given.notes_say.output] },
          { value: 'loss', numbers: [given.loss], printed: [given.notes_say.loss] },
          { value: 'layer3.weight.grad', numbers: given.grad_W3 },
          { value: 'layer2.weight.grad', numbers: flat(given.grad_W2) },
          { value: 'layer1.weight.grad', numbers: flat(given.grad_W1) },
          { value: 'layer3.weight.next', numbers: given.new_W3 },
          { value: 'layer2.weight.next', numbers: flat(given.new_W2), printed: [...Array.from({ length: 9 }, () => null), given.notes_say.w_5_10, given.notes_say.w_6_10] },
          { value: 'layer1.weight.next', numbers: flat(given.new_W1), printed: [null, null, null, given.notes_say.w_1_5, null, given.notes_say.w_3_5] },
          { value: 'layer3.bias.next', numbers: [given.new_b3] },
          { value: 'layer2.bias.next', numbers: given.new_b2 },
          { value: 'layer1.bias.next', numbers: given.new_b1 },
        ],
      },
    ],
  },
  {
    ...testPass('dropout-test-outgoing', 'The test pass, outgoing weights scaled', OUTGOING, given.test.outgoing),
    document: () => thinned('Test pass', TRAINED, DROPPING),
  },
  testPass('dropout-test-incoming', 'The test pass, incoming weights scaled', INCOMING, given.test.incoming),
];
