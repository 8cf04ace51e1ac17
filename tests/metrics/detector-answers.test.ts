/** What is said of a detector over a part of its data, asked of one that knows every object but takes the first class for the second. */
import { describe, expect, it } from 'vitest';
import { float32Tensor, type Tensor } from '../../engine/core/dtype';
import { openDataset } from '../../engine/data/open-dataset';
import { inferNetwork } from '../../engine/infer/infer-network';
import { answerRows } from '../../engine/run/answers';
import { bindColumns } from '../../engine/run/bind-columns';
import type { ReadyModel } from '../../engine/run/model-file';
import { modelSignature } from '../../engine/run/signature';
import { requireTemplate } from '../../engine/templates';

const SIDE = 64;
const dataset = await openDataset({ kind: 'builtin', name: 'scenes', count: 6, seed: 3 }, { seed: 1, validation: 0, test: 0 });
const classes = dataset.columns.find(({ kind }) => kind === 'boxes')!.classes!;
const network = inferNetwork(requireTemplate('yolo-v1-small').build({ input: [3, SIDE, SIDE], classes: classes.length }));
const signature = modelSignature(network, bindColumns(network, dataset), 'test');
const [target] = signature.targets;
const FIRST = 0;
const SECOND = 1;

/** Its answers are the truth, with a score of 1, but for one class. */
function answer(truth: Tensor): Tensor {
  const [samples, most] = truth.shape as [number, number];
  const rows = Array.from({ length: samples * most }, (_, row) => {
    const [x, y, width, height, label] = Array.from(truth.data.subarray(row * 5, row * 5 + 5) as Float32Array) as [number, number, number, number, number];
    return [x, y, width, height, ...classes.map((__, index) => Number(index === (label === FIRST ? SECOND : label)))];
  });
  return float32Tensor([samples, most, 4 + classes.length], rows.flat());
}

const session = {
  run: async (feeds: ReadonlyMap<string, Tensor>) => new Map([[`${target!.node}:prediction`, answer(feeds.get(`${target!.node}:target`)!)]]),
  close: async () => {},
};
const model = { name: 'stand-in', signature, session } as unknown as ReadyModel;

describe('answers of a detector', () => {
  it('are scored over all pictures, with curves and what is taken for what', async () => {
    const answers = await answerRows(model, dataset, 'train');
    if (answers.kind !== 'seen') throw new Error(`the answers are ${answers.kind}`);
    const { scores, curves } = answers.detection!;
    const counts = scores.confusion;
    const objects = scores.classes.reduce((sum, { support }) => sum + support, 0);
    expect(answers.judged).toBe(6);
    expect(counts[FIRST]![SECOND]).toBeGreaterThan(0);
    expect(scores.errors).toMatchObject({ right: objects - counts[FIRST]![SECOND]!, wrongClass: counts[FIRST]![SECOND], missed: counts[FIRST]![SECOND], invented: 0 });
    // All precisions are 1 where all objects of a class are found and nothing else is taken for it.
    const whole = scores.classes.findIndex(({ support }, label) => label > SECOND && support > 0);
    expect(curves.classes[whole]!.ap50).toEqual(Array.from({ length: 101 }, () => 1));
    expect(curves.classes[FIRST]!.ap50).toEqual(Array.from({ length: 101 }, () => 0));
    const outcomes = answers.rows.flatMap(({ judgement }) => (judgement.kind === 'boxes' ? judgement.outcomes : []));
    expect(outcomes.filter(({ kind }) => kind === 'wrongClass')).toHaveLength(counts[FIRST]![SECOND]!);
  });
});
