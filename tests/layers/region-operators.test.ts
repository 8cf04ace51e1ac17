/** RoIAlign and RoIPool of ours against the operators of ONNX Runtime, on regions inside, outside and across the edges of the maps. */
import * as ort from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../engine/core/random';
import { encodeModel } from '../../engine/onnx/encode';
import type { OnnxAttribute } from '../../engine/onnx/model';
import { expectClose } from './expect-close';
import { runLayer } from './run-layer';

const [CHANNELS, HEIGHT, WIDTH] = [3, 13, 17];
const STRIDE = 8;
const random = new RandomStream(6, 'regions');
const maps = Array.from({ length: CHANNELS * HEIGHT * WIDTH }, () => random.normal());

type Box = readonly [x1: number, y1: number, x2: number, y2: number];

/** The operator's answer, [K, C, height, width] in a row. */
async function operator(op: string, regions: readonly Box[], attributes: Readonly<Record<string, OnnxAttribute>>): Promise<Float32Array> {
  const isPool = op === 'MaxRoiPool';
  const count = regions.length;
  const model = encodeModel({
    name: op,
    nodes: [{ op, name: op, inputs: ['x', 'regions', ...(isPool ? [] : ['picture'])], outputs: ['y'], attributes }],
    inputs: [
      { name: 'x', dtype: 'float32', shape: [1, CHANNELS, HEIGHT, WIDTH] },
      { name: 'regions', dtype: 'float32', shape: [count, isPool ? 5 : 4] },
      ...(isPool ? [] : [{ name: 'picture', dtype: 'int64' as const, shape: [count] }]),
    ],
    outputs: [{ name: 'y', dtype: 'float32', shape: [count, CHANNELS, 'rows', 'columns'] }],
    initializers: [],
  });
  const session = await ort.InferenceSession.create(model, { intraOpNumThreads: 1, logSeverityLevel: 3 });
  try {
    const rows = regions.flatMap((box) => (isPool ? [0, ...box] : box));
    const result = await session.run({
      x: new ort.Tensor('float32', Float32Array.from(maps), [1, CHANNELS, HEIGHT, WIDTH]),
      regions: new ort.Tensor('float32', Float32Array.from(rows), [count, isPool ? 5 : 4]),
      ...(isPool ? {} : { picture: new ort.Tensor('int64', new BigInt64Array(count), [count]) }),
    });
    return result['y']!.data as Float32Array;
  } finally {
    await session.release();
  }
}

async function layer(type: string, parameters: Readonly<Record<string, number | boolean | readonly number[]>>, regions: readonly Box[]): Promise<ArrayLike<number>> {
  const centred = regions.flatMap(([x1, y1, x2, y2]) => [(x1 + x2) / 2, (y1 + y2) / 2, x2 - x1, y2 - y1]);
  const one = { type, parameters: parameters as never, inputs: [[1, CHANNELS, HEIGHT, WIDTH], [1, regions.length, 4]], mode: 'infer' as const };
  return (await runLayer(one, { in1: maps, in2: centred })).output.data;
}

/** Regions anywhere about the picture, some partly or wholly outside, some tiny. */
const anywhere: readonly Box[] = Array.from({ length: 40 }, (): Box => {
  const [x, y] = [random.between(-40, WIDTH * STRIDE + 10), random.between(-40, HEIGHT * STRIDE + 10)];
  return [x, y, x + random.between(0.5, 120), y + random.between(0.5, 90)];
});

describe('RoIAlign', () => {
  it.each([
    [7, 7, 2, true],
    [14, 14, 1, true],
    [3, 5, 4, true],
    [7, 7, 2, false],
  ])('%d×%d with %d samples, half-pixel shift %s', async (tall, wide, samples, aligned) => {
    const expected = await operator('RoiAlign', anywhere, {
      mode: { string: 'avg' },
      output_height: { int: tall },
      output_width: { int: wide },
      sampling_ratio: { int: samples },
      spatial_scale: { float: 1 / STRIDE },
      coordinate_transformation_mode: { string: aligned ? 'half_pixel' : 'output_half_pixel' },
    });
    const found = await layer('roi-align', { size: [tall, wide], stride: STRIDE, samples, aligned }, anywhere);
    expectClose(found, expected, 'values', 0, 1e-5);
    expect(expected.some((value) => value !== 0)).toBe(true);
  });
});

describe('RoIPool', () => {
  it.each([
    [7, 7],
    [2, 3],
    [6, 1],
  ])('%d×%d, on regions inside the picture', async (tall, wide) => {
    const inside = Array.from({ length: 40 }, (): Box => {
      const [x1, x2] = [random.between(0, (WIDTH - 1) * STRIDE), random.between(0, (WIDTH - 1) * STRIDE)].sort((a, b) => a - b);
      const [y1, y2] = [random.between(0, (HEIGHT - 1) * STRIDE), random.between(0, (HEIGHT - 1) * STRIDE)].sort((a, b) => a - b);
      return [x1!, y1!, x2!, y2!];
    });
    const expected = await operator('MaxRoiPool', inside, { pooled_shape: { ints: [tall, wide] }, spatial_scale: { float: 1 / STRIDE } });
    expectClose(await layer('roi-pool', { size: [tall, wide], stride: STRIDE }, inside), expected, 'values', 0, 1e-5);
  });
});
