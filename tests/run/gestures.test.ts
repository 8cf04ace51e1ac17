/** The gesture loop: points of hands are recorded, a network learns them, and tells the gesture in a clip it has not seen. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Tensor } from '../../engine/core/dtype';
import { RandomStream } from '../../engine/core/random';
import { GESTURES, type Gesture } from '../../engine/data/generators/hand/gestures';
import { heldHands } from '../../engine/data/generators/hand/moving-hand';
import { placeHand } from '../../engine/data/generators/hand/paint-hand';
import { openDataset } from '../../engine/data/open-dataset';
import { fitTemplate } from '../../engine/templates/fit-to-data';
import { requireTemplate } from '../../engine/templates';
import { evaluate } from '../../engine/run/evaluate';
import { openModel, type ReadyModel } from '../../engine/run/model-file';
import { GESTURE_RATE } from '../../engine/vision/gesture-moments';
import { clipsOf, readRecordings, recordingsText, type RecordedGesture, type Take } from '../../engine/vision/gesture-recordings';
import { gestureTable } from '../../engine/vision/gesture-table';
import type { NamedTensor } from '../../renderer/live/protocol';
import { GestureReader } from '../../renderer/live/worker/gesture-reader';
import { runOptions, scratchFolder, train } from './follow-run';

const folder = scratchFolder();
/** What a landmark network is off by, as a share of the hand's length; depth is told worse. */
const NOISE = 0.02;

/** Two seconds of somebody who holds a gesture and moves the hand about, as a landmark network would tell them. */
function takeOf(gesture: Gesture, seed: number): Take {
  const held = heldHands({ seed, width: 320, height: 240, gesture });
  const random = new RandomStream(seed, 'gesture-noise');
  return Array.from({ length: 2 * GESTURE_RATE }, (_, moment) => {
    const { hand } = held(moment / GESTURE_RATE)[0]!;
    const off = () => NOISE * hand.length * random.normal();
    return placeHand(hand).map(({ at: [x, y, z] }) => ({ x: x + off(), y: y + off(), z: z + 2 * off(), visibility: 1 }));
  });
}

/** As the window keeps recordings and makes the table of a network from them. */
function writeTable(file: string, seeds: readonly number[], moments: number): string {
  const gestures = GESTURES.map((name, index): RecordedGesture => ({ name, takes: seeds.map((seed) => takeOf(name, 100 * seed + index)) }));
  const kept = recordingsText(gestures);
  const path = join(folder, file);
  writeFileSync(path, gestureTable(clipsOf(readRecordings(kept, file)), moments));
  return path;
}

/** What the live worker tells of a take that it meets frame by frame. */
async function toldLive({ signature, session }: ReadyModel, take: Take): Promise<string | undefined> {
  const run = async (inputs: readonly NamedTensor[]): Promise<NamedTensor[]> => [...(await session.run(new Map(inputs.map(({ name, ...tensor }) => [name, tensor as Tensor]))))].map(([name, tensor]) => ({ name, ...tensor }) as NamedTensor);
  const reader = new GestureReader(signature, { run });
  let told;
  for (const [moment, points] of take.entries()) told = await reader.read({ track: 0, score: 1, points }, moment / GESTURE_RATE);
  const answer = told?.answer.answer;
  return answer?.kind === 'classes' ? answer.classes[answer.scores.indexOf(Math.max(...answer.scores))] : undefined;
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
    const told = await toldLive(model, takeOf('victory', 5003));
    await model.session.close();
    expect(told).toBe('victory');
    expect(outputs['output']!.scores).toMatchObject({ kind: 'classification' });
    expect((outputs['output']!.scores as { accuracy: number }).accuracy).toBeGreaterThanOrEqual(0.95);
  });
});
