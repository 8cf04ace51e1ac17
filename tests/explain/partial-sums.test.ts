/** Sums of convolutions channel by channel, and the cell that wins a pooling. */
import { describe, expect, it } from 'vitest';
import { elementRule } from '../../engine/explain/elements';
import type { Operand } from '../../engine/explain/elements/element-rule';
import { evaluate } from '../../engine/explain/expression/evaluate';
import { call, negative, number, symbol, type Expression } from '../../engine/explain/expression/expression';
import { partialSums } from '../../engine/explain/partial-sums';
import { countOf, indexOf, type Position } from '../../engine/explain/position';
import { winnerOf } from '../../engine/explain/winner';

/** Filled with whole numbers that differ. */
function operand(value: string, shape: readonly number[], from: number): Operand {
  const data = Array.from({ length: countOf(shape) }, (_, index) => ((index * 7 + from) % 11) - 5);
  const valueAt = (position: Position) => data[indexOf(shape, position)]!;
  return { shape, valueAt, at: (position) => symbol(`${value}[${position.join()}]`, value, { read: () => valueAt(position), place: { value, position } }) };
}

function convolution(channels: number, group: number, position: Position, hasBias = true): { readonly formula: Expression; readonly x: Operand; readonly weight: Operand; readonly bias: Operand } {
  const x = operand('x', [1, channels, 4, 4], 1);
  const weight = operand('w', [group * 2, channels / group, 3, 3], 2);
  const bias = operand('b', [group * 2], 3);
  const attributes = { strides: [1, 1], pads: [1, 1, 1, 1], dilations: [1, 1], group };
  const formula = elementRule('Conv')!({ inputs: hasBias ? [x, weight, bias] : [x, weight], outputs: [], output: 0, position, attributes, note: () => undefined });
  return { formula, x, weight, bias };
}

describe('a convolution', () => {
  it('is the sum of its channels and the bias, padding left out by itself', () => {
    const { formula, x, weight, bias } = convolution(3, 1, [0, 1, 0, 2]);
    const sums = partialSums('Conv', ['x', 'w', 'b'], formula)!;
    expect(sums.map(({ title }) => title)).toEqual(['channel 0', 'channel 1', 'channel 2', 'bias']);
    for (const channel of [0, 1, 2]) {
      let expected = 0;
      for (const row of [0, 1, 2]) {
        for (const column of [0, 1, 2]) {
          const at = [row - 1, column + 1] as const;
          if (at[0] >= 0 && at[1] < 4) expected += weight.valueAt([1, channel, row, column]) * x.valueAt([0, channel, ...at]);
        }
      }
      expect(sums[channel]!.sum, `channel ${channel}`).toBe(expected);
      expect(sums[channel]!.result).toBe(String(expected).replace('-', '−'));
    }
    expect(sums[3]!.sum).toBe(bias.valueAt([1]));
    expect(sums.reduce((total, { sum }) => total + sum, 0)).toBe(evaluate(formula));
  });

  it('in groups names the channels of the whole map', () => {
    const { formula } = convolution(4, 2, [0, 3, 1, 1], false);
    expect(partialSums('Conv', ['x', 'w'], formula, 2)!.map(({ title }) => title)).toEqual(['channel 2', 'channel 3']);
  });

  it('over many channels puts the last ones together, and nothing is lost', () => {
    const { formula } = convolution(100, 1, [0, 0, 1, 1]);
    const sums = partialSums('Conv', ['x', 'w', 'b'], formula)!;
    expect(sums).toHaveLength(33);
    expect(sums[31]).toMatchObject({ title: 'channels 31 to 99', text: '' });
    expect(sums.reduce((total, { sum }) => total + sum, 0)).toBe(evaluate(formula));
  });

  it('is the only op that is told so', () => {
    expect(partialSums('Add', ['x', 'w'], convolution(3, 1, [0, 0, 0, 0]).formula)).toBeUndefined();
    expect(partialSums('Conv', ['x', 'w'], number(1))).toBeUndefined();
  });
});

describe('the winner of a pooling', () => {
  const x = operand('x', [1, 1, 2, 2], 0);
  const cells = [[0, 0, 0, 0], [0, 0, 0, 1], [0, 0, 1, 0], [0, 0, 1, 1]];

  it('is the cell that the largest comes from, also with its sign turned', () => {
    const largest = cells.reduce((best, at) => (x.valueAt(at) > x.valueAt(best) ? at : best));
    const smallest = cells.reduce((best, at) => (x.valueAt(at) < x.valueAt(best) ? at : best));
    expect(winnerOf(call('max', ...cells.map((at) => x.at(at))))).toEqual({ value: 'x', position: largest });
    expect(winnerOf(negative(call('max', ...cells.map((at) => negative(x.at(at))))))).toEqual({ value: 'x', position: smallest });
  });

  it('is the first of equal ones, and nobody where there is nothing to win', () => {
    const same = { ...x, at: (position: Position) => symbol('s', 's', { read: () => 1, place: { value: 'x', position } }) };
    expect(winnerOf(call('max', ...cells.map((at) => same.at(at))))?.position).toEqual([0, 0, 0, 0]);
    expect(winnerOf(call('max', number(0), x.at([0, 0, 0, 0])))).toBeUndefined();
    expect(winnerOf(x.at([0, 0, 0, 0]))).toBeUndefined();
  });
});
