import { describe, expect, it } from 'vitest';
import { LoomError } from '../../engine/core/diagnostic';
import type { LoomDocument } from '../../engine/document/model';
import { trainingGraph } from '../../engine/compile/pipeline';
import { importModel, type TypeOracle } from '../../engine/import/import-model';
import { inferNetwork } from '../../engine/infer/infer-network';
import { DEFAULT_TRAINING } from '../../engine/run/default-training';
import type { TypeProto_Tensor } from '../../engine/onnx/generated/onnx_pb';
import { changed, convNet, float, ints, node, onnxFile, ramp } from './onnx-files';

function boxes({ graph }: LoomDocument): string[] {
  return graph.nodes.map(({ name, type }) => `${name}:${type}`);
}

async function refusal(bytes: Uint8Array, options = {}): Promise<string> {
  const error = await importModel(bytes, options).then(() => undefined, (reason: unknown) => reason);
  expect(error).toBeInstanceOf(LoomError);
  return (error as LoomError).message;
}

describe('a convolutional network', () => {
  it('becomes layers with the weights and names of the file', async () => {
    const { document, report } = await importModel(convNet());
    expect(boxes(document)).toEqual(['image:input', 'conv:conv2d', 'bn:batch-norm', 'relu:relu', 'add:add', 'pool:global-avg-pool', 'fc:dense', 'scores:output']);
    expect(report).toMatchObject({ nodes: 7, computing: 7, recognised: 7, ops: {}, notTrainable: [], assumedLoss: ['scores'] });
    const [, conv, bn] = document.graph.nodes;
    expect(conv!.params).toEqual({ filters: 4, kernel: [3, 3], stride: [1, 1], padding: 'explicit', pads: [1, 1, 1, 1], groups: 1, bias: true });
    expect(conv!.tensors!['bias']!.value).toEqual(ramp(4));
    expect(bn!.params).toEqual({ momentum: 0.1, epsilon: 1e-5 });
    const network = inferNetwork(document);
    expect(network.problems).toEqual([]);
    expect(network.totals.params).toBe(4 * 2 * 9 + 4 + 8 + 12 + 3);
  });

  it('takes a fixed first axis for a batch of any size', async () => {
    const { document, report } = await importModel(convNet(1));
    expect(report.assumedBatch).toBe(1);
    expect(boxes(document)[0]).toBe('image:input');
  });
});

describe('patterns of several operators', () => {
  const one = (nodes: Parameters<typeof onnxFile>[0]['nodes'], weights = {}, shape: readonly (number | string)[] = ['N', 4]) => importModel(onnxFile({ inputs: [float('x', ...shape)], outputs: [float('y', ...shape)], nodes, weights }));

  it.each([
    ['silu', [node('Sigmoid', ['x'], ['s']), node('Mul', ['x', 's'], ['y'])], {}],
    ['mish', [node('Softplus', ['x'], ['p']), node('Tanh', ['p'], ['t']), node('Mul', ['x', 't'], ['y'])], {}],
    ['gelu', [node('Div', ['x', 'r'], ['d']), node('Erf', ['d'], ['e']), node('Add', ['e', 'one'], ['a']), node('Mul', ['x', 'a'], ['m']), node('Mul', ['m', 'half'], ['y'])], { r: ramp(1), one: ramp(1), half: ramp(1) }],
    ['relu6', [node('Clip', ['x', 'low', 'high'], ['y'])], { low: ramp(1), high: ramp(1) }],
    ['dense', [node('MatMul', ['x', 'w'], ['m']), node('Add', ['b', 'm'], ['y'])], { w: ramp(4, 4), b: ramp(4) }],
  ])('%s', async (layer, nodes, weights) => {
    const values: Record<string, number> = { r: Math.SQRT2, one: 1, half: 0.5, low: 0, high: 6 };
    for (const [name, value] of Object.entries(values)) if (name in weights) (weights as Record<string, { data: Float32Array }>)[name]!.data[0] = value;
    const { document } = await one(nodes, weights);
    expect(document.graph.nodes.map(({ type }) => type)).toEqual(['input', layer, 'output']);
  });

  it('works out shapes that the file computes', async () => {
    const file = onnxFile({
      inputs: [float('x', 'n', 2, 3)],
      outputs: [float('y', 'n', 6)],
      weights: { zero: { ...ints(0), shape: [] }, rest: ints(-1), axis: ints(0) },
      nodes: [node('Shape', ['x'], ['s']), node('Gather', ['s', 'zero'], ['n']), node('Unsqueeze', ['n', 'axis'], ['u']), node('Concat', ['u', 'rest'], ['t'], { axis: { int: 0 } }), node('Reshape', ['x', 't'], ['y'])],
    });
    const { document, report } = await importModel(file);
    expect(document.graph.nodes.map(({ type }) => type)).toEqual(['input', 'flatten', 'output']);
    expect(report).toMatchObject({ nodes: 5, computing: 1, recognised: 1 });
  });

  it('reads older operator sets', async () => {
    const file = onnxFile({ opset: 9, inputs: [float('x', 'N', 2, 4, 4)], outputs: [float('y', 'N', 2, 8, 8)], weights: { scales: { ...ramp(4), data: Float32Array.of(1, 1, 2, 2) } }, nodes: [node('Clip', ['x'], ['c'], { min: { float: 0 }, max: { float: 6 } }), node('Upsample', ['c', 'scales'], ['y'], { mode: { string: 'nearest' } })] });
    const { document } = await importModel(file);
    expect(document.graph.nodes.map(({ type }) => type)).toEqual(['input', 'relu6', 'upsample2d', 'output']);
  });
});

describe('what training cannot go through', () => {
  const after = (nodes: Parameters<typeof onnxFile>[0]['nodes'], weights = {}) =>
    importModel(onnxFile({ inputs: [float('x', 'N', 4)], outputs: [float('y', 'N', 3)], weights: { w: ramp(4, 3), ...weights }, nodes }));

  it('is an operator without a gradient behind weights', async () => {
    const { report } = await after([node('MatMul', ['x', 'w'], ['m']), node('Sinh', ['m'], ['y'])]);
    expect(report.notTrainable).toEqual(['Sinh']);
  });

  it('is none before them', async () => {
    const { report } = await after([node('Sinh', ['x'], ['s']), node('MatMul', ['s', 'w'], ['y'])]);
    expect(report.notTrainable).toEqual([]);
  });

  it('is none where only whole numbers and truth values come from weights', async () => {
    const nodes = [node('MatMul', ['x', 'w'], ['m']), node('TopK', ['m', 'three'], ['v', 'places']), node('Cast', ['places'], ['number'], { to: { int: 1 } }), node('Sinh', ['number'], ['s']), node('Add', ['m', 's'], ['y'])];
    expect((await after(nodes, { three: ints(3) })).report.notTrainable).toEqual([]);
  });

  it.each([
    ['Gather', [node('Gather', ['m', 'order'], ['y'], { axis: { int: 1 } })], { order: ints(2, -1, 0) }],
    ['GatherND', [node('TopK', ['m', 'three'], ['v', 'p']), node('Unsqueeze', ['p', 'last'], ['places']), node('GatherND', ['m', 'places'], ['y'], { batch_dims: { int: 1 } })], { three: ints(3), last: ints(-1) }],
    ['GatherElements', [node('TopK', ['m', 'three'], ['v', 'p']), node('GatherElements', ['m', 'p'], ['y'], { axis: { int: 1 } })], { three: ints(3) }],
    ['TopK', [node('TopK', ['m', 'three'], ['y', 'p'], { largest: { int: 0 } })], { three: ints(3) }],
    ['Pad', [node('Pad', ['m', 'pads', 'value', 'axes'], ['p']), node('Slice', ['p', 'from', 'to', 'axes'], ['y'])], { pads: ints(1, 0), value: { ...ramp(1), shape: [] }, axes: ints(1), from: ints(1), to: ints(4) }],
    ['Expand', [node('Slice', ['m', 'from', 'to', 'axes'], ['s']), node('Expand', ['s', 'shape'], ['y'])], { from: ints(0), to: ints(1), axes: ints(1), shape: ints(1, 3) }],
    ['Cast', [node('Greater', ['m', 'zero'], ['g']), node('Cast', ['g'], ['f'], { to: { int: 1 } }), node('Mul', ['m', 'f'], ['y'])], { zero: { ...ramp(1), shape: [] } }],
  ])('is not %s', async (_, nodes, weights) => {
    const { document, report } = await after([node('MatMul', ['x', 'w'], ['m']), ...nodes], weights);
    expect(report.notTrainable).toEqual([]);
    expect(() => trainingGraph(inferNetwork(document), { update: DEFAULT_TRAINING.program[0]! })).not.toThrow();
  });
});

describe('operators without a layer', () => {
  const sine = onnxFile({ inputs: [float('x', 'N', 4)], outputs: [float('y', 'N', 4)], nodes: [node('Sinh', ['x'], ['s']), node('Abs', ['s'], ['y'])] });

  it('stay operators that know their sizes', async () => {
    const { document, report } = await importModel(sine);
    expect(document.graph.nodes.map(({ type, params }) => params['op'] ?? type)).toEqual(['input', 'Sinh', 'Abs', 'output']);
    expect(report).toMatchObject({ ops: { Sinh: 1, Abs: 1 }, notTrainable: [] });
    expect(inferNetwork(document).problems).toEqual([]);
  });

  it('are asked of the runtime where no rule says what they give', async () => {
    const file = onnxFile({ inputs: [float('x', 'N', 4)], outputs: [float('y', 'N', 4)], nodes: [node('Einsum', ['x'], ['e'], { equation: { string: 'ij->ij' } }), node('Relu', ['e'], ['y'])] });
    const asked: string[][] = [];
    const typesOf: TypeOracle = ({ values }) => {
      asked.push([...values]);
      return Promise.resolve(new Map([['e', { dtype: 'float32' as const, shape: ['N', 4] }]]));
    };
    const { document } = await importModel(file, { typesOf });
    expect(asked).toEqual([['e']]);
    expect(document.graph.nodes.map(({ type }) => type)).toEqual(['input', 'onnx-op', 'relu', 'output']);
    expect(await refusal(file)).toContain('what comes from Einsum → “e” is not known');
  });
});

describe('sizes that a file leaves open', () => {
  const open = onnxFile({ inputs: [float('x', 'batch', 3, 'height', 'width')], outputs: [float('y', 'batch', 3, 'height', 'width')], nodes: [node('Relu', ['x'], ['y'])] });

  it('are asked for by name', async () => {
    expect(await refusal(open)).toContain('leaves the size of “height”, “width” open (input “x”). Say them: --dim height=… --dim width=….');
    expect(await refusal(open, { dims: { height: 4, depth: 1 } })).toContain('“width”');
    expect(await refusal(open, { dims: { height: 4, width: 4, depth: 1 } })).toContain('no dimension “depth”');
  });

  it('are filled in, and the batch stays open', async () => {
    const { document } = await importModel(open, { dims: { height: 4, width: 5 } });
    expect(document.graph.nodes[0]!.params).toEqual({ shape: [3, 4, 5] });
  });
});

describe('files that are no sound model', () => {
  it.each<[string, (proto: Parameters<Parameters<typeof changed>[1]>[0]) => void, string]>([
    ['a circle', ({ graph }) => void (graph!.node[0]!.input[0] = 'scores'), 'runs in a circle'],
    ['a missing weight', ({ graph }) => void graph!.initializer.shift(), 'reads “conv.weight”, which is neither'],
    ['a value that is written twice', ({ graph }) => void (graph!.node[2]!.output[0] = 'n'), 'is written twice'],
    ['a huge axis', ({ graph }) => void ((graph!.input[0]!.type!.value.value as TypeProto_Tensor).shape!.dim[1]!.value.value = 2n ** 60n), 'more than any machine holds'],
    ['a tensor of the wrong size', ({ graph }) => void (graph!.initializer[0]!.dims = [2n ** 40n, 9n]), 'but the file holds'],
    ['an operator set of the future', ({ opsetImport }) => void (opsetImport[0]!.version = 99n), 'operator set 99; sets 1 to 25'],
    ['weights in another file', ({ graph }) => void (graph!.initializer[0]!.dataLocation = 1), 'separate data file'],
    ['no output', ({ graph }) => void (graph!.output = []), 'no output'],
    ['an operator nobody knows', ({ graph, opsetImport }) => { opsetImport.push({ ...opsetImport[0]!, domain: 'my.domain', version: 1n }); graph!.node[2]!.domain = 'my.domain'; }, 'what comes from “/relu/Relu” (Relu)'],
  ])('%s', async (_, change, sentence) => {
    expect(await refusal(changed(convNet(), change))).toContain(sentence);
  });
});
