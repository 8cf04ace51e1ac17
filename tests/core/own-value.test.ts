/** Files and people give names as they like: none may find what every object of JavaScript inherits. */
import { describe, expect, it } from 'vitest';
import { ownValue } from '../../engine/core/own-value';
import { toFloat16 } from '../../engine/compress/to-float16';
import { valueTypes } from '../../engine/compress/value-types';
import { bindArguments } from '../../engine/document/block-arguments';
import { createDocument } from '../../engine/document/edits';
import { importModel } from '../../engine/import/import-model';
import { decodeModel } from '../../engine/onnx/decode';
import { encodeModel } from '../../engine/onnx/encode';
import { givenFeatures } from '../../engine/run/predict';
import { readModel } from '../../engine/text/read-model';
import { float, node, onnxFile } from '../import/onnx-files';
import { sampleModel } from '../onnx/sample-model';

const IDENTIFIERS = ['constructor', 'toString', 'valueOf', 'hasOwnProperty'];

describe.each([...IDENTIFIERS, '__proto__'])('%s', (name) => {
  it('is no value of a record that does not hold it', () => {
    expect(ownValue({ a: 1 }, name)).toBeUndefined();
    expect(ownValue({ ['toString']: 2 }, 'toString')).toBe(2);
  });

  it('as an operator of an ONNX file needs no newer set, is written in half precision and keeps the type of what it reads', () => {
    const model = { ...sampleModel, nodes: [{ op: name, domain: name, name: 'n', inputs: ['x'], outputs: ['y'] }, { ...sampleModel.nodes[2]!, inputs: ['y'] }] };
    const { nodes } = decodeModel(encodeModel(model));
    expect(nodes[0]).toMatchObject({ op: name, domain: name });
    expect(decodeModel(encodeModel({ ...model, nodes: [{ ...model.nodes[0]!, domain: '' }] })).opsets).toEqual({ '': 21 });
    expect(valueTypes(model).get('y')).toBe('float32');
    expect(toFloat16(model, { io: 'float' }).nodes.some(({ op }) => op === name)).toBe(true);
  });

  it('as the mode of an operator is kept, and never run', async () => {
    const grid = onnxFile({ inputs: [float('x', 'N', 1, 4, 4), float('grid', 'N', 2, 2, 2)], outputs: [float('y', 'N', 1, 2, 2)], nodes: [node('GridSample', ['x', 'grid'], ['y'], { mode: { string: name } })], opset: 16 });
    await expect(importModel(grid)).resolves.toMatchObject({ report: { ops: { GridSample: 1 } } });
  });

  it('as a setting of a tensor is told to be none', () => {
    const { problems } = readModel(`const x = input({ shape: [4] });\nconst d = dense(x, {}, { tensors: { weight: { ${name}: 1 } } });`, createDocument('test'));
    expect(problems.map(({ message }) => message).join()).toContain(`A tensor has no setting ${name}.`);
  });

  it.runIf(IDENTIFIERS.includes(name))('as a parameter of a block that is not given has its default', () => {
    const definition = { name: 'b', parameters: [{ name, kind: 'integer', default: 7 }], graph: { nodes: [], edges: [] } } as never;
    const found: never[] = [];
    const bound = bindArguments(definition, { name: 'n', type: 'block', params: {} } as never, 'n', {}, found);
    expect(found).toEqual([]);
    expect(ownValue(bound, name)).toBe(7);
  });

  it('as a column that is not given is asked for', async () => {
    const signature = { features: [{ input: 'x', columns: [{ name, kind: 'number' }, { name: 'b', kind: 'number' }] }], targets: [] } as never;
    await expect(givenFeatures(signature, { b: '1' })).rejects.toThrow(`The model needs a value for “${name}”.`);
  });
});
