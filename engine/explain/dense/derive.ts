/**
 * ∂L/∂w of every weight of a small dense network in symbols, for one sample: the error of the answer, then along the paths
 * back, unit by unit, simplified as a course does it: (a8 − y)·w68·a6(1 − a6)·a4.
 */
import type { ReadValue } from '../element-formula';
import { evaluate } from '../expression/evaluate';
import { indicator, minus, negative, number, ONE, over, plus, power, sum, symbol, symbolsOf, times, ZERO, type Expression, type SymbolExpression } from '../expression/expression';
import { simplify } from '../expression/simplify';
import type { Position } from '../position';
import type { UnitLayer, UnitNetwork } from './unit-network';
import { UnitSymbols } from './unit-symbols';

export interface WeightDerivation {
  /** w68 or b8. */
  readonly weight: SymbolExpression;
  /** The traced value that it derives, and where in it. */
  readonly value: string;
  readonly position: Position;
  readonly derivative: Expression;
  /** Errors of units that the derivative names instead of writing them out, the last layer first. */
  readonly errors: readonly UnitError[];
}

/** δ of a unit: ∂L/∂z. */
export interface UnitError {
  readonly unit: number;
  readonly symbol: SymbolExpression;
  readonly expression: Expression;
}

/** Errors of more symbols are named where another formula reads them. */
const MOST_SYMBOLS = 60;

/** Every weight and bias, layer by layer; a sentence where the loss has no such derivation. `read` gives numbers to the symbols. */
export function deriveWeights(network: UnitNetwork, read?: ReadValue): readonly WeightDerivation[] | { readonly problem: string } {
  const deriver = new Deriver(network, new UnitSymbols(network, read), read !== undefined);
  const problem = deriver.problem();
  return problem === undefined ? network.layers.flatMap((layer) => deriver.weightsOf(layer)) : { problem };
}

class Deriver {
  private readonly errors = new Map<number, UnitError>();

  constructor(private readonly network: UnitNetwork, private readonly symbols: UnitSymbols, private readonly hasNumbers: boolean) {}

  problem(): string | undefined {
    const { layers, output } = this.network;
    if (output.loss === 'huber') return 'Huber has no short derivation; choose another loss.';
    const inner = layers.slice(0, -1).find(({ activation }) => activation === 'softmax');
    if (inner) return `“${inner.activationBox}” is a Softmax between layers, where every unit depends on every other.`;
    return undefined;
  }

  weightsOf(layer: UnitLayer): WeightDerivation[] {
    return layer.units.flatMap((unit) => {
      const error = this.errorOf(unit);
      const weights = this.symbols.unitsBefore(layer).map((from) => this.derivation(this.symbols.weight(from, unit), `${layer.weightKey}.grad`, this.symbols.weightPosition(from, unit), times(error.expression, this.passedOn(from))));
      if (layer.biasKey === undefined) return weights;
      return [...weights, this.derivation(this.symbols.bias(unit), `${layer.biasKey}.grad`, [layer.units.indexOf(unit)], error.expression)];
    });
  }

  private derivation(weight: SymbolExpression, value: string, position: Position, formula: Expression): WeightDerivation {
    const derivative = simplify(formula);
    return { weight, value, position, derivative, errors: this.namedIn(derivative) };
  }

  /** Errors that a formula names, and those that they name. */
  private namedIn(formula: Expression): UnitError[] {
    const found = new Map<number, UnitError>();
    const visit = (part: Expression): void => {
      for (const { name } of symbolsOf(part)) {
        const error = [...this.errors.values()].find((one) => one.symbol.name === name);
        if (!error || found.has(error.unit)) continue;
        found.set(error.unit, error);
        visit(error.expression);
      }
    };
    visit(formula);
    return [...found.values()].sort((a, b) => b.unit - a.unit);
  }

  /** What the next layer receives from a unit or input. */
  private passedOn(unit: number): Expression {
    const answer = this.symbols.answer(unit);
    const factors = this.network.inputs.includes(unit) ? [] : this.dropping(unit);
    return factors.length > 0 ? times(...factors, answer) : answer;
  }

  /** What Dropout multiplies by. */
  private dropping(unit: number): Expression[] {
    const { dropout } = this.symbols.layerOf(unit);
    if (!dropout) return [];
    return dropout.isScaled ? [over(this.symbols.mask(unit), number(dropout.keep))] : [this.symbols.mask(unit)];
  }

  private errorOf(unit: number): UnitError {
    const known = this.errors.get(unit);
    if (known) return known;
    const { layers } = this.network;
    const layer = this.symbols.layerOf(unit);
    const expression = simplify(layer === layers.at(-1) ? this.outputError(unit) : this.hiddenError(unit, layers[layers.indexOf(layer) + 1]!));
    const read = this.hasNumbers ? { read: () => evaluate(expression) } : {};
    const error = { unit, expression, symbol: symbol(`δ${unit}`, `\\delta_{${unit}}`, read) };
    this.errors.set(unit, error);
    return error;
  }

  private hiddenError(unit: number, next: UnitLayer): Expression {
    const errors = next.units.map((after) => ({ after, error: this.errorOf(after) }));
    const size = errors.reduce((total, { error }) => total + symbolsOf(error.expression).length, 0);
    const paths = errors.map(({ after, error }) => times(size > MOST_SYMBOLS ? error.symbol : error.expression, this.symbols.weight(unit, after)));
    return times(sum(paths), ...this.dropping(unit), this.slope(unit));
  }

  /** The derivative of the activation, in terms of the activation where that is shorter. */
  private slope(unit: number): Expression {
    const a = this.symbols.answer(unit);
    switch (this.symbols.layerOf(unit).activation) {
      case 'sigmoid':
        return times(a, minus(ONE, a));
      case 'tanh':
        return minus(ONE, power(a, 2));
      case 'relu':
        return indicator(this.symbols.sum(unit), '>', ZERO);
      default:
        return ONE;
    }
  }

  private outputError(unit: number): Expression {
    const { output, layers } = this.network;
    const { units, activation } = layers.at(-1)!;
    const share = this.share(units.length);
    const difference = (one: number) => minus(this.symbols.answer(one), this.symbols.target(one));
    const isCrossEntropy = output.loss === 'cross-entropy' || (output.loss === 'cross-entropy-probabilities' && activation === 'softmax');
    // Softmax and cross-entropy together leave the plain difference, and so do a sigmoid and its own.
    if (isCrossEntropy || output.loss === 'binary-cross-entropy') return times(...share, difference(unit));
    if (activation !== 'softmax') return times(...share, this.lossSlope(unit), ...this.dropping(unit), this.slope(unit));
    const a = this.symbols.answer(unit);
    const others = sum(units.map((one) => times(this.lossSlope(one), this.symbols.answer(one))));
    return times(...share, a, plus(this.lossSlope(unit), negative(others)));
  }

  /** ∂L/∂a of the part of the loss that is about one unit. */
  private lossSlope(unit: number): Expression {
    const [a, y] = [this.symbols.answer(unit), this.symbols.target(unit)];
    switch (this.network.output.loss) {
      case 'binary-cross-entropy-probabilities':
        return over(minus(a, y), times(a, minus(ONE, a)));
      case 'cross-entropy-probabilities':
        return negative(over(y, a));
      case 'mean-absolute-error':
        return minus(indicator(a, '>', y), indicator(a, '<', y));
      case 'mean-squared-error':
        return times(number(2), minus(a, y));
      default:
        return minus(a, y);
    }
  }

  /** The weight of the loss and, where the loss is a mean, what it divides by. */
  private share(count: number): Expression[] {
    const { loss, isSum, weight } = this.network.output;
    const isMean = loss.startsWith('mean-') || (loss.startsWith('binary-') && !isSum);
    return [...(weight === 1 ? [] : [number(weight)]), ...(isMean && count > 1 ? [over(ONE, number(count))] : [])];
  }
}
