/** Residual sums, depthwise convolutions and batch normalizations in fewer bits, with the weights they would begin with. */
import { expect, it } from 'vitest';
import { foldBatchNorm } from '../../engine/compress/fold-batch-norm';
import { planIntegers } from '../../engine/compress/integer-plan';
import { toFloat16 } from '../../engine/compress/to-float16';
import { toInt8 } from '../../engine/compress/to-int8';
import type { Tensor } from '../../engine/core/dtype';
import { decodeModel } from '../../engine/onnx/decode';
import { encodeModel } from '../../engine/onnx/encode';
import type { OnnxModel } from '../../engine/onnx/model';
import { calibrate } from '../../engine/run/compress/calibrate';
import { fullModel, randomInputs } from '../../engine/run/compress/source';
import { openSession } from '../../engine/run/onnx-runtime';
import { requireTemplate } from '../../engine/templates';

async function answers(model: OnnxModel, inputs: ReadonlyMap<string, Tensor>): Promise<Float32Array> {
  const session = await openSession(encodeModel(model), { backend: 'cpu', threads: 1 });
  const results = await session.run(inputs);
  await session.close();
  return [...results.values()][0]!.data as Float32Array;
}

/** The root of the mean square difference, by that of the answers themselves. */
function relativeError(found: Float32Array, expected: Float32Array): number {
  const length = (values: Iterable<number>) => Math.hypot(...values);
  return length(expected.map((value, index) => value - found[index]!)) / length(expected);
}

it.each(['resnet-small', 'mobilenet-small', 'vgg-small'])('%s', async (name) => {
  const template = requireTemplate(name);
  const full = decodeModel((await fullModel({ document: template.build(template.size) })).file);
  const inputs = randomInputs(full);
  const expected = await answers(full, inputs);
  expect(relativeError(await answers(foldBatchNorm(full), inputs), expected)).toBeLessThan(1e-4);
  expect(relativeError(await answers(toFloat16(full, { io: 'float' }), inputs), expected)).toBeLessThan(0.01);
  const folded = foldBatchNorm(full);
  const plan = planIntegers(folded);
  expect(plan.weighted.length).toBe(folded.nodes.filter(({ op }) => op === 'Conv' || op === 'Gemm').length);
  const { ranges } = await calibrate(folded, [...new Set(plan.values.values())], async function* () { yield { feeds: inputs, samples: 32 }; }, { method: 'min-max' }, 1);
  expect(relativeError(await answers(toInt8(folded, plan, ranges, { weightBits: 8 }), inputs), expected)).toBeLessThan(0.15);
});
