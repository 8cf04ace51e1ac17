/** The letters of units and weights, each bound to the element of the traced step that it stands for. */
import { symbol, type SymbolExpression } from '../expression/expression';
import type { ReadValue } from '../element-formula';
import { indexOf, type Position } from '../position';
import type { UnitLayer, UnitNetwork } from './unit-network';

/** Losses that turn scores into probabilities themselves: the answer of a unit is then the Output's prediction. */
const FROM_SCORES: readonly string[] = ['binary-cross-entropy', 'cross-entropy'];

export class UnitSymbols {
  constructor(private readonly network: UnitNetwork, private readonly read?: ReadValue) {}

  /** x of an input, a of a unit: what it puts out before Dropout. */
  answer(unit: number): SymbolExpression {
    const at = this.network.inputs.indexOf(unit);
    if (at >= 0) return this.letter('x', [unit], `${this.network.inputBox}.out`, [0, at]);
    const layer = this.layerOf(unit);
    const { output, layers } = this.network;
    const isPredicted = layer === layers.at(-1) && layer.activation === 'linear' && FROM_SCORES.includes(output.loss);
    return this.letter('a', [unit], isPredicted ? `${output.box}.prediction` : `${layer.activationBox}.out`, [0, layer.units.indexOf(unit)]);
  }

  /** The weighted sum of a unit. */
  sum(unit: number): SymbolExpression {
    const layer = this.layerOf(unit);
    return this.letter('z', [unit], `${layer.box}.out`, [0, layer.units.indexOf(unit)]);
  }

  /** 1 where Dropout keeps the unit. */
  mask(unit: number): SymbolExpression {
    const layer = this.layerOf(unit);
    return this.letter('m', [unit], `${layer.dropout!.box}.mask`, [0, layer.units.indexOf(unit)]);
  }

  weight(from: number, to: number): SymbolExpression {
    const { weightKey } = this.layerOf(to);
    return this.letter('w', [from, to], weightKey, this.weightPosition(from, to));
  }

  /** [unit, input], as the tensor is stored. */
  weightPosition(from: number, to: number): Position {
    const layer = this.layerOf(to);
    return [layer.units.indexOf(to), this.unitsBefore(layer).indexOf(from)];
  }

  bias(unit: number): SymbolExpression {
    const { biasKey, units } = this.layerOf(unit);
    return this.letter('b', [unit], biasKey!, [units.indexOf(unit)]);
  }

  /** What the unit should say: the number, or 1 for the right class. A single one needs no number. */
  target(unit: number): SymbolExpression {
    const { output } = this.network;
    const { units } = this.network.layers.at(-1)!;
    const at = units.indexOf(unit);
    const isClass = output.loss.startsWith('cross-entropy');
    const name = units.length === 1 ? 'y' : `y${unit}`;
    const latex = units.length === 1 ? 'y' : `y_{${unit}}`;
    const { read } = this;
    if (!read) return symbol(name, latex);
    const value = () => {
      const { data } = read(`${output.box}.target`);
      return isClass ? Number(Number(data[0]) === at) : Number(data[at]);
    };
    return symbol(name, latex, { read: value, place: { value: `${output.box}.target`, position: isClass ? [0] : [0, at] } });
  }

  unitsBefore(layer: UnitLayer): readonly number[] {
    const at = this.network.layers.indexOf(layer);
    return at === 0 ? this.network.inputs : this.network.layers[at - 1]!.units;
  }

  layerOf(unit: number): UnitLayer {
    return this.network.layers.find(({ units }) => units.includes(unit))!;
  }

  /** `w68`; with a comma where the numbers would run into each other: `w5,10`. */
  private letter(letter: string, numbers: readonly number[], value: string, position: Position): SymbolExpression {
    const below = numbers.join(numbers.length > 1 && numbers.some((number) => number > 9) ? ',' : '');
    const { read } = this;
    const reading = read && { read: () => Number(read(value).data[indexOf(read(value).shape, position)]) };
    return symbol(`${letter}${below}`, `${letter}_{${below}}`, { place: { value, position }, ...reading });
  }
}
