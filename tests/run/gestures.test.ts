/** The gesture loop: points of hands are recorded, a network learns them, and tells the gesture in a clip it has not seen. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../engine/core/random';
import { GESTURES, type Gesture } from '../../engine/data/generators/hand/gestures';
import { heldHands } from '../../engine/data/generators/hand/moving-hand';
import { placeHand } from '../../engine/data/generators/hand/paint-hand';
import { openDataset } from '../../engine/data/open-dataset';
import { fitTemplate } from '../../engine/templates/fit-to-data';
import { requireTemplate } from '../../engine/templates';
import { evaluate } from '../../engine/run/evaluate';
import { openModel } from '../../engine/run/model-file';
import { gestureFeatures } from '../../engine/vision/gesture-features';
import { gestureTable, type GestureClip } from '../../engine/vision/gesture-table';
import { runOptions, scratchFolder, train } from './follow-run';

const folder = scratchFolder();
/** What a landmark network is off by, as a share of the hand's length; depth is told worse. */
const NOISE = 0.02;
const RATE = 10;

/** Two seconds of somebody who holds a gesture and moves the hand about, as a landmark network would tell them. */
function clipOf(gesture: Gesture, seed: number): GestureClip {
  const held = heldHands({ seed, width: 320, height: 240, gesture });
  const random = new RandomStream(seed, 'gesture-noise');
  const moments = Array.from({ length: 2 * RATE }, (_, moment) => {
    const { hand } = held(moment / RATE)[0]!;
    const off = () => NOISE * hand.length * random.normal();
    return gestureFeatures(placeHand(hand).map(({ at: [x, y, z] }) => ({ x: x + off(), y: y + off(), z: z + 2 * off(), visibility: 1 })));
  });
  return { gesture, moments };
}

function writeTable(file: string, seeds: readonly number[], moments: number): string {
  const path = join(folder, file);
  writeFileSync(path, gestureTable(seeds.flatMap((seed) => GESTURES.map((gesture, index) => clipOf(gesture, 100 * seed + index))), moments));
  return path;
}

describe.each([['gesture-mlp', 1], ['gesture-conv1d', 8]] as const)('%s', (template, moments) => {
  it('tells the gestures of a clip it has not seen, at least 95 of 100 times', async () => {
    const source = { kind: 'csv', path: writeTable(`${template}.csv`, [1, 2, 3, 4, 5, 6], moments), target: 'gesture' } as const;
    const split = { seed: 1, validation: 0, test: 0 };
    const recorded = await openDataset(source, split);
    const run = join(folder, template);
    const document = fitTemplate(requireTemplate(template), recorded.columns);
    await train(runOptions(run, { ...document, training: { ...document.training!, epochs: 10 } }, { source, split }));
    const held = await openDataset({ kind: 'csv', path: writeTable(`${template}-held.csv`, [50, 51], moments), target: 'gesture' }, split);
    const model = await openModel(run, 1);
    const { outputs } = await evaluate(model, held, 'all');
    await model.session.close();
    expect(outputs['output']!.scores).toMatchObject({ kind: 'classification' });
    expect((outputs['output']!.scores as { accuracy: number }).accuracy).toBeGreaterThanOrEqual(0.95);
  });
});
