import { expect, it } from 'vitest';
import { rememberLatest, type Sample } from '../../engine/data/generators/generator';

const sample = (index: number): Sample => ({ seed: 1, index, split: 'train', rank: index, count: 100 });

it('a sample is made once where several are read side by side, and few are kept', () => {
  const made: number[] = [];
  const remembered = rememberLatest(({ index }) => made.push(index));
  for (const _ of ['picture', 'points']) for (const index of [0, 1, 2, 3]) remembered(sample(index));
  expect(made).toEqual([0, 1, 2, 3]);
  for (let index = 4; index < 20; index++) remembered(sample(index));
  remembered(sample(0));
  expect(made).toHaveLength(21);
});
