import type { Command } from 'commander';
import type { DetectedPicture } from '../../run/detect';
import { newCommand } from '../command';
import { withEngine } from '../engine';
import { realNumber, wholeNumber } from '../option-values';
import { Terminal, type OutputOptions } from '../terminal';
import { percent, table } from '../text';
import { usualThreads } from '../../run/usual-threads';

interface Options extends OutputOptions {
  readonly score?: number;
  readonly iou?: number;
  readonly most?: number;
  readonly mapping?: string;
  readonly draw?: string;
  readonly threads: number;
}

export function detectCommand(): Command {
  return newCommand('detect', 'Find objects in pictures', [
    { command: 'detect runs/yolo-v3-small-1 street.jpg', does: 'the boxes of one picture: upper left corner and sides in pixels, label, score' },
    { command: 'detect yolov8n.onnx *.jpg --score 0.4 --json', does: 'a model from elsewhere, with only what it is sure of' },
    { command: 'detect model.onnx street.jpg --draw framed', does: 'the picture once more in the folder “framed”, with a frame around each object' },
  ])
    .argument('<model>', 'the folder of a run, an exported file, or an ONNX file from elsewhere that is recognised')
    .argument('<pictures...>', 'picture files')
    .option('--score <least>', 'leave out boxes with a lower score, 0 to 1 (default: as the model says, else 0.25)', realNumber({ from: 0, upTo: 1 }))
    .option('--iou <most>', 'leave out boxes that overlap a better one of their class by more, 0 to 1 (default: as the model says, else 0.45)', realNumber({ from: 0, upTo: 1 }))
    .option('--most <n>', 'boxes of one picture at most, the best first', wholeNumber({ from: 1, upTo: 10_000 }))
    .option('--mapping <file>', 'a network F.loom that keeps what an unknown model answers, as mapped in the window')
    .option('--draw <folder>', 'write the pictures with a frame around each object, in the colour of its class')
    .option('--threads <n>', 'processor threads of one operation', wholeNumber({ from: 1, upTo: 1024 }), usualThreads())
    .action(async (model: string, pictures: readonly string[], { score, iou, most, mapping, draw, threads, json }: Options) => {
      const terminal = new Terminal({ json });
      const given = { ...(score !== undefined && { score }), ...(iou !== undefined && { iou }), ...(most !== undefined && { most }), ...(mapping !== undefined && { mapping }), ...(draw !== undefined && { draw }) };
      const found = await withEngine((engine) => engine.request('detect', { model, pictures, threads, ...given }).result);
      terminal.answer(found, () => [describe(found), ...(draw === undefined ? [] : [`Pictures with frames: ${draw}`])].join('\n\n'));
    });
}

function describe(found: readonly DetectedPicture[]): string {
  const columns = [{ title: 'picture' }, { title: 'label' }, { title: 'score', right: true }, ...['x', 'y', 'width', 'height'].map((title) => ({ title, right: true }))];
  const rows = found.flatMap(({ file, boxes }) =>
    boxes.length === 0 ? [[file, 'nothing found', '', '', '', '', '']] : boxes.map(({ label, score, x, y, width, height }, index) => [index === 0 ? file : '', label, percent(score), ...[x, y, width, height].map((value) => value.toFixed(1))]),
  );
  return table(columns, rows);
}
