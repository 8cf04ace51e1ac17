import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocate, type DType, type Tensor } from '../../engine/core/dtype';
import { LoomError } from '../../engine/core/diagnostic';
import { decodeModel } from '../../engine/onnx/decode';
import { encodeModel } from '../../engine/onnx/encode';
import {
  AttributeProto_AttributeType,
  AttributeProtoSchema,
  ModelProtoSchema,
  TensorProtoSchema,
  type ModelProto,
} from '../../engine/onnx/generated/onnx_pb';
import { MICROSOFT_DOMAIN, type OnnxAttribute, type OnnxModel, type OnnxNode, type OnnxValue } from '../../engine/onnx/model';
import { sampleModel } from './sample-model';

const dtype = fc.constantFrom<DType>('float32', 'int32', 'int64', 'uint8', 'bool');
const float = fc.float({ noNaN: true });
const int = fc.maxSafeInteger();
const name = fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' });

const tensor: fc.Arbitrary<Tensor> = fc
  .record({ dtype, shape: fc.array(fc.nat(3), { maxLength: 4 }), seed: fc.array(fc.nat(255), { minLength: 81, maxLength: 81 }) })
  .map(({ dtype, shape, seed }) => {
    const data = allocate(dtype, shape.reduce((product, size) => product * size, 1));
    for (let index = 0; index < data.length; index++) data[index] = dtype === 'int64' ? BigInt(-seed[index]!) : seed[index]!;
    return { dtype, shape, data };
  });

const attribute: fc.Arbitrary<OnnxAttribute> = fc.oneof(
  fc.record({ int }),
  fc.record({ float }),
  fc.record({ string: fc.string() }),
  fc.record({ tensor }),
  fc.record({ ints: fc.array(int) }),
  fc.record({ floats: fc.array(float) }),
  fc.record({ strings: fc.array(fc.string()) }),
);

const node: fc.Arbitrary<OnnxNode> = fc.record(
  {
    op: name,
    domain: fc.constant(MICROSOFT_DOMAIN),
    name,
    inputs: fc.array(fc.string()),
    outputs: fc.array(name),
    attributes: fc.dictionary(name, attribute, { minKeys: 1, maxKeys: 4, noNullPrototype: true }),
  },
  { requiredKeys: ['op', 'name', 'inputs', 'outputs'] },
);

const value: fc.Arbitrary<OnnxValue> = fc.record({
  name,
  dtype,
  shape: fc.array(fc.oneof(fc.nat(1000), fc.constantFrom('N', '4·N·T'))),
});

const model: fc.Arbitrary<OnnxModel> = fc
  .record({
    name,
    nodes: fc.array(node, { maxLength: 5 }),
    inputs: fc.array(value, { maxLength: 3 }),
    outputs: fc.array(value, { maxLength: 3 }),
    initializers: fc.array(fc.record({ name, tensor }), { maxLength: 3 }),
    metadata: fc.dictionary(name, fc.string(), { noNullPrototype: true }),
    documentation: fc.string(),
    producer: name,
    producerVersion: fc.string(),
  })
  .filter(({ inputs, initializers }) => !inputs.some((input) => initializers.some((weight) => weight.name === input.name)));

/** The sample model after a change to its protobuf form. */
function changed(change: (proto: ModelProto) => void): Uint8Array {
  const proto = fromBinary(ModelProtoSchema, encodeModel(sampleModel));
  change(proto);
  return toBinary(ModelProtoSchema, proto);
}

describe('decodeModel', () => {
  it('returns what was written', () => {
    fc.assert(
      fc.property(model, (written) => {
        const { irVersion, opsets, ...read } = decodeModel(encodeModel(written));
        expect(read).toEqual(written);
        expect(irVersion).toBe(10);
        expect(opsets['']).toBe(21);
      }),
    );
  });

  it('reports every truncation', () => {
    const bytes = encodeModel(sampleModel);
    for (let length = 0; length < bytes.length; length++) {
      expect(() => decodeModel(bytes.subarray(0, length)), `${length} of ${bytes.length} bytes`).toThrow(LoomError);
    }
  });

  it('either reads or reports arbitrary damage, and never fails otherwise', () => {
    const bytes = encodeModel(sampleModel);
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(255), (position, byte) => {
        const damaged = bytes.slice();
        damaged[position] = byte;
        try {
          decodeModel(damaged);
        } catch (error) {
          expect(error).toBeInstanceOf(LoomError);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('says what a file is that is no model', () => {
    expect(() => decodeModel(new TextEncoder().encode('<!doctype html><html></html>'))).toThrow('not an ONNX model');
  });

  it('reads weights stored element by element', () => {
    const bytes = changed(({ graph }) => {
      graph!.initializer = [
        create(TensorProtoSchema, { name: 'f', dataType: 1, dims: [2n], floatData: [1.5, -2] }),
        create(TensorProtoSchema, { name: 'l', dataType: 7, dims: [1n], int64Data: [-1n] }),
        create(TensorProtoSchema, { name: 'b', dataType: 9, dims: [2n], int32Data: [1, 0] }),
      ];
    });
    const tensors = decodeModel(bytes).initializers.map(({ tensor }) => tensor.data);
    expect(tensors).toEqual([Float32Array.of(1.5, -2), BigInt64Array.of(-1n), Uint8Array.of(1, 0)]);
  });

  it('leaves out weights that old files list among the inputs', () => {
    const bytes = changed(({ graph }) => {
      const weight = structuredClone(graph!.input[0]!);
      weight.name = 'dense.weight';
      graph!.input.push(weight);
    });
    expect(decodeModel(bytes).inputs.map((input) => input.name)).toEqual(['x']);
  });

  it.each<[string, (proto: ModelProto) => void, string]>([
    ['a tensor of the wrong size', ({ graph }) => void (graph!.initializer[0]!.dims = [1_000_000_000n, 9n]), 'but the file holds 6'],
    ['an unsupported element type', ({ graph }) => void (graph!.initializer[0]!.dataType = 14), 'complex64'],
    ['weights in another file', ({ graph }) => void (graph!.initializer[0]!.dataLocation = 1), 'separate data file'],
    ['an operator set that is not imported', ({ graph }) => void (graph!.node[0]!.domain = 'custom'), 'operator set "custom"'],
    ['an input without a shape', ({ graph }) => void (graph!.input[0]!.type = undefined), 'shape of "x"'],
    [
      'a subgraph',
      ({ graph }) =>
        void graph!.node[0]!.attribute.push(
          create(AttributeProtoSchema, { name: 'body', type: AttributeProto_AttributeType.GRAPH }),
        ),
      'kind graph',
    ],
  ])('names %s', (_, change, sentence) => {
    expect(() => decodeModel(changed(change))).toThrow(sentence);
  });
});
