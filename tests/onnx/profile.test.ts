import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { expect, it } from 'vitest';
import { opKindTable, timePerOpKind } from '../../bench/profile';
import { encodeModel } from '../../engine/onnx/encode';
import { sampleModel } from './sample-model';

it('sums an ONNX Runtime profile per op kind', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'layerloom-profile-'));
  try {
    const session = await InferenceSession.create(encodeModel(sampleModel), {
      enableProfiling: true,
      profileFilePrefix: join(folder, 'profile'),
      // Unoptimised, so that the ops are those of the model.
      graphOptimizationLevel: 'disabled',
    });
    const x = new Tensor('float32', new Float32Array(6), [2, 3]);
    for (let run = 0; run < 5; run++) await session.run({ x });
    session.endProfiling();
    await session.release();

    const times = timePerOpKind(readFileSync(join(folder, readdirSync(folder)[0]!), 'utf8'));
    expect(times.map(({ kind }) => kind).sort()).toEqual(['ArgMax', 'Gemm', 'Relu']);
    expect(times.map(({ calls }) => calls)).toEqual([1, 1, 1]);
    expect(times.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
    expect(opKindTable(times).split('\n')).toHaveLength(5);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
