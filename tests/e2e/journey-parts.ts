/** What both journeys build and expect: the layers of LeNet-5 in their order, and what the file it becomes must do. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Download, Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import { writeGenerator } from '../../engine/data/generators/write-generator';
import { answerPictures, shareOfRight } from '../acceptance/answer-pictures';
import { axeFindings } from './page-parts';

export interface JourneyLayer {
  /** As the palette calls it. */
  readonly title: string;
  /** As the canvas names it. */
  readonly name: string;
  /** Its built-in key. */
  readonly key: string;
  /** What is typed in the inspector, by the label of the field. */
  readonly fields?: Readonly<Record<string, string>>;
  readonly padding?: string;
}

const conv = (name: string, filters: string): JourneyLayer => ({ title: 'Conv2D', name, key: 'c', fields: { Filters: filters, Kernel: '5' } });
const relu = (name: string): JourneyLayer => ({ title: 'ReLU', name, key: 'r' });
const pool = (name: string): JourneyLayer => ({ title: 'MaxPool2D', name, key: 'p' });
const dense = (name: string, units: string): JourneyLayer => ({ title: 'Dense', name, key: 'd', fields: { Units: units } });

/** Without the Flatten before its first Dense layer: that is what is wrong with it at first. */
export const LENET: readonly JourneyLayer[] = [
  { title: 'Input', name: 'input', key: 'i' },
  { ...conv('conv1', '6'), padding: 'same' },
  relu('relu1'),
  pool('maxPool1'),
  conv('conv2', '16'),
  relu('relu2'),
  pool('maxPool2'),
  dense('dense1', '120'),
  relu('relu3'),
  dense('dense2', '84'),
  relu('relu4'),
  dense('dense3', '10'),
  { title: 'Output', name: 'output', key: 'o' },
];

export const BROKEN = 'dense1 needs a vector, but gets 5×5×16 (from “maxPool2”).';
/** Enough digits, and epochs to hold it in between, for this accuracy. */
export const PLAN = { samples: '3000', epochs: '48', accuracy: 0.95 } as const;

/** The accuracy that the window shows in the numbers of the run, as a share. */
export async function shownAccuracy(page: Page): Promise<number> {
  const text = await page.getByRole('region', { name: 'Numbers of the run' }).locator('strong').innerText();
  return Number.parseFloat(text) / 100;
}

/** Of the downloaded file alone, on digits of another seed. */
export async function accuracyAlone(download: Download): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'layerloom-unseen-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await writeGenerator('digits', join(folder, 'digits'), { count: 600, seed: 4711 });
  return shareOfRight(await answerPictures(await download.path(), join(folder, 'digits', 'train')));
}

/** Looks at the whole page as it stands. */
export async function expectAccessible(page: Page, screen: string): Promise<void> {
  // Colours and notices glide; what stays is what counts.
  await expect.poll(() => axeFindings(page), { timeout: 20_000, message: screen }).toEqual([]);
}
