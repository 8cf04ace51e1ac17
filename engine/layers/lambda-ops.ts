/** Expressions of Lambda layers as ops, and as PyTorch. */
import type { Shape } from '../core/shape';
import type { Builder } from '../ops/builder';
import type { Value } from '../ops/graph';
import type { LambdaExpression, Operator, ReducedAxis, ReductionName, UnaryName } from './lambda-expression';
import { axisNamed } from './named-axis';

interface UnaryOp {
  /** Of a number; absent where the op works it out. */
  readonly of?: (x: number) => number;
  readonly lower: (b: Builder, x: Value) => Value;
  readonly torch: (x: string) => string;
}

const UNARY_OPS: Readonly<Record<UnaryName, UnaryOp>> = {
  abs: { of: Math.abs, lower: (b, x) => b.abs(x), torch: (x) => `torch.abs(${x})` },
  exp: { of: Math.exp, lower: (b, x) => b.exp(x), torch: (x) => `torch.exp(${x})` },
  log: { of: Math.log, lower: (b, x) => b.log(x), torch: (x) => `torch.log(${x})` },
  sqrt: { of: Math.sqrt, lower: (b, x) => b.sqrt(x), torch: (x) => `torch.sqrt(${x})` },
  square: { of: (x) => x * x, lower: (b, x) => b.square(x), torch: (x) => `torch.square(${x})` },
  sin: { of: Math.sin, lower: (b, x) => b.one('Sin', [x], {}), torch: (x) => `torch.sin(${x})` },
  cos: { of: Math.cos, lower: (b, x) => b.one('Cos', [x], {}), torch: (x) => `torch.cos(${x})` },
  atan: { of: Math.atan, lower: (b, x) => b.one('Atan', [x], {}), torch: (x) => `torch.atan(${x})` },
  tanh: { of: Math.tanh, lower: (b, x) => b.tanh(x), torch: (x) => `torch.tanh(${x})` },
  sigmoid: { of: (x) => 1 / (1 + Math.exp(-x)), lower: (b, x) => b.sigmoid(x), torch: (x) => `torch.sigmoid(${x})` },
  relu: { of: (x) => Math.max(x, 0), lower: (b, x) => b.relu(x), torch: (x) => `torch.relu(${x})` },
  softplus: { of: (x) => Math.log1p(Math.exp(-Math.abs(x))) + Math.max(x, 0), lower: (b, x) => b.one('Softplus', [x], {}), torch: (x) => `F.softplus(${x})` },
  erf: { lower: (b, x) => b.one('Erf', [x], {}), torch: (x) => `torch.erf(${x})` },
};

const OPERATIONS: Readonly<Record<Operator, { readonly of: (x: number, y: number) => number; readonly lower: (b: Builder, x: Value, y: Value) => Value }>> = {
  '+': { of: (x, y) => x + y, lower: (b, x, y) => b.add(x, y) },
  '-': { of: (x, y) => x - y, lower: (b, x, y) => b.sub(x, y) },
  '*': { of: (x, y) => x * y, lower: (b, x, y) => b.mul(x, y) },
  '/': { of: (x, y) => x / y, lower: (b, x, y) => b.div(x, y) },
  '^': { of: (x, y) => x ** y, lower: (b, x, y) => b.one('Pow', [x, y], {}) },
};

const REDUCTION_OPS: Readonly<Record<ReductionName, { readonly lower: (b: Builder, x: Value, axes: readonly number[]) => Value; readonly torch: string }>> = {
  mean: { lower: (b, x, axes) => b.mean(x, axes, true), torch: 'mean' },
  sum: { lower: (b, x, axes) => b.sum(x, axes, true), torch: 'sum' },
  largest: { lower: (b, x, axes) => b.one('ReduceMax', [x], { axes, keepdims: true }), torch: 'amax' },
  smallest: { lower: (b, x, axes) => b.neg(b.one('ReduceMax', [b.neg(x)], { axes, keepdims: true })), torch: 'amin' },
};

/** Of a sample, without its batch. */
export function reducedAxes(shape: Shape, axis: ReducedAxis | undefined): number[] {
  return axis === undefined ? shape.map((_, at) => at) : [axisNamed(shape, axis, 'in1')];
}

/** Operands have the batch in front; the expression reads one of them at least. */
export function lowerLambda(b: Builder, expression: LambdaExpression, inputs: readonly Value[]): Value {
  const value = lowered(b, expression, inputs);
  return typeof value === 'number' ? b.scalar(value) : value;
}

/** What is known when the network is built is worked out at once and stays a number. */
function lowered(b: Builder, expression: LambdaExpression, inputs: readonly Value[]): number | Value {
  switch (expression.kind) {
    case 'number':
      return expression.value;
    case 'input':
      return inputs[expression.index]!;
    case 'negative': {
      const value = lowered(b, expression.of, inputs);
      return typeof value === 'number' ? -value : b.neg(value);
    }
    case 'operation': {
      const [left, right] = [lowered(b, expression.left, inputs), lowered(b, expression.right, inputs)];
      const { of, lower } = OPERATIONS[expression.operator];
      return typeof left === 'number' && typeof right === 'number' ? of(left, right) : lower(b, asValue(b, left), asValue(b, right));
    }
    case 'unary': {
      const value = lowered(b, expression.of, inputs);
      const { of, lower } = UNARY_OPS[expression.name];
      return typeof value === 'number' && of ? of(value) : lower(b, asValue(b, value));
    }
    case 'chooser': {
      const values = expression.of.map((part) => lowered(b, part, inputs));
      return values.reduce((left, right) => {
        if (typeof left === 'number' && typeof right === 'number') return Math[expression.name](left, right);
        return b[expression.name](asValue(b, left), asValue(b, right));
      });
    }
    case 'reduction': {
      const value = lowered(b, expression.of, inputs);
      // The parser has made sure that it reads an input.
      if (typeof value === 'number') return value;
      return REDUCTION_OPS[expression.name].lower(b, value, reducedAxes(value.shape.slice(1), expression.axis).map((axis) => axis + 1));
    }
  }
}

function asValue(b: Builder, value: number | Value): Value {
  return typeof value === 'number' ? b.scalar(value) : value;
}

/** All inputs have `rank` axes besides the batch. */
export function pythonLambda(expression: LambdaExpression, operands: readonly string[], rank: number): string {
  const print = (part: LambdaExpression): string => {
    switch (part.kind) {
      case 'number':
        return `torch.tensor(${part.value}, dtype=torch.float64)`;
      case 'input':
        return operands[part.index]!;
      case 'negative':
        return `(-${print(part.of)})`;
      case 'operation':
        return `(${print(part.left)} ${part.operator === '^' ? '**' : part.operator} ${print(part.right)})`;
      case 'unary':
        return UNARY_OPS[part.name].torch(print(part.of));
      case 'chooser':
        return part.of.map(print).reduce((left, right) => `torch.${part.name}imum(${left}, ${right})`);
      case 'reduction': {
        // The names of axes depend on how many there are, and on nothing else.
        const axes = reducedAxes(Array.from({ length: rank }, () => 1), part.axis).map((axis) => axis + 1);
        return `${print(part.of)}.${REDUCTION_OPS[part.name].torch}(dim=(${axes.join(', ')},), keepdim=True)`;
      }
    }
  };
  return print(expression);
}
