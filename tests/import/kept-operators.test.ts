/** Operators of a file as parts of a document: saved, read, written as text, changed by hand. */
import { describe, expect, it } from 'vitest';
import { readDocument } from '../../engine/document/read';
import { writeDocument } from '../../engine/document/write';
import { importModel } from '../../engine/import/import-model';
import { inferNetwork } from '../../engine/infer/infer-network';
import { LAYER_CATALOG } from '../../engine/infer/layer-catalog';
import { printModel } from '../../engine/text/print-model';
import { readModel } from '../../engine/text/read-model';
import { float, ints, node, onnxFile, ramp } from './onnx-files';

const file = onnxFile({
  inputs: [float('x', 'N', 4, 6)],
  outputs: [float('y', 'N', 2, 6), float('z', 'N', 2, 6)],
  weights: { w: ramp(4, 6), sizes: ints(2, 2), low: { ...ramp(1), data: Float32Array.of(-Infinity) } },
  nodes: [
    node('Sinh', ['x'], ['s']),
    node('Pow', ['s', 'w'], ['p']),
    node('Max', ['p', 'low'], ['m']),
    node('Split', ['m', 'sizes'], ['a', 'b'], { axis: { int: -2 } }),
    node('Cosh', ['a'], ['y']),
    node('ThresholdedRelu', ['b'], ['z'], { alpha: { float: Infinity } }),
  ],
});

describe('operators in a document', () => {
  it('are saved and read as they are', async () => {
    const { document } = await importModel(file);
    const { text, tensors } = writeDocument(document);
    const again = readDocument(text, { catalog: LAYER_CATALOG, file: 'kept.loom', tensors });
    expect(again.diagnostics).toEqual([]);
    expect(again.document.graph).toEqual(document.graph);
    expect(inferNetwork(again.document).problems).toEqual([]);
  });

  it('read back from their text', async () => {
    const { document } = await importModel(file);
    const { document: again, problems } = readModel(printModel(document), document);
    expect(problems).toEqual([]);
    expect(again!.graph.nodes.map(({ params }) => params)).toEqual(document.graph.nodes.map(({ params }) => params));
    expect(again!.graph.wires.length).toBe(document.graph.wires.length);
  });

  it('say what is wrong when they meet sizes that the file did not have', async () => {
    const { document } = await importModel(onnxFile({ inputs: [float('x', 'N', 4)], outputs: [float('y', 'N', 4)], nodes: [node('Sinh', ['x'], ['y'])] }));
    const [input, ...rest] = document.graph.nodes;
    const larger = { ...document, graph: { ...document.graph, nodes: [{ ...input!, params: { shape: [5] } }, ...rest] } };
    const [problem] = inferNetwork(larger).problems;
    expect(problem!.message).toContain('“sinh” (ONNX op) cannot follow the new sizes: Sinh was made for float32 N×4');
  });

  it('follow new sizes where the engine knows the operator', async () => {
    const { document } = await importModel(onnxFile({ inputs: [float('x', 'N', 4)], outputs: [float('y', 'N', 4)], nodes: [node('Abs', ['x'], ['y'])] }));
    const [input, ...rest] = document.graph.nodes;
    const larger = { ...document, graph: { ...document.graph, nodes: [{ ...input!, params: { shape: [5] } }, ...rest] } };
    const network = inferNetwork(larger);
    expect(network.problems).toEqual([]);
    expect(network.nodes.at(-1)!.sizes!.inputs).toEqual([[5]]);
  });
});
