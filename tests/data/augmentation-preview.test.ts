import { expect, it } from 'vitest';
import type { Augmentation } from '../../engine/data/augment/augmentation';
import { augmentedPictures, preparedPicture } from '../../engine/data/augment/preview';
import type { ImageBinding } from '../../engine/data/bindings';
import type { Pixels } from '../../engine/data/dataset';
import { openDataset } from '../../engine/data/open-dataset';
import { defaultImageSteps, fitPixels, preprocessImage, readTensor } from '../../engine/data/preprocess';
import { InProcessData } from '../../engine/data/worker/in-process';

const SPLIT = { seed: 1, validation: 0.1, test: 0.1 };
const SOURCE = { kind: 'builtin', name: 'digits', count: 60 } as const;
const CHANGES: readonly Augmentation[] = [{ kind: 'rotate', degrees: 20 }, { kind: 'colour', brightness: 0.3, contrast: 0.2, saturation: 0 }, { kind: 'noise', standardDeviation: 0.05 }];

it('shows the very tensors of a training run, epoch by epoch', async () => {
  const dataset = await openDataset(SOURCE, SPLIT);
  const binding: ImageBinding = { kind: 'image', column: 'image', tensor: 'image', steps: [...defaultImageSteps({ channels: 1, height: 20, width: 24 }), { kind: 'normalise', mean: [0.4], standardDeviation: [0.3] }], augmentations: CHANGES };
  const rows = dataset.splits.train.slice(0, 8);
  const service = new InProcessData(dataset, { source: SOURCE, split: SPLIT, fingerprint: dataset.fingerprint, bindings: [binding], seed: 42 });
  const batches = service.stream([0, 1, 2].map((epoch) => ({ rows, epoch, step: epoch, training: true })));
  const shown = await augmentedPictures(dataset, rows[5]!, binding, 42, 3);
  for (const draw of shown) {
    const fed = (await batches.next())!.tensors['image']!;
    expect(draw.shape).toEqual([1, 20, 24]);
    expect(draw.data).toEqual((fed.data as Float32Array).slice(5 * 480, 6 * 480));
  }
  expect(shown[0]!.data).not.toEqual(shown[1]!.data);
  const plain = await preparedPicture(dataset, rows[5]!, binding);
  expect(plain!.data).toEqual(preprocessImage((await dataset.read(rows[5]!, 'image')) as Pixels, binding.steps));
});

it('takes the numeric steps back to the bytes they came from', async () => {
  const dataset = await openDataset({ kind: 'builtin', name: 'shapes', count: 20 }, SPLIT);
  const steps = [...defaultImageSteps({ channels: 3, height: 16, width: 16 }), { kind: 'normalise', mean: [0.4, 0.5, 0.6], standardDeviation: [0.2, 0.3, 0.25] } as const];
  const pixels = (await dataset.read(3, 'image')) as Pixels;
  expect(readTensor(preprocessImage(pixels, steps), { channels: 3, height: 16, width: 16 }, steps)).toEqual(fitPixels(pixels, steps));
});
