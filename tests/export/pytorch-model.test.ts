/** The PyTorch code of whole networks runs, has as many parameters and gives the same answers. One Python process for all. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { compileInference } from '../../engine/compile/pipeline';
import type { Tensor } from '../../engine/core/dtype';
import { RandomStream } from '../../engine/core/random';
import { createDocument } from '../../engine/document/edits';
import { GraphBuilder } from '../../engine/document/graph-builder';
import type { JsonObject, LoomDocument } from '../../engine/document/model';
import { pytorchModel } from '../../engine/export/pytorch/model-code';
import { inferNetwork, type InferredNetwork } from '../../engine/infer/infer-network';
import { LAYER_CATALOG } from '../../engine/infer/layer-catalog';
import { findLayer, LAYER_TYPES } from '../../engine/layers';
import { openSession } from '../../engine/run/onnx-runtime';
import { ParameterStore } from '../../engine/run/parameter-store';
import { loweringTarget } from '../../engine/run/tuning';
import { TEMPLATES } from '../../engine/templates';
import { argument, defineBlock, NetworkBuilder, wholeNumber } from '../../engine/templates/network-builder';
import { readModel } from '../../engine/text/read-model';
import { PYTHON, TORCH_MISSING } from './python-torch';

const SCRIPT = fileURLToPath(new URL('../../scripts/reference-models.py', import.meta.url));
const BATCH = 2;

type Floats = Tensor<'float32'>;

/** One layer between Inputs of the example's shapes and nothing after it. */
function exampleNetwork(type: string, parameters: JsonObject, inputs: readonly (readonly number[])[]): LoomDocument {
  const layer = findLayer(type)!;
  const graph = new GraphBuilder(LAYER_CATALOG);
  const sources = inputs.map((shape) => graph.add({ type: 'input', params: { shape: [...shape] } }));
  const ports = sources.map((source, index) => ['prefix' in layer.inputs ? `${layer.inputs.prefix}${index + 1}` : layer.inputs[index]!.name, source] as const);
  const node = graph.add({ type, name: 'the layer', params: parameters }, Object.fromEntries(ports));
  // ONNX graphs answer at Outputs; these measure a difference and change nothing.
  if (!layer.target) for (const { name: port } of layer.outputs) graph.add({ type: 'output', params: { loss: 'mean-squared-error' } }, { node: node.id, port });
  return createDocument(`${type} ${JSON.stringify(parameters)}`, graph.build());
}

function sharedBlocks(): LoomDocument {
  const network = new NetworkBuilder();
  const unit = defineBlock('dense unit', '', [wholeNumber('units', 4, 'how many')], (inner, input) => inner.layer('tanh', 'tanh', inner.layer('dense', 'class', input, { units: argument('units') })), { in: 'vector', out: 'vector' });
  const input = network.input([4], 'self');
  const shared = network.block(unit, { name: '1 shared', repeat: 3, shareWeights: true }, input);
  const own = network.block(unit, { name: 'own', repeat: 2, tensors: { '1/class.weight': { frozen: true } } }, shared);
  const frozen = network.add({ type: 'batch-norm', name: 'größe', frozen: true, params: { center: false } }, own);
  network.layer('output', 'answer', frozen);
  network.layer('output', 'second', shared, { loss: 'binary-cross-entropy' });
  return network.document('shared');
}

/** A block of two outputs and two inputs, fed from its own output through a layer outside: it cannot be a module. */
function woundBlock(): LoomDocument {
  const text = `function pair(a: vector, b: vector): { left: vector, right: vector } {
  const left = dense(a, { units: 3 });
  const right = dense(b, { units: 2 });
  return { left, right };
}
const i = input({ shape: [4] });
const t = tanh(p.left);
const p = pair(i, t);
const o = output(p.right);
`;
  const { document, problems } = readModel(text, createDocument('wound'));
  if (!document) throw new Error(problems.map(({ message }) => message).join('\n'));
  return document;
}

const ANSWER_NOTHING: ReadonlySet<string> = new Set(['input', 'constant-target']);

const documents: readonly LoomDocument[] = [
  // The large ones are built of the same layers and blocks.
  ...TEMPLATES.filter(({ category }) => category === 'small').map((template) => template.build(template.size)),
  ...LAYER_TYPES.filter((type) => !ANSWER_NOTHING.has(type)).flatMap((type) => findLayer(type)!.examples.map((example) => exampleNetwork(type, example.parameters as JsonObject, example.inputs as readonly (readonly number[])[]))),
  sharedBlocks(),
  woundBlock(),
];

function tensorsOf(network: InferredNetwork): Map<string, Floats> {
  return new Map([...network.tensors.values()].map(({ key, shape, name, fanIn }) => {
    const stream = new RandomStream(1, 'test', key);
    const size = shape.reduce((product, dim) => product * dim, 1);
    const draw = () => (name === 'running_var' ? 0.5 + Math.abs(stream.normal()) : stream.normal() / Math.sqrt(Math.max(1, fanIn)));
    return [key, { dtype: 'float32', shape, data: Float32Array.from({ length: size }, draw) }];
  }));
}

function samplesOf(network: InferredNetwork): Map<string, Floats> {
  return new Map(network.nodes.filter(({ definition }) => definition!.source ?? definition!.search).map(({ flat, sizes }) => {
    const shape = [BATCH, ...(sizes!.outputs[0]! as number[])];
    const stream = new RandomStream(2, 'test', flat.path);
    return [flat.path, { dtype: 'float32', shape, data: Float32Array.from({ length: shape.reduce((product, dim) => product * dim, 1) }, () => stream.normal()) }];
  }));
}

const encode = ({ shape, data }: Floats) => ({ shape, data: Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('base64') });

interface TorchResult {
  readonly error?: string;
  readonly parameters: number;
  readonly outputs: readonly { readonly shape: readonly number[]; readonly data: string }[];
}

describe.skipIf(TORCH_MISSING)(`the PyTorch code of a network${TORCH_MISSING ? `: ${TORCH_MISSING}` : ''}`, () => {
  const cases = documents.map((document) => {
    const network = inferNetwork(document);
    const model = pytorchModel(document, network);
    return { document, network, model, tensors: tensorsOf(network), samples: samplesOf(network) };
  });
  const requests = cases.map(({ document, model, tensors, samples }) => ({
    name: document.name,
    code: model.code,
    tensors: Object.fromEntries([...tensors].map(([key, tensor]) => [model.keys.get(key)!, encode(tensor)])),
    inputs: model.inputs.map(({ path }) => encode(samples.get(path)!)),
  }));
  const results = TORCH_MISSING ? [] : (JSON.parse(execFileSync(PYTHON, [SCRIPT], { input: JSON.stringify(requests), encoding: 'utf8', maxBuffer: 480 * 2 ** 20 })) as readonly TorchResult[]);

  it.each(cases.map((one, index) => [one.document.name, one, index] as const))('%s', async (_, { network, model, tensors, samples }, index) => {
    const found = results[index]!;
    expect(found.error, model.code).toBeUndefined();
    expect(found.parameters).toBe(network.totals.params);
    const compiled = compileInference(network, {}, loweringTarget('cpu'));
    const session = await openSession(compiled.onnx, { backend: 'cpu', threads: 1 });
    try {
      const feeds = new Map<string, Tensor>(samples);
      new ParameterStore(tensors).feed(compiled.inputs, feeds);
      const outputs = await session.run(feeds);
      expect(model.outputs.length).toBe(outputs.size);
      [...outputs.values()].forEach((expected, at) => {
        const values = new Float32Array(Uint8Array.from(Buffer.from(found.outputs[at]!.data, 'base64')).buffer);
        expect(found.outputs[at]!.shape).toEqual(expected.shape);
        let worst = 0;
        expected.data.forEach((value, place) => {
          const difference = Math.abs(Number(value) - values[place]!) / Math.max(1, Math.abs(Number(value)));
          worst = Number.isNaN(difference) ? Infinity : Math.max(worst, difference);
        });
        // Sides of boxes are differences of distances of some hundred pixels, which cost float32 a digit.
        expect(worst, model.code).toBeLessThan(3e-5);
      });
    } finally {
      await session.close();
    }
  });

  it('shares what the document shares, and keeps what it freezes', () => {
    const { code } = cases.at(-2)!.model;
    expect(code.match(/nn\.Linear/g)).toHaveLength(1);
    expect(code).toContain("self.get_parameter('own1.class_.weight').requires_grad_(False)");
    expect(code).toContain('self.gro_e.eval()');
  });
});
