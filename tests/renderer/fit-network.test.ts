import { expect, it } from 'vitest';
import type { Column } from '../../engine/data/dataset';
import type { LoomDocument } from '../../engine/document/model';
import { reportBindings } from '../../engine/shell/host/binding-report';
import { bindingFixes } from '../../renderer/data/binding-fixes';
import { templateDocument } from '../../renderer/commands/files';
import { withSteps } from '../../renderer/data/edit-data';
import { fitNetwork, stepsFor } from '../../renderer/data/fit-network';
import { withBinding } from '../../renderer/data/node-binding';
import { doubtOf } from '../../renderer/training/doubts';
import { choicesOf, stepsOfChoices } from '../../renderer/data/picture-steps';

const pictures = (side: number, channels: 1 | 3, classes: number): readonly Column[] => [
  { name: 'image', kind: 'image', isTarget: false, image: { height: side, width: side, channels } },
  { name: 'class', kind: 'category', isTarget: true, classes: Array.from({ length: classes }, (_, index) => `class ${index}`) },
];
const numbers: readonly Column[] = [
  ...['a', 'b', 'c'].map((name): Column => ({ name, kind: 'number', isTarget: false, statistics: { mean: 0, standardDeviation: 1 } })),
  { name: 'kind', kind: 'category', isTarget: true, classes: ['x', 'y', 'z', 'w'] },
];

const parameter = (document: LoomDocument, name: string, key: string) => document.graph.nodes.find((node) => node.name === name)?.params[key];
const summaryOf = (columns: readonly Column[]) => ({ columns, rowCount: 1, splits: { train: 1, validation: 0, test: 0 }, classes: {}, fingerprint: '', findings: [] });

it('changes nothing where network and data go together', () => {
  const lenet = templateDocument('lenet5');
  expect(fitNetwork(lenet, pictures(28, 1, 10))).toBe(lenet);
});

it('gives the Input the size of the pictures and the last layer a value per class, so that training could begin', () => {
  const columns = pictures(32, 3, 5);
  const fitted = fitNetwork(templateDocument('lenet5'), columns);
  expect(parameter(fitted, 'input', 'shape')).toEqual([3, 32, 32]);
  expect(parameter(fitted, 'dense5', 'units')).toBe(5);
  expect(reportBindings(fitted, columns).problems).toEqual([]);
  expect(fitNetwork(fitted, columns)).toBe(fitted);
});

/** As an ONNX file opens: raw scores, and a loss that was assumed. */
function withoutLoss(name: string): LoomDocument {
  const document = templateDocument(name);
  const graph = { ...document.graph, nodes: document.graph.nodes.map((node) => (node.type === 'output' ? { ...node, params: { loss: 'mean-squared-error' } } : node)) };
  return { ...document, graph };
}

it('compares raw scores with classes by cross-entropy, and numbers as before', () => {
  const document = withoutLoss('lenet5');
  const columns = pictures(28, 1, 10);
  expect(parameter(fitNetwork(document, columns), 'output', 'loss')).toBe('cross-entropy');
  const amounts = columns.map((column): Column => (column.isTarget ? { name: 'amount', kind: 'number', isTarget: true, statistics: { mean: 0, standardDeviation: 1 } } : column));
  expect(parameter(fitNetwork(document, amounts), 'output', 'loss')).toBe('mean-squared-error');
});

it('says what can be trained but is hardly meant, and mends it', () => {
  const document = withoutLoss('lenet5');
  const columns = pictures(28, 1, 10);
  const { bindings, problems } = reportBindings(document, columns);
  expect(problems).toEqual([]);
  const doubt = doubtOf(document, columns, bindings)!;
  expect(doubt.message).toBe('“output” compares its scores with classes as if they were numbers.');
  expect(doubtOf(doubt.apply(document), columns, bindings)).toBeUndefined();
});

it('leaves photographs to be made smaller', () => {
  expect(parameter(fitNetwork(templateDocument('lenet5'), pictures(1200, 3, 10)), 'input', 'shape')).toEqual([3, 28, 28]);
});

it('fits a vector to the columns of a table, and drops bindings to columns that are gone', () => {
  const mlp = templateDocument('mlp');
  const input = mlp.graph.nodes.find(({ type }) => type === 'input')!;
  const bound = { ...mlp, graph: withBinding(mlp.graph, input.id, ['lost']) };
  const fitted = fitNetwork(bound, numbers);
  expect(fitted.graph.nodes.find(({ type }) => type === 'input')).not.toHaveProperty('binding');
  expect(reportBindings(fitted, numbers)).toEqual({ bindings: [{ node: input.name, columns: ['a', 'b', 'c'] }, { node: 'output', columns: ['kind'] }], problems: [] });
});

it('brings written preprocessing to the size of the Input', () => {
  const columns = pictures(28, 1, 10);
  const lenet = { ...templateDocument('lenet5') };
  const stale = withSteps(lenet, 'image', stepsFor(undefined, [3, 16, 16]));
  const [problem] = reportBindings(stale, columns).problems;
  expect(problem?.code).toBe('preprocess-shape');
  const [fix] = bindingFixes(problem!, stale, summaryOf(columns));
  expect(fix?.title).toBe('Resize “image” to 28×28');
  expect(reportBindings(fix!.apply(stale), columns).problems).toEqual([]);
});

it('mends a wrong number of classes with one click, and says how many', () => {
  const lenet = templateDocument('lenet5');
  const columns = pictures(28, 1, 8);
  const [problem] = reportBindings(lenet, columns).problems;
  expect(problem?.message).toBe('“output” answers with 10 values, but the column “class” has 8 classes.');
  const [fix] = bindingFixes(problem!, lenet, summaryOf(columns));
  expect(fix?.title).toBe('Set “dense5” to 8 units');
  expect(reportBindings(fix!.apply(lenet), columns).problems).toEqual([]);
});

it('reads its own choices of preparation back', () => {
  for (const range of ['unit', 'signed', 'bytes', 'standard'] as const) {
    for (const mode of ['stretch', 'crop', 'pad'] as const) {
      const choices = { mode, fill: mode === 'pad' ? 128 : 0, range, mean: range === 'standard' ? [0.4, 0.5, 0.6] : [0.5], standardDeviation: range === 'standard' ? [0.2, 0.25, 0.3] : [0.5] };
      expect(choicesOf(stepsOfChoices(choices, [3, 20, 30]))).toEqual(choices);
    }
  }
  expect(choicesOf([{ kind: 'scale', factor: 2 }])).toBeUndefined();
});
