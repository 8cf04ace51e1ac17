/** Masks that a model answers, as files beside each other. */
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fail } from '../core/diagnostic';
import { maskPng } from '../data/masks/mask-png';
import { readPictureHeader } from '../data/read-file';
import { explaining } from '../files/file-problem';
import { maskOfPicture } from '../run/mask-of-picture';
import type { Answer } from '../run/predict';
import type { ModelSignature } from '../run/signature';
import type { Mask } from '../vision/answer';

/** One file per picture, called as it is, of its size. Returns their paths. Throws LoomError where the model answers no masks. */
export async function writeMasks(folder: string, pictures: readonly string[], answers: readonly Readonly<Record<string, Answer>>[], { features }: ModelSignature): Promise<readonly string[]> {
  const masks = answers.map(maskOf);
  await explaining(folder, 'written', () => mkdir(folder, { recursive: true }));
  const steps = features.flatMap(({ columns }) => columns).find(({ kind }) => kind === 'image')?.imageSteps ?? [];
  return Promise.all(
    pictures.map(async (picture, index) => {
      const { width, height } = await readPictureHeader(picture, picture);
      const file = join(folder, `${basename(picture).replace(/\.[^.]*$/, '')}.png`);
      const mask = maskOfPicture(masks[index]!, steps, { width, height });
      await explaining(file, 'written', () => writeFile(file, maskPng(mask)));
      return file;
    }),
  );
}

function maskOf(answers: Readonly<Record<string, Answer>>): Mask {
  for (const answer of Object.values(answers)) if (answer.kind === 'seen' && answer.seen.kind === 'mask') return answer.seen.mask;
  return fail('no-masks', 'The model does not answer with a class for every pixel, so there are no masks to write.', { remedy: 'Leave --masks out.' });
}
