import type { Command } from 'commander';
import { anchorsOfData } from '../../data/data-anchors';
import type { DataSource } from '../../data/dataset';
import { openDataset } from '../../data/open-dataset';
import { defaultImageSteps } from '../../data/preprocess';
import { readDocumentFile, writeDocumentFile } from '../../files/document-file';
import { anchorHeads } from '../../infer/anchored-heads';
import { LAYER_CATALOG } from '../../infer/layer-catalog';
import { newCommand } from '../command';
import { addDataOptions, DATA_HELP, understood, type Understanding } from '../data-option';
import { refuse, wholeNumber } from '../option-values';
import { Terminal, type OutputOptions } from '../terminal';
import { grouped, percent, table } from '../text';

interface Options extends OutputOptions, Understanding {
  readonly data?: DataSource;
  readonly count: number;
  readonly size: number;
  readonly pictures: number;
  readonly into?: string;
}

/** Maps of the heads that nine anchors are for; the fine one has the smallest. */
const SCALES = 3;

export function anchorsCommand(): Command {
  const command = newCommand('anchors', 'Fit the anchors of a detector to the objects of a data set', [
    { command: 'anchors --data builtin:scenes --count 9 --size 160', does: 'nine boxes, three for each map, and how well they fit' },
    { command: 'anchors --data pictures --size 320 --into detector.loom', does: 'puts them into the heads of a network that have nine' },
  ]);
  return addDataOptions(command, DATA_HELP)
    .option('--count <n>', 'how many anchors: nine for most heads, five for YOLO v2', wholeNumber({ from: 1, upTo: 100 }), 9)
    .option('--size <pixels>', 'side of the pictures that the network takes', wholeNumber({ from: 8, upTo: 4096 }), 160)
    .option('--pictures <n>', 'training pictures that are looked at, at most', wholeNumber({ from: 1 }), 500)
    .option('--into <file>', 'a network whose heads get them; it is changed')
    .action(fit);
}

async function fit({ data, count, size, pictures: most, into, json, ...how }: Options): Promise<void> {
  if (!data) return refuse('Say what they are to fit: --data.');
  const terminal = new Terminal({ json });
  const dataset = await openDataset(understood(data, how), { seed: 0, validation: 0.1, test: 0.1 });
  const { anchors, meanOverlap, objects, pictures } = await anchorsOfData(dataset, { steps: defaultImageSteps({ channels: 3, width: size, height: size }), count, pictures: most });
  const boxes = Array.from({ length: count }, (_, index) => [anchors[2 * index]!, anchors[2 * index + 1]!] as const);
  const heads = into === undefined ? [] : await putInto(into, anchors);
  const perScale = count % SCALES === 0 ? count / SCALES : count;
  const scales = Array.from({ length: count / perScale }, (_, scale) => boxes.slice(scale * perScale, (scale + 1) * perScale));
  terminal.answer({ size, pictures, objects, anchors: boxes, scales, meanOverlap, ...(into !== undefined && { into, heads }) }, () =>
    [
      `${grouped(objects)} objects of ${grouped(pictures)} pictures, in pixels of ${size}×${size}. The best anchor of an object overlaps it by ${percent(meanOverlap)} on average.`,
      table([{ title: 'map' }, { title: 'anchors' }], scales.map((own, scale) => [scales.length === SCALES ? ['fine', 'middle', 'coarse'][scale]! : 'all', own.map((sides) => sides.join('×')).join(', ')])),
      into === undefined ? `As a parameter: [${anchors.join(', ')}]` : `Put into ${heads.map((name) => `“${name}”`).join(', ')} of ${into}.`,
    ].join('\n\n'),
  );
}

/** Gives the names of the heads that have them now. */
async function putInto(file: string, anchors: readonly number[]): Promise<readonly string[]> {
  const { document: before } = await readDocumentFile(file, { catalog: LAYER_CATALOG });
  const { document, heads } = anchorHeads(before, anchors);
  await writeDocumentFile(file, document);
  return heads;
}
