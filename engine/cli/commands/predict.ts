import type { Command } from 'commander';
import { pictureColumn, type Answer, type GivenInputs } from '../../run/predict';
import { newCommand } from '../command';
import { withEngine } from '../engine';
import { collected, refuse, splitPair, wholeNumber } from '../option-values';
import { Terminal, type OutputOptions } from '../terminal';
import { number, percent, table } from '../text';
import { modelSignature } from '../trained-model';
import { usualThreads } from './train';

interface Options extends OutputOptions {
  readonly input?: readonly string[];
  readonly threads: number;
}

type Answers = Readonly<Record<string, Answer>>;

export function predictCommand(): Command {
  return newCommand('predict', 'Ask a trained model', [
    { command: 'predict runs/lenet5-1 seven.png three.jpg', does: 'the label of each picture and how sure the model is' },
    { command: 'predict model.onnx --input age=41 --input city=Ulm', does: 'a model that takes numbers and categories' },
    { command: 'predict model.onnx car.jpg --input km=82000', does: 'pictures together with values, which count for each of them' },
  ])
    .argument('<model>', 'the folder of a run, or an exported file M.onnx')
    .argument('[pictures...]', 'picture files')
    .option('--input <name=value>', 'the value of a column; may be given several times', collected)
    .option('--threads <n>', 'processor threads of one operation', wholeNumber({ from: 1, upTo: 1024 }), usualThreads())
    .action(async (model: string, pictures: readonly string[], { input, threads, json }: Options) => {
      const terminal = new Terminal({ json });
      const values = Object.fromEntries((input ?? []).map(nameAndValue));
      if (pictures.length === 0 && Object.keys(values).length === 0) refuse('Nothing to predict: name picture files, or give values with --input NAME=VALUE.');
      const { features } = await modelSignature(model);
      const samples: GivenInputs[] = pictures.length === 0 ? [values] : pictures.map((file) => ({ ...values, [pictureColumn(features)]: file }));
      const answers = await withEngine((engine) => engine.request('predict', { model, samples, threads }).result);
      const list = answers.map((answer, index) => plain(answer, pictures[index]));
      terminal.answer(list, () => describe(answers, pictures));
    });
}

function nameAndValue(pair: string): readonly [string, string] {
  const { key, value } = splitPair(pair);
  return key === '' || value === undefined ? refuse(`The input “${pair}” is not of the form NAME=VALUE.`) : [key, value];
}

/** The first Output that chooses among classes gives the label; all of them are under `outputs`. */
function plain(answers: Answers, file: string | undefined): object {
  const [first] = Object.values(answers).sort((a, b) => Number(b.kind === 'category') - Number(a.kind === 'category'));
  const main = first?.kind === 'category' ? { label: first.label, probabilities: first.probabilities } : { values: first?.values ?? [] };
  return { ...(file !== undefined && { file }), ...main, ...(Object.keys(answers).length > 1 && { outputs: answers }) };
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
  if (answer.kind === 'number') return [answer.values.map(number).join(', '), ''];
  const [best, ...others] = Object.entries(answer.probabilities).sort(([, a], [, b]) => b - a);
  const rest = others.slice(0, 2).filter(([, share]) => share >= 0.005);
  return [answer.label, percent(best?.[1] ?? 0), rest.map(([label, share]) => `${label} ${percent(share)}`).join(', ')];
}
