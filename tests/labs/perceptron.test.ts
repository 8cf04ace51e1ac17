/** The learning rule against the worked examples of the course, and the theorem behind it. */
import { describe, expect, it } from 'vitest';
import { isSolved, learn, passTwoLayers, TASKS, weightedSum, fires, XOR_LAYERS, type PerceptronState } from '../../engine/labs/perceptron';
import fixtures from '../fixtures/course-examples.json';

const rule = { rate: 0.5, threshold: 0, hasBias: true };

function train(name: string, passes: number): PerceptronState {
  const { patterns } = TASKS.find((task) => task.name === name)!;
  let state: PerceptronState = { weights: [0, 0], bias: 0 };
  for (let step = 0; step < passes * patterns.length; step++) state = learn(state, patterns, step % patterns.length, rule).after;
  return state;
}

describe('the perceptron rule', () => {
  it('ends where the worked example does', () => {
    const { alpha, start, threshold, final } = fixtures.perceptron_rule;
    const { patterns } = TASKS.find(({ name }) => name === 'and-not')!;
    expect(patterns.map(({ target }) => target)).toEqual(fixtures.perceptron_rule.targets);
    expect(patterns.map(({ inputs }) => inputs)).toEqual(fixtures.perceptron_rule.inputs);
    let state: PerceptronState = { weights: start, bias: 0 };
    for (let pattern = 0; pattern < 4; pattern++) state = learn(state, patterns, pattern, { rate: alpha, threshold, hasBias: false }).after;
    expect(state).toEqual({ weights: final, bias: 0 });
  });

  it('computes OR as the worked example does', () => {
    const { weights, bias, inputs, z, output } = fixtures.perceptron_or;
    expect(inputs.map((x) => weightedSum({ weights, bias }, x))).toEqual(z);
    expect(inputs.map((x) => fires({ weights, bias }, x, 0))).toEqual(output);
  });

  it.each(['or', 'and', 'and-not'])('learns %s in a few passes', (name) => {
    const { patterns } = TASKS.find((task) => task.name === name)!;
    expect(isSolved(train(name, 10), patterns, 0)).toBe(true);
  });

  it('never learns XOR, which two layers compute', () => {
    const { patterns } = TASKS.find(({ name }) => name === 'xor')!;
    for (let passes = 1; passes < 50; passes++) expect(isSolved(train('xor', passes), patterns, 0)).toBe(false);
    expect(fixtures.xor_two_layer.inputs.map((x) => passTwoLayers(XOR_LAYERS, x))).toEqual(
      fixtures.xor_two_layer.hidden.map((hidden, index) => ({ hidden, output: fixtures.xor_two_layer.output[index] })),
    );
  });
});
