/** The training steps of the course, number by number, through the compiler, the optimizer and ONNX Runtime. */
import { describe, expect, it } from 'vitest';
import { createDocument } from '../../engine/document/edits';
import { GraphBuilder, type Source } from '../../engine/document/graph-builder';
import type { GraphNode, LoomDocument, TensorSettings } from '../../engine/document/model';
import { LAYER_CATALOG } from '../../engine/infer/layer-catalog';
import { perceptron } from '../../engine/templates/perceptron';
import course from '../fixtures/course-examples.json';
import { denseValues, HandNetwork } from './hand-network';

function expectValues(actual: readonly number[], expected: readonly number[] | readonly (readonly number[])[]): void {
  const flat = expected.flat();
  expect(actual).toHaveLength(flat.length);
  actual.forEach((value, index) => expect(Math.abs(value - flat[index]!), `[${index}]: ${value} is not ${flat[index]}`).toBeLessThan(1e-6));
}

interface Layer {
  readonly name: string;
  readonly weight: readonly (readonly number[])[];
  readonly bias?: readonly number[];
  readonly activation: string;
  readonly params?: GraphNode['params'];
  readonly dropout?: number;
}

function chain(inputs: number, layers: readonly Layer[], output: GraphNode['params']): LoomDocument {
  const graph = new GraphBuilder(LAYER_CATALOG);
  let last: Source = graph.add({ type: 'input', name: 'input', params: { shape: [inputs] } });
  for (const { name, weight, bias, activation, params = {}, dropout } of layers) {
    last = graph.add({ type: 'dense', name, params: { units: weight.length, bias: bias !== undefined }, tensors: denseValues(weight, bias) }, last);
    last = graph.add({ type: activation, name: `${name}-${activation}`, params }, last);
    if (dropout !== undefined) last = graph.add({ type: 'dropout', name: `${name}-dropout`, params: { rate: dropout, scaling: 'none' } }, last);
  }
  graph.add({ type: 'output', name: 'output', params: output }, last);
  return createDocument('example', graph.build());
}

function sgd(learningRate: number): { name: string; learningRate: number } {
  return { name: 'sgd', learningRate };
}

/** The template with the weights of the unit replaced. */
function perceptronWith(tensors: Readonly<Record<string, TensorSettings>>): LoomDocument {
  const document = perceptron.build(perceptron.size);
  const nodes = document.graph.nodes.map((node) => (node.type === 'dense' ? { ...node, tensors } : node));
  return { ...document, graph: { ...document.graph, nodes } };
}

describe('worked examples of the course', () => {
  it('perceptron: OR', async () => {
    const { inputs, weights, bias, output } = course.perceptron_or;
    const network = new HandNetwork(perceptronWith(denseValues([weights], [bias])), sgd(1));
    for (const [row, input] of inputs.entries()) expect(await network.predict(input)).toEqual([output[row]]);
  });

  it('perceptron: the rule', async () => {
    const { alpha, start, threshold, inputs, targets, final } = course.perceptron_rule;
    const values = denseValues([start], [-threshold]);
    // A threshold at 1 is a bias that is held at −1.
    const network = new HandNetwork(perceptronWith({ ...values, bias: { ...values['bias'], frozen: true } }), sgd(alpha));
    for (const [row, input] of inputs.entries()) await network.step({ input, target: [targets[row]!] });
    expect(network.tensor('unit.weight')).toEqual(final);
    for (const [row, input] of inputs.entries()) expect(await network.predict(input)).toEqual([targets[row]]);
  });

  it('XOR by two layers of steps', async () => {
    const { hidden_weights, output_weights, threshold, inputs, output } = course.xor_two_layer;
    const params = { threshold };
    const layers = [
      { name: 'hidden', weight: hidden_weights, activation: 'step', params },
      { name: 'answer', weight: [output_weights], activation: 'step', params },
    ];
    const network = new HandNetwork(chain(2, layers, { loss: 'half-squared-error' }), sgd(1));
    for (const [row, input] of inputs.entries()) expect(await network.predict(input)).toEqual([output[row]]);
  });

  it('2-2-2, sigmoid', async () => {
    const example = course.mlp_2_2_2;
    const layers = [
      { name: 'first', weight: example.W1, bias: example.b1, activation: 'sigmoid' },
      { name: 'second', weight: example.W2, bias: example.b2, activation: 'sigmoid' },
    ];
    const network = new HandNetwork(chain(2, layers, { loss: 'half-squared-error' }), sgd(example.rate));
    const { prediction, loss, gradient } = await network.step({ input: example.x, target: example.target });
    expectValues(prediction, example.output);
    expectValues([loss], [example.loss]);
    expectValues(gradient('second.weight'), example.grad_W2);
    expectValues(gradient('second.bias'), example.grad_b2);
    expectValues(gradient('first.weight'), example.grad_W1);
    expectValues(gradient('first.bias'), example.grad_b1);
    expectValues(network.tensor('second.weight'), example.new_W2);
    expectValues(network.tensor('second.bias'), example.new_b2);
    expectValues(network.tensor('first.weight'), example.new_W1);
    expectValues(network.tensor('first.bias'), example.new_b1);
  });

  it('3-4-4-1 with dropout, masks set by hand', async () => {
    const example = course.dropout_thinned;
    const zeros = (count: number) => Array.from({ length: count }, () => 0);
    const layers = [
      { name: 'first', weight: example.W1, bias: zeros(4), activation: 'relu', dropout: 0.5 },
      { name: 'second', weight: example.W2, bias: zeros(4), activation: 'relu', dropout: 0.25 },
      { name: 'third', weight: [example.W3], bias: [0], activation: 'sigmoid' },
    ];
    const network = new HandNetwork(chain(3, layers, { loss: 'half-squared-error' }), sgd(example.rate));
    const masks = { 'first-dropout.mask': example.mask1, 'second-dropout.mask': example.mask2 };
    const { prediction, loss, gradient } = await network.step({ input: example.x, target: [example.y], masks });
    expectValues(prediction, [example.output]);
    expectValues([loss], [example.loss]);
    expectValues(gradient('third.weight'), example.grad_W3);
    expectValues(gradient('second.weight'), example.grad_W2);
    expectValues(gradient('first.weight'), example.grad_W1);
    expectValues(network.tensor('third.weight'), example.new_W3);
    expectValues(network.tensor('second.weight'), example.new_W2);
    expectValues(network.tensor('first.weight'), example.new_W1);
    expectValues(network.tensor('third.bias'), [example.new_b3]);
    expectValues(network.tensor('second.bias'), example.new_b2);
    expectValues(network.tensor('first.bias'), example.new_b1);
    // Without a mask every value is multiplied by its retention, which scales the outgoing weights.
    expectValues(await network.predict(example.test.x), [example.test.outgoing.output]);
  });

  const deep = (loss: string): LoomDocument => {
    const { W1, b1, W2, b2, W3, b3 } = course.mlp_3_2_2_1;
    const layers = [
      { name: 'first', weight: W1, bias: b1, activation: 'relu' },
      { name: 'second', weight: W2, bias: b2, activation: 'sigmoid' },
      { name: 'third', weight: W3, bias: b3, activation: 'sigmoid' },
    ];
    return chain(3, layers, { loss });
  };
  const losses = [
    { kind: 'squared', loss: 'half-squared-error' },
    { kind: 'cross_entropy', loss: 'binary-cross-entropy-probabilities' },
  ] as const;

  it.each(losses)('3-2-2-1, $kind, both rows', async ({ kind, loss }) => {
    for (const example of [course.mlp_3_2_2_1, course.mlp_3_2_2_1_second_row]) {
      const network = new HandNetwork(deep(loss), sgd(course.mlp_3_2_2_1.rate));
      const step = await network.step({ input: example.x, target: [example.target] });
      const expected = example[kind];
      expectValues(step.prediction, example.a.at(-1)!);
      expectValues([step.loss], expected.loss);
      for (const [index, name] of ['first', 'second', 'third'].entries()) {
        const number = (index + 1) as 1 | 2 | 3;
        expectValues(step.gradient(`${name}.weight`), expected[`grad_W${number}`]);
        expectValues(step.gradient(`${name}.bias`), expected[`grad_b${number}`]);
      }
      // The course updates the network on the first row only.
      if (example !== course.mlp_3_2_2_1) continue;
      const { new_W1, new_W2, new_W3 } = course.mlp_3_2_2_1[kind];
      expectValues(network.tensor('first.weight'), new_W1);
      expectValues(network.tensor('second.weight'), new_W2);
      expectValues(network.tensor('third.weight'), new_W3);
    }
  });

  it('2-1-2, tanh, sum of binary cross-entropies', async () => {
    const example = course.mlp_2_1_2;
    const layers = [
      { name: 'first', weight: example.W1, bias: example.b1, activation: 'tanh' },
      { name: 'second', weight: example.W2, bias: example.b2, activation: 'sigmoid' },
    ];
    const network = new HandNetwork(chain(2, layers, { loss: 'binary-cross-entropy-probabilities', reduction: 'sum' }), sgd(0.5));
    const { prediction, loss, gradient } = await network.step({ input: example.x, target: example.target });
    expectValues(prediction, example.output);
    expectValues([loss], [example.loss]);
    expectValues(gradient('second.weight'), example.grad_W2);
    expectValues(gradient('second.bias'), example.grad_b2);
    expectValues(gradient('first.weight'), example.grad_W1);
    expectValues(gradient('first.bias'), example.grad_b1);
  });
});
