/** One LSTM unit that reads two steps: through time and back, every number. */
import numbers from './course-numbers.json';
import type { Example, ExpectedValue } from './example';
import { chain, input, output } from './network';

const lstm = numbers.lstm_two_steps;

/** The course writes its gates as candidate, input, forget, output; a layer keeps them as PyTorch does: input, forget, candidate, output. */
function asKept<Row>([candidate, entry, forget, exit]: readonly Row[]): Row[] {
  return [entry!, forget!, candidate!, exit!];
}

const outputs = lstm.forward.map(({ out }) => out);
const loss = outputs.reduce((sum, out, step) => sum + (out - lstm.label[step]!) ** 2 / 2, 0);

/** What comes out, then the gradient of every tensor and what the step makes of it; `U` has one column. */
const EXPECTED: readonly ExpectedValue[] = [
  { value: 'lstm.out', numbers: outputs, printed: lstm.notes_say.out },
  { value: 'loss', numbers: [loss] },
  { value: 'lstm.input.weight.grad', numbers: asKept(lstm.grad_W).flat() },
  { value: 'lstm.state.weight.grad', numbers: asKept(lstm.grad_U) },
  { value: 'lstm.input.bias.grad', numbers: asKept(lstm.grad_b) },
  { value: 'lstm.input.weight.next', numbers: asKept(lstm.new_W).flat(), printed: asKept(lstm.notes_say.new_W).flat() },
  { value: 'lstm.state.weight.next', numbers: asKept(lstm.new_U), printed: asKept(lstm.notes_say.new_U) },
  { value: 'lstm.input.bias.next', numbers: asKept(lstm.new_b), printed: asKept(lstm.notes_say.new_b) },
];

const twoSteps: Example = {
  id: 'lstm-two-steps',
  title: 'LSTM over two steps',
  kind: 'recurrent',
  task: 'One unit reads two steps of two values. Work out both answers, the loss Σ ½ (out − label)², every gradient through time and the weights after one step at rate 0.1.',
  remark: 'The course writes the gates as candidate, input, forget, output. Here their rows stand as input, forget, candidate, output.',
  document: () =>
    chain(
      'LSTM over two steps',
      [
        input('x', [2, 2]),
        { type: 'lstm', name: 'lstm', params: { units: 1 }, tensors: { 'input.weight': asKept(lstm.W), 'input.bias': asKept(lstm.b), 'state.weight': asKept(lstm.U).map((value) => [value]) } },
        output('half-squared-error'),
      ],
      lstm.rate,
    ),
  walks: [{ title: 'Two steps, forward and back through time', mode: 'train', samples: [{ inputs: { x: lstm.x.flat() }, targets: { output: lstm.label } }], expected: EXPECTED }],
};

export const RECURRENT_EXAMPLES: readonly Example[] = [twoSteps];
