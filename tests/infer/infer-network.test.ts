/** Sizes, receptive fields and problems of whole networks. */
import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../engine/core/diagnostic';
import type { LoomDocument } from '../../engine/document/model';
import { editGraph, updateNode, type NodeSpec } from '../../engine/document/edits';
import { inferNetwork } from '../../engine/infer/infer-network';
import { defineBlock, NetworkBuilder } from '../../engine/templates/network-builder';
import { Sketch } from '../compile/small-network';

function chain(...specs: readonly NodeSpec[]): LoomDocument {
  const sketch = new Sketch();
  sketch.chain(...specs);
  return sketch.document();
}

const image = { type: 'input', name: 'image', params: { shape: [1, 28, 28] } };

/** LeCun et al. 1998 as it is usually drawn today: 28×28 padded to 32×32, a full third layer, ReLU, maximum pooling. */
const lenet = () =>
  chain(
    image,
    { type: 'conv2d', name: 'conv1', params: { filters: 6, kernel: [5, 5], padding: 'explicit', pads: [2, 2, 2, 2] } },
    { type: 'relu', name: 'relu1' },
    { type: 'max-pool2d', name: 'pool1', params: { kernel: [2, 2] } },
    { type: 'conv2d', name: 'conv2', params: { filters: 16, kernel: [5, 5] } },
    { type: 'relu', name: 'relu2' },
    { type: 'max-pool2d', name: 'pool2', params: { kernel: [2, 2] } },
    { type: 'flatten', name: 'flat' },
    { type: 'dense', name: 'fc1', params: { units: 120 } },
    { type: 'dense', name: 'fc2', params: { units: 84 } },
    { type: 'dense', name: 'fc3', params: { units: 10 } },
    { type: 'output', name: 'digit' },
  );

describe('LeNet-5', () => {
  const network = inferNetwork(lenet());
  const of = (path: string) => network.nodes.find(({ flat }) => flat.path === path)!;

  test('has no problems and 61,706 parameters, all trained', () => {
    expect(network.problems).toEqual([]);
    expect(network.totals).toMatchObject({ params: 61_706, trainableParams: 61_706 });
  });

  test('shapes', () => {
    const shapes = ['conv1', 'pool1', 'conv2', 'pool2', 'flat', 'fc1', 'fc3'].map((path) => of(path).sizes!.outputs[0]!.join('×'));
    expect(shapes).toEqual(['6×28×28', '6×14×14', '16×10×10', '16×5×5', '400', '120', '10']);
  });

  test('parameters, activations, memory and work per layer', () => {
    expect(of('conv1').sizes).toMatchObject({ parameters: 156, activations: 4704, activationBytes: 18_816, macs: 117_600 });
    expect(of('conv2').sizes).toMatchObject({ parameters: 2416, activations: 1600, macs: 240_000 });
    expect(of('fc1').sizes).toMatchObject({ parameters: 48_120, macs: 48_000 });
    expect(of('pool1').sizes).toMatchObject({ parameters: 0, activations: 1176 });
  });

  test('receptive fields: 5, 6, 14, 16, then everything', () => {
    expect(['conv1', 'pool1', 'conv2', 'pool2'].map((path) => of(path).receptiveField!.size)).toEqual([[5, 5], [6, 6], [14, 14], [16, 16]]);
    expect(['conv1', 'pool1', 'conv2', 'pool2'].map((path) => of(path).receptiveField!.jump)).toEqual([[1, 1], [2, 2], [2, 2], [4, 4]]);
    expect(of('fc1').receptiveField!.size).toEqual([28, 28]);
  });

  test('tensors by key', () => {
    expect([...network.tensors.keys()]).toEqual(['conv1', 'conv2', 'fc1', 'fc2', 'fc3'].flatMap((name) => [`${name}.weight`, `${name}.bias`]));
    expect(network.tensors.get('conv2.weight')).toMatchObject({ shape: [16, 6, 5, 5], node: 'conv2', trained: true });
  });
});

describe('freezing', () => {
  test('takes tensors out of what is trained, not out of what there is', () => {
    const document = chain({ type: 'input', name: 'x', params: { shape: [3] } }, { type: 'dense', name: 'fc', params: { units: 2 }, tensors: { bias: { frozen: true } } });
    expect(inferNetwork(document).totals).toMatchObject({ params: 8, trainableParams: 6 });
  });
});

describe('problems name the box, the port or field, what was expected and found', () => {
  const only = (document: LoomDocument): Diagnostic => {
    const { problems } = inferNetwork(document);
    expect(problems).toHaveLength(1);
    return problems[0]!;
  };

  test('a missing wire', () => {
    const sketch = new Sketch();
    sketch.add({ type: 'relu', name: 'act' });
    expect(only(sketch.document())).toMatchObject({ code: 'missing-wire', node: 'act', port: 'in', message: '“act” (ReLU) has nothing at its input “in”.', remedy: 'Draw a wire to it.' });
  });

  test('too few wires at a layer that joins', () => {
    const sketch = new Sketch();
    const x = sketch.add({ type: 'input', name: 'x', params: { shape: [3] } });
    const document = sketch.document();
    const add = new Sketch();
    add.add({ type: 'add', name: 'sum' });
    const loose = { ...document, graph: { ...document.graph, nodes: [x, ...add.document().graph.nodes] } };
    expect(only(loose)).toMatchObject({ code: 'missing-wire', node: 'sum' });
  });

  test('a wire to a port that is not there', () => {
    const document = chain({ type: 'input', name: 'x', params: { shape: [3] } }, { type: 'relu', name: 'act' });
    const [wire] = document.graph.wires;
    const astray = { ...wire!, id: 'astray', to: { ...wire!.to, port: 'side' } };
    expect(only({ ...document, graph: { ...document.graph, wires: [wire!, astray] } })).toMatchObject({
      code: 'unknown-port',
      node: 'act',
      port: 'side',
      expected: 'in',
      message: '“act” (ReLU) has no input “side”.',
    });
  });

  test('a layer of a newer version', () => {
    const found = inferNetwork(chain({ type: 'input', name: 'x', params: { shape: [3] } }, { type: 'hologram', name: 'new' }, { type: 'relu', name: 'act' }));
    expect(found.problems[0]).toMatchObject({ code: 'unknown-layer', node: 'new', found: 'hologram' });
    // What hangs on it has no sizes, but is not blamed.
    expect(found.problems).toHaveLength(1);
    expect(found.nodes.map(({ sizes }) => sizes !== undefined)).toEqual([true, false, false]);
  });

  test('an invalid parameter', () => {
    const found = only(chain({ type: 'input', name: 'x', params: { shape: [3] } }, { type: 'dense', name: 'fc', params: { units: -2 } }));
    expect(found).toMatchObject({ code: 'invalid-parameter', node: 'fc', parameter: 'units', found: '-2' });
    expect(found.message).toContain('“fc”');
  });

  test('shapes that do not fit, with the box they come from', () => {
    const found = only(chain({ type: 'input', name: 'x', params: { shape: [12] } }, { type: 'relu', name: 'act' }, { type: 'conv2d', name: 'conv', params: { filters: 2, kernel: [3, 3] } }));
    expect(found).toMatchObject({ code: 'shape-mismatch', node: 'conv', port: 'in' });
    expect(found.message).toMatch(/“conv” \(Conv2D\).*12.*\(from “act”\)\.$/);
  });

  test('a kernel that is larger than the picture', () => {
    const found = only(chain({ type: 'input', name: 'x', params: { shape: [1, 2, 9] } }, { type: 'conv2d', name: 'conv', params: { filters: 2, kernel: [3, 3] } }));
    expect(found).toMatchObject({ code: 'shape-mismatch', node: 'conv' });
  });

  test('a tensor that the layer does not have, and values of the wrong shape', () => {
    const fc = (tensors: NonNullable<NodeSpec['tensors']>) => only(chain({ type: 'input', name: 'x', params: { shape: [3] } }, { type: 'dense', name: 'fc', params: { units: 2 }, tensors }));
    expect(fc({ kernel: { frozen: true } })).toMatchObject({ code: 'unknown-tensor', node: 'fc', found: 'kernel' });
    expect(fc({ weight: { value: { dtype: 'float32', shape: [3, 2], data: new Float32Array(6) } } })).toMatchObject({ code: 'tensor-shape', expected: '2×3', found: '3×2' });
  });
});

test('a block that is edited once changes all its uses, repeated ones too', () => {
  const layer = defineBlock('layer', '', [], (network, input) => network.layer('dense', 'score', input, { units: 3 }), { in: 'vector', out: 'vector' });
  const network = new NetworkBuilder();
  const first = network.block(layer, { name: 'first' }, network.input([5]));
  network.layer('output', 'output', network.block(layer, { name: 'more', repeat: 2 }, first), { loss: 'mean-squared-error' });
  const document = network.document('uses');
  const units = (one: LoomDocument) => inferNetwork(one).nodes.flatMap(({ flat, sizes }) => (flat.node.type === 'dense' ? [sizes!.outputs[0]] : []));
  expect(units(document)).toEqual([[3], [3], [3]]);
  const { id, graph } = document.definitions[0]!;
  const score = graph.nodes.find(({ name }) => name === 'score')!;
  expect(units(editGraph(document, id, (old) => updateNode(old, score.id, { params: { units: 7 } })))).toEqual([[7], [7], [7]]);
});

describe('weights and wires that cannot be', () => {
  test('a block that shares its weights over inputs of several sizes says which layers differ', () => {
    const dense = defineBlock('judge', '', [], (network, input) => network.layer('dense', 'score', input, { units: 3 }), { in: 'vector', out: 'vector' });
    const network = new NetworkBuilder();
    const input = network.input([5]);
    network.layer('output', 'output', network.block(dense, { name: 'judge', repeat: 2, shareWeights: true }, input), { loss: 'mean-squared-error' });
    const { problems } = inferNetwork(network.document('shared'));
    expect(problems.map(({ message }) => message)).toEqual(['“judge2/score” has the weights of “judge1/score”, but its weight would be 3×3 and not 3×5.']);
  });

  test('a wire from an output that is not there is a problem of its end', () => {
    const document = chain(image, { type: 'relu', name: 'relu' }, { type: 'flatten', name: 'flat' });
    const [, second] = document.graph.wires;
    const wires = document.graph.wires.map((wire) => (wire === second ? { ...wire, from: { ...wire.from, port: 'mask' } } : wire));
    const { problems } = inferNetwork({ ...document, graph: { ...document.graph, wires } });
    expect(problems).toMatchObject([{ code: 'unknown-port', node: 'flat', port: 'in', expected: 'out', found: 'mask', message: 'A wire goes from the output “mask” of “relu” (ReLU) to “flat”, but there is no such output.' }]);
  });
});
