/** Detectors of two stages train as one graph on boxes and, where they draw masks, on the pixels of each object; their files answer alike. */
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { SCENE_CLASSES } from '../../engine/data/generators/scenes/scene-objects';
import { requireTemplate } from '../../engine/templates';
import { eventsOf, runOptions, scratchFolder, train } from './follow-run';
import { trainingSettings } from './networks';

const folder = scratchFolder();
/** Pixels: the objects are larger for it, against the cells of the features, than in pictures of full size. */
const SIDE = 64;

it.each(['rcnn-small', 'fast-rcnn-small', 'mask-rcnn-small'])('%s', async (name) => {
  const network = requireTemplate(name).build({ input: [3, SIDE, SIDE], classes: SCENE_CLASSES.length });
  const training = trainingSettings({ epochs: 5, batchSize: 6, optimizer: { name: 'adam', learningRate: 0.003 } });
  const events = await train(runOptions(join(folder, name), { ...network, training }, { source: { kind: 'builtin', name: 'scenes', count: 12, seed: 3 } }));
  const losses = eventsOf(events, 'epoch').map((epoch) => epoch.train.loss);
  expect(losses.at(-1)!).toBeLessThan(0.85 * losses[0]!);
  const [done] = eventsOf(events, 'done');
  expect(done!.model).toMatchObject({ realSamples: true });
  // Corners of boxes are tens of pixels, of which float32 keeps seven digits.
  expect(done!.model.maxAbsDiff).toBeLessThanOrEqual(1e-3);
});
