/** Rosenblatt's perceptron and its learning rule, one pattern at a time, with every number on the way. */

export interface Pattern {
  readonly inputs: readonly number[];
  readonly target: 0 | 1;
}

export interface PerceptronState {
  readonly weights: readonly number[];
  readonly bias: number;
}

export interface PerceptronRule {
  /** α. */
  readonly rate: number;
  /** The unit fires when z reaches it. */
  readonly threshold: number;
  /** Without one, the threshold alone decides where the line lies. */
  readonly hasBias: boolean;
}

export interface PerceptronUpdate {
  /** From 0. */
  readonly pattern: number;
  readonly z: number;
  readonly output: 0 | 1;
  /** t − y. */
  readonly error: number;
  readonly before: PerceptronState;
  readonly after: PerceptronState;
}

export function weightedSum({ weights, bias }: PerceptronState, inputs: readonly number[]): number {
  return weights.reduce((sum, weight, index) => sum + weight * inputs[index]!, bias);
}

export function fires(state: PerceptronState, inputs: readonly number[], threshold: number): 0 | 1 {
  return weightedSum(state, inputs) >= threshold ? 1 : 0;
}

/** w ← w + α(t − y)x, and the same for the bias with x = 1. */
export function learn(before: PerceptronState, patterns: readonly Pattern[], pattern: number, { rate, threshold, hasBias }: PerceptronRule): PerceptronUpdate {
  const { inputs, target } = patterns[pattern]!;
  const z = weightedSum(before, inputs);
  const output = z >= threshold ? 1 : 0;
  const error = target - output;
  const after = { weights: before.weights.map((weight, index) => weight + rate * error * inputs[index]!), bias: hasBias ? before.bias + rate * error : before.bias };
  return { pattern, z, output, error, before, after };
}

export function isSolved(state: PerceptronState, patterns: readonly Pattern[], threshold: number): boolean {
  return patterns.every(({ inputs, target }) => fires(state, inputs, threshold) === target);
}

const CORNERS = [[0, 0], [0, 1], [1, 0], [1, 1]] as const;

export interface Task {
  readonly name: string;
  readonly title: string;
  readonly patterns: readonly Pattern[];
}

function task(name: string, title: string, ...targets: readonly (0 | 1)[]): Task {
  return { name, title, patterns: CORNERS.map((inputs, index) => ({ inputs, target: targets[index]! })) };
}

export const TASKS: readonly Task[] = [task('or', 'OR', 0, 1, 1, 1), task('and', 'AND', 0, 0, 0, 1), task('and-not', 'x₁ AND NOT x₂', 0, 0, 1, 0), task('xor', 'XOR', 0, 1, 1, 0)];

/** XOR as the OR of “x1 and not x2” and “x2 and not x1”; every unit fires when its sum reaches the threshold. */
export interface TwoLayers {
  readonly hidden: readonly (readonly number[])[];
  readonly output: readonly number[];
  readonly threshold: number;
}

export const XOR_LAYERS: TwoLayers = { hidden: [[1, -0.5], [-0.5, 1]], output: [1, 1], threshold: 1 };

export function passTwoLayers({ hidden, output, threshold }: TwoLayers, inputs: readonly number[]): { readonly hidden: readonly (0 | 1)[]; readonly output: 0 | 1 } {
  const between = hidden.map((weights) => fires({ weights, bias: 0 }, inputs, threshold));
  return { hidden: between, output: fires({ weights: output, bias: 0 }, between, threshold) };
}
