/** Learning rates against PyTorch's schedulers (scripts/reference-schedules.py) and against their own formulas. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { PLATEAU_START } from '../../engine/schedules/define-schedule';
import { readSchedule } from '../../engine/schedules/index';

interface Reference {
  readonly steps: number;
  readonly stepsPerEpoch: number;
  readonly step: readonly number[];
  readonly cosine: readonly number[];
  readonly 'one-cycle': readonly number[];
  readonly 'on-plateau': { readonly losses: readonly number[]; readonly rates: readonly number[] };
}

const reference = JSON.parse(readFileSync('tests/reference/schedules.json', 'utf8')) as Reference;

function rates(chosen: Parameters<typeof readSchedule>[0]): number[] {
  const { definition, settings } = readSchedule(chosen);
  const { steps, stepsPerEpoch } = reference;
  return Array.from({ length: steps }, (_, step) => definition.factor({ step, stepsPerEpoch, totalSteps: steps, settings, memory: PLATEAU_START }));
}

function expectClose(found: readonly number[], expected: readonly number[]): void {
  expect(found).toHaveLength(expected.length);
  found.forEach((value, index) => expect(value, `step ${index}`).toBeCloseTo(expected[index]!, 10));
}

describe('against PyTorch', () => {
  test('step', () => expectClose(rates({ name: 'step', every: 2, factor: 0.5 }), reference.step));
  test('cosine', () => expectClose(rates({ name: 'cosine', minimum: 0.1 }), reference.cosine));
  test('one cycle', () => expectClose(rates({ name: 'one-cycle' }), reference['one-cycle']));
  test('on plateau', () => {
    const { definition, settings } = readSchedule({ name: 'on-plateau', patience: 2, factor: 0.1 });
    let memory = PLATEAU_START;
    const found = reference['on-plateau'].losses.map((loss) => {
      memory = definition.observe!(memory, loss, settings);
      return definition.factor({ step: 0, stepsPerEpoch: 1, totalSteps: 1, settings, memory });
    });
    expectClose(found, reference['on-plateau'].rates);
  });
});

describe('by formula', () => {
  test('constant', () => expect(new Set(rates({ name: 'constant' }))).toEqual(new Set([1])));
  test('exponential', () => expectClose(rates({ name: 'exponential', factor: 0.9 }), Array.from({ length: 20 }, (_, step) => 0.9 ** (step / 5))));
  test('warm-up rises linearly and stays', () => expectClose(rates({ name: 'warm-up', steps: 4 }).slice(0, 6), [0.25, 0.5, 0.75, 1, 1, 1]));
  test('cosine after a warm-up starts low and peaks at its end', () => {
    const found = rates({ name: 'cosine', warmUp: 0.2 });
    expectClose(found.slice(0, 5), [0.25, 0.5, 0.75, 1, 1]);
    expect(found.at(-1)).toBeLessThan(0.02);
  });
});

test('a setting that does not exist is named with those that do', () => {
  expect(() => readSchedule({ name: 'step', gamma: 0.1 })).toThrow('The schedule Step has no setting “gamma”. Its settings: every, factor.');
  expect(() => readSchedule({ name: 'stairs' })).toThrow('There is no schedule “stairs”.');
});
