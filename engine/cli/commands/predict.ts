import type { Command } from 'commander';
import { pictureColumn, type Answer, type GivenInputs } from '../../run/predict';
import type { VisionAnswer } from '../../vision/answer';
import { classShares } from '../../vision/class-shares';
import { newCommand } from '../command';
import { withEngine } from '../engine';
import { collected, refuse, splitPair, wholeNumber } from '../option-values';
import { Terminal, type OutputOptions } from '../terminal';
import { number, percent, table } from '../text';
import { modelSignature } from '../trained-model';
import { writeMasks } from '../write-masks';
import { usualThreads } from '../../run/usual-threads';

interface Options extends OutputOptions {
  readonly masks?: string;
  readonly input?: readonly string[];
  readonly threads: number;
}

type Answers = Readonly<Record<string, Answer>>;

export function predictCommand(): Command {
  return newCommand('predict', 'Ask a trained model', [
    { command: 'predict runs/lenet5-1 seven.png three.jpg', does: 'the label of each picture and how sure the model is' },
    { command: 'predict model.onnx --input age=41 --input city=Ulm', does: 'a model that takes numbers and categories' },
    { command: 'predict runs/unet-small-1 *.jpg --masks answers', does: 'a class for every pixel, each picture\'s as a PNG' },
    { command: 'predict model.onnx car.jpg --input km=82000', does: 'pictures together with values, which count for each of them' },
  ])
    .argument('<model>', 'the folder of a run, or an exported file M.onnx')
    .argument('[pictures...]', 'picture files')
    .option('--input <name=value>', 'the value of a column; may be given several times', collected)
    .option('--masks <folder>', 'write the class of every pixel as palette PNGs, called and sized as the pictures')
    .option('--threads <n>', 'processor threads of one operation', wholeNumber({ from: 1, upTo: 1024 }), usualThreads())
    .action(async (model: string, pictures: readonly string[], { input, masks, threads, json }: Options) => {
      const terminal = new Terminal({ json });
      const values = Object.fromEntries((input ?? []).map(nameAndValue));
      if (pictures.length === 0 && Object.keys(values).length === 0) refuse('Nothing to predict: name picture files, or give values with --input NAME=VALUE.');
      const signature = await modelSignature(model);
      const { features } = signature;
      const samples: GivenInputs[] = pictures.length === 0 ? [values] : pictures.map((file) => ({ ...values, [pictureColumn(features)]: file }));
      const answers = await withEngine((engine) => engine.request('predict', { model, samples, threads }).result);
      const files = masks === undefined ? [] : await writeMasks(masks, pictures, answers, signature);
      const list = answers.map((answer, index) => ({ ...plain(answer, pictures[index]), ...(files[index] !== undefined && { maskFile: files[index] }) }));
      terminal.answer(list, () => [describe(answers, pictures), ...(masks === undefined ? [] : [`Masks: ${masks}`])].join('\n\n'));
    });
}

function nameAndValue(pair: string): readonly [string, string] {
  const { key, value } = splitPair(pair);
  return key === '' || value === undefined ? refuse(`The input “${pair}” is not of the form NAME=VALUE.`) : [key, value];
}

/** The first Output that chooses among classes gives the label; all of them are under `outputs`. */
function plain(answers: Answers, file: string | undefined): object {
  const [first] = Object.values(answers).sort((a, b) => Number(b.kind === 'category') - Number(a.kind === 'category'));
  const several = Object.fromEntries(Object.entries(answers).map(([output, answer]) => [output, answer.kind === 'seen' ? { kind: answer.seen.kind, ...plainSeen(answer.seen) } : answer]));
  return { ...(file !== undefined && { file }), ...(first ? plainAnswer(first) : {}), ...(Object.keys(answers).length > 1 && { outputs: several }) };
}

function plainAnswer(answer: Answer): object {
  if (answer.kind === 'seen') return plainSeen(answer.seen);
  return answer.kind === 'category' ? { label: answer.label, probabilities: answer.probabilities } : { values: answer.values };
}

/** Pixels are too many for a line: their shares are told, and `--masks` writes them. */
function plainSeen(seen: VisionAnswer): object {
  switch (seen.kind) {
    case 'mask':
      return { shares: Object.fromEntries(classShares(seen.mask, seen.classes).map((share, index) => [seen.classes[index]!, share])) };
    case 'boxes':
      return { boxes: seen.detections.map(({ x, y, width, height, label, score }) => ({ x, y, width, height, label: seen.classes[label] ?? label, score })) };
    case 'points':
      return { sets: seen.sets };
    case 'classes':
      return { scores: [...seen.scores] };
  }
}

function describe(answers: readonly Answers[], pictures: readonly string[]): string {
  const rows = answers.flatMap((answer, index) =>
    Object.entries(answer).map(([output, one]) => [...(pictures.length > 0 ? [pictures[index]!] : []), ...(Object.keys(answer).length > 1 ? [output] : []), ...answerCells(one)]),
  );
  const several = Object.keys(answers[0] ?? {}).length > 1;
  const columns = [...(pictures.length > 0 ? [{ title: 'picture' }] : []), ...(several ? [{ title: 'output' }] : []), { title: 'answer' }, { title: 'sure', right: true }, { title: 'otherwise' }];
  return table(columns, rows);
}

function answerCells(answer: Answer): string[] {
  if (answer.kind === 'seen') return seenCells(answer.seen);
  if (answer.kind === 'number') return [answer.values.map(number).join(', '), ''];
  const [best, ...others] = Object.entries(answer.probabilities).sort(([, a], [, b]) => b - a);
  const rest = others.slice(0, 2).filter(([, share]) => share >= 0.005);
  return [answer.label, percent(best?.[1] ?? 0), rest.map(([label, share]) => `${label} ${percent(share)}`).join(', ')];
}

function seenCells(seen: VisionAnswer): string[] {
  if (seen.kind === 'boxes') return [`${seen.detections.length} objects`, '', seen.detections.slice(0, 5).map(({ label, score }) => `${seen.classes[label] ?? label} ${percent(score)}`).join(', ')];
  if (seen.kind !== 'mask') return [seen.kind, ''];
  const shares = classShares(seen.mask, seen.classes).map((share, index) => ({ share, label: seen.classes[index]! })).filter(({ share }) => share > 0);
  const [largest, ...others] = shares.sort((a, b) => b.share - a.share);
  return [`${shares.length} classes`, '', [largest!, ...others.slice(0, 4)].map(({ label, share }) => `${label} ${percent(share)}`).join(', ')];
}
