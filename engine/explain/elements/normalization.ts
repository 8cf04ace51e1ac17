/** Batch and layer statistics, what is made with them, and their gradients. */
import type { OpName } from '../../ops/index';
import { call, minus, number, over, plus, power, sum, times, type Expression } from '../expression/expression';
import { positionsIn, type Position } from '../position';
import { mean } from './sums';
import type { ElementContext, Operand, RulesFor } from './element-rule';

export type NormalizationOp = Extract<OpName, 'BatchNormalization' | 'BatchNormalizationGrad' | 'BatchNormalizationTraining' | 'Standardize'>;

export const NORMALIZATION: RulesFor<NormalizationOp> = {
  BatchNormalization: ({ inputs: [x, scale, bias, average, variance], position, attributes: { epsilon } }) => {
    const channel = [position[1]!];
    return scaled(x!.at(position), scale!.at(channel), bias!.at(channel), average!.at(channel), variance!.at(channel), epsilon);
  },
  BatchNormalizationTraining: ({ inputs: [x, scale, bias], outputs: [, average, variance], output, position, attributes: { epsilon } }) => {
    if (output === 1) return mean(ofChannel(x!, position[0]!));
    if (output === 2) return mean(ofChannel(x!, position[0]!).map((one) => power(minus(one, average!.at(position)), 2)));
    const channel = [position[1]!];
    return scaled(x!.at(position), scale!.at(channel), bias!.at(channel), average!.at(channel), variance!.at(channel), epsilon);
  },
  BatchNormalizationGrad: (context) => [inputGradient, scaleGradient, biasGradient][context.output]!(context),
  Standardize: ({ inputs: [x], outputs: [, inverse], output, position, attributes: { axes, epsilon } }) => {
    const line = positionsIn(x!.shape.map((size, axis) => (axes.includes(axis) ? size : 1))).map((place) => x!.at(place.map((at, axis) => (axes.includes(axis) ? at : position[axis]!))));
    const average = mean(line);
    if (output === 0) return times(minus(x!.at(position), average), inverse!.at(position.map((at, axis) => (axes.includes(axis) ? 0 : at))));
    return over(number(1), call('sqrt', plus(mean(line.map((one) => power(minus(one, average), 2))), number(epsilon))));
  },
};

function scaled(x: Expression, scale: Expression, bias: Expression, average: Expression, variance: Expression, epsilon: number): Expression {
  return plus(times(scale, over(minus(x, average), call('sqrt', plus(variance, number(epsilon))))), bias);
}

function ofChannel(x: Operand, channel: number): Expression[] {
  return channelPlaces(x, channel).map((place) => x.at(place));
}

function channelPlaces({ shape }: Operand, channel: number): Position[] {
  return positionsIn(shape.map((size, axis) => (axis === 1 ? 1 : size))).map((place) => place.map((at, axis) => (axis === 1 ? channel : at)));
}

type GradContext = ElementContext<{ readonly epsilon: number }>;

/** dx = γ/σ · (dy − Σdy/m − x̂ · Σ(dy·x̂)/m). */
function inputGradient(context: GradContext): Expression {
  const { inputs: [x, scale, average, , dy], outputs: [, dscale, dbias], position } = context;
  const channel = position[1]!;
  const count = number(channelPlaces(x!, channel).length);
  const sigma = deviation(context, channel);
  const standard = over(minus(x!.at(position), average!.at([channel])), sigma);
  const centred = sum([dy!.at(position), times(number(-1), over(dbias!.at([channel]), count)), times(number(-1), standard, over(dscale!.at([channel]), count))]);
  return times(over(scale!.at([channel]), sigma), centred);
}

function scaleGradient(context: GradContext): Expression {
  const { inputs: [x, , average, , dy], position: [channel] } = context;
  const sigma = deviation(context, channel!);
  return sum(channelPlaces(x!, channel!).map((place) => times(dy!.at(place), over(minus(x!.at(place), average!.at([channel!])), sigma))));
}

function biasGradient({ inputs: [x, , , , dy], position: [channel] }: GradContext): Expression {
  return sum(channelPlaces(x!, channel!).map((place) => dy!.at(place)));
}

function deviation({ inputs: [, , , variance], attributes: { epsilon } }: GradContext, channel: number): Expression {
  return call('sqrt', plus(variance!.at([channel]), number(epsilon)));
}
