import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { float32Tensor } from '../../engine/core/dtype';
import { decodeModel } from '../../engine/onnx/decode';
import { encodeModel } from '../../engine/onnx/encode';
import { BLOCKED_DOMAIN, type OnnxModel } from '../../engine/onnx/model';
import { sampleModel } from './sample-model';

describe('encodeModel', () => {
  it('writes a file that ONNX Runtime computes', async () => {
    const session = await InferenceSession.create(encodeModel(sampleModel));
    const result = await session.run({ x: new Tensor('float32', Float32Array.of(1, 2, 3, 0, 0, 4), [2, 3]) });
    expect([...(result.y!.data as Float32Array)]).toEqual([6.75, 1, 2.25, 6]);
    expect([...(result.best!.data as BigInt64Array)]).toEqual([0n, 1n]);
  });

  it('names the blocked domain only where a node needs it, and ONNX Runtime knows it', async () => {
    expect(decodeModel(encodeModel(sampleModel)).opsets).toEqual({ '': 21 });

    const blocked: OnnxModel = {
      name: 'blocked',
      inputs: [{ name: 'x', dtype: 'float32', shape: [1, 16, 2, 2] }],
      outputs: [{ name: 'y', dtype: 'float32', shape: [1, 16, 2, 2] }],
      initializers: [],
      nodes: [
        { op: 'ReorderInput', domain: BLOCKED_DOMAIN, name: 'in', inputs: ['x'], outputs: ['b'] },
        { op: 'ReorderOutput', domain: BLOCKED_DOMAIN, name: 'out', inputs: ['b'], outputs: ['y'], attributes: { channels: { int: 16 } } },
      ],
    };
    const bytes = encodeModel(blocked);
    expect(decodeModel(bytes).opsets).toEqual({ '': 21, [BLOCKED_DOMAIN]: 1 });
    const session = await InferenceSession.create(bytes);
    const x = Float32Array.from({ length: 64 }, (_, index) => index);
    const result = await session.run({ x: new Tensor('float32', x, [1, 16, 2, 2]) });
    expect(result.y!.data).toEqual(x);
  });

  it('writes a view into a larger buffer as that part only', () => {
    const whole = Float32Array.of(1, 2, 3, 4);
    const model = { ...sampleModel, initializers: [{ name: 'w', tensor: float32Tensor([2], whole.subarray(1, 3)) }] };
    expect(decodeModel(encodeModel(model)).initializers[0]!.tensor.data).toEqual(Float32Array.of(2, 3));
  });

  it('refuses weights beyond the two gibibytes of a protobuf message', () => {
    const huge = { dtype: 'uint8', shape: [2 ** 31], data: { byteLength: 2 ** 31 } as Uint8Array } as const;
    const model = { ...sampleModel, initializers: [{ name: 'w', tensor: huge }] };
    expect(() => encodeModel(model)).toThrow('2.0 GiB');
  });
});
