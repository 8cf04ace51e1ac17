/** The LSTM of the course: two steps of one unit, forward, backward and one step of SGD. */
import { describe, expect, it } from 'vitest';
import examples from '../fixtures/course-examples.json';
import { expectClose } from './expect-close';
import { runLayer } from './run-layer';

const course = examples.lstm_two_steps;

/** The course lists candidate, input, forget and output gate; the layer has them in the order of PyTorch. */
const ORDER = [1, 2, 0, 3] as const;
const inOurOrder = <T>(gates: readonly T[]): T[] => ORDER.map((gate) => gates[gate]!);

async function run(target: readonly number[]) {
  const given = { in1: course.x.flat(), 'input.weight': inOurOrder(course.W).flat(), 'input.bias': inOurOrder(course.b), 'state.weight': inOurOrder(course.U) };
  return runLayer({ type: 'lstm', parameters: { units: 1 }, inputs: [[1, 2, 2]], mode: 'train' }, { ...given, 'out:target': target });
}

describe('an LSTM by hand', () => {
  it('answers as the course works out', async () => {
    const { output } = await run([0, 0]);
    expect(output.shape).toEqual([1, 2, 1]);
    expectClose(Array.from(output.data), course.forward.map(({ out }) => out), 'answers', 1e-6);
  });

  it('passes the error back through both steps', async () => {
    // ½ (out − label)² has the slope out − label, which is what the gradients of the layer are taken along.
    const slopes = course.forward.map(({ out }, step) => out - course.label[step]!);
    const { gradients } = await run(slopes);
    const expected = { 'input.weight': course.grad_W, 'state.weight': course.grad_U, 'input.bias': course.grad_b };
    for (const [name, values] of Object.entries(expected)) {
      expectClose(Array.from(gradients.get(name)!.data), inOurOrder<number | readonly number[]>(values).flat(), `gradient of ${name}`, 1e-6);
    }
    const [first, second] = [...course.backward].reverse();
    expectClose(Array.from(gradients.get('in1')!.data), [...first!.d_x, ...second!.d_x], 'gradient of the steps', 1e-6);
  });

  it('is at the weights of the course after one step', async () => {
    const slopes = course.forward.map(({ out }, step) => out - course.label[step]!);
    const { gradients } = await run(slopes);
    const updated = inOurOrder(course.W).flat().map((weight, index) => weight - course.rate * gradients.get('input.weight')!.data[index]!);
    expectClose(updated, inOurOrder(course.new_W).flat(), 'weights', 1e-6);
  });
});
