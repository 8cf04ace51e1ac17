/** How far values inside a model reach on real samples. */
import type { Tensor } from '../../core/dtype';
import { Counts, Extremes, type Calibration, type ValueRange } from '../../compress/ranges';
import { encodeWithOutputs } from '../../onnx/extra-outputs';
import type { OnnxModel } from '../../onnx/model';
import { openSession } from '../onnx-runtime';
import type { SampleBatch } from './model-samples';

export interface Measurement {
  readonly ranges: ReadonlyMap<string, ValueRange>;
  readonly samples: number;
}

/** `names` are float values of the model; `batches` is read once for min-max and twice for percentiles. */
export async function calibrate(model: OnnxModel, names: readonly string[], batches: () => AsyncIterable<SampleBatch>, calibration: Calibration, threads: number): Promise<Measurement> {
  const session = await openSession(encodeWithOutputs(model, names.filter((name) => !model.inputs.some((input) => input.name === name))), { backend: 'cpu', threads });
  // An input is no output, but its values are at hand.
  const inside = names.filter((name) => !session.inputNames.includes(name));
  const pass = async (add: (name: string, values: ArrayLike<number>) => void): Promise<number> => {
    let samples = 0;
    for await (const batch of batches()) {
      samples += batch.samples;
      const results = await session.run(batch.feeds, undefined, inside);
      for (const name of names) add(name, floats(results.get(name) ?? batch.feeds.get(name)!));
    }
    return samples;
  };
  try {
    const extremes = new Map(names.map((name) => [name, new Extremes()]));
    const samples = await pass((name, values) => extremes.get(name)!.add(values));
    const ranges = new Map([...extremes].map(([name, one]) => [name, one.range()]));
    if (calibration.method === 'min-max') return { ranges, samples };
    const counts = new Map([...ranges].map(([name, range]) => [name, new Counts(range)]));
    await pass((name, values) => counts.get(name)!.add(values));
    return { ranges: new Map([...counts].map(([name, one]) => [name, one.range(calibration.percent)])), samples };
  } finally {
    await session.close();
  }
}

function floats({ data }: Tensor): ArrayLike<number> {
  return data as Float32Array;
}
