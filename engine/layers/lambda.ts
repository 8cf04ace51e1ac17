import type { ParameterSpec } from '../core/parameters';
import { broadcastShapes, formatShape, type Shape } from '../core/shape';
import { defineLayer, LayerProblem, ONE_OUTPUT } from './define-layer';
import { INPUT_LETTERS, inputsOf, parseLambda, type LambdaExpression } from './lambda-expression';
import { lowerLambda, pythonLambda, reducedAxes } from './lambda-ops';

const EXPRESSION: ParameterSpec<string> = {
  kind: 'text',
  label: 'Expression',
  help: 'a is the first input, b the second, and so on to h without e. There are + - * / ^, abs exp log sqrt square sin cos atan tanh sigmoid relu softplus erf, min max, and mean sum largest smallest over all values or along an axis: mean(a, channels)',
  default: 'a',
  parse: (value) => {
    if (typeof value !== 'string') return { expected: 'an expression such as a * sigmoid(a)' };
    const read = parseLambda(value);
    if ('mistake' in read) return { expected: `an expression such as a * sigmoid(a): ${read.mistake.reason} (column ${read.mistake.column})` };
    return inputsOf(read.expression) > 0 ? { value } : { expected: 'an expression that reads an input, such as a * sigmoid(a)' };
  },
};

export const lambda = defineLayer<{ expression: string }>({
  type: 'lambda',
  version: 1,
  title: 'Lambda',
  category: 'merge',
  summary: 'Works out an expression over its inputs, element by element',
  documentation: {
    text: 'For what no layer does: a new activation, a gate, a weighted sum. Inputs are called a, b, c and so on; sizes of 1 are repeated. The gradient comes by itself. Powers with a changing exponent and logarithms want positive values.',
    formulas: [String.raw`y = f(a, b, \dots)`],
    source: 'written with the ops of this program',
  },
  parameters: { expression: EXPRESSION },
  inputs: { prefix: 'in', minimum: 1, help: 'a for the first, b for the second, and so on' },
  outputs: ONE_OUTPUT,
  shape: ({ inputs, parameters }) => {
    const expression = readLambda(parameters.expression);
    const wanted = inputsOf(expression);
    if (wanted > inputs.length) {
      throw new LayerProblem(`reads ${INPUT_LETTERS[wanted - 1]}, but has ${inputs.length} ${inputs.length === 1 ? 'input' : 'inputs'}`, {
        port: `in${inputs.length}`,
        parameter: 'expression',
        expected: `${wanted} inputs`,
        found: `${inputs.length}`,
        remedy: 'Draw another wire to it, or use the letters of the inputs that are there.',
      });
    }
    return [shapeOf(expression, inputs) ?? []];
  },
  lower: ({ builder, inputs, parameters }) => [lowerLambda(builder, readLambda(parameters.expression), inputs)],
  torch: ({ inputs, parameters }) => {
    const expression = readLambda(parameters.expression);
    return { forward: (operands) => pythonLambda(expression, operands, inputs[0]!.length) };
  },
  examples: [
    { title: 'An activation of one’s own', parameters: { expression: 'a * sigmoid(1.7 * a)' }, inputs: [[6, 28, 28]], outputs: [[6, 28, 28]], parameterCount: 0, macs: 0 },
    { title: 'A gate over channels', parameters: { expression: 'a * sigmoid(mean(mean(b, height), width))' }, inputs: [[8, 5, 5], [8, 5, 5]], outputs: [[8, 5, 5]], parameterCount: 0, macs: 0 },
  ],
});

/** Of a text that the parameter has accepted. */
function readLambda(source: string): LambdaExpression {
  const read = parseLambda(source);
  if ('expression' in read) return read.expression;
  throw new LayerProblem(`cannot be read: ${read.mistake.reason}`, { parameter: 'expression', expected: 'an expression such as a * sigmoid(a)', found: source });
}

/** Without the batch; undefined for a number. */
function shapeOf(expression: LambdaExpression, inputs: readonly Shape[]): Shape | undefined {
  switch (expression.kind) {
    case 'number':
      return undefined;
    case 'input':
      return inputs[expression.index];
    case 'operation':
      return joined([shapeOf(expression.left, inputs), shapeOf(expression.right, inputs)]);
    case 'chooser':
      return joined(expression.of.map((part) => shapeOf(part, inputs)));
    case 'reduction': {
      const shape = shapeOf(expression.of, inputs);
      const axes = shape && reducedAxes(shape, expression.axis);
      return shape?.map((dim, axis) => (axes!.includes(axis) ? 1 : dim));
    }
    default:
      return shapeOf(expression.of, inputs);
  }
}

function joined(shapes: readonly (Shape | undefined)[]): Shape | undefined {
  return shapes.reduce((left, right) => {
    if (!left || !right) return left ?? right;
    const shape = left.length === right.length ? broadcastShapes(left, right) : undefined;
    if (shape) return shape;
    throw new LayerProblem(`cannot combine ${formatShape(left)} with ${formatShape(right)}`, {
      parameter: 'expression',
      expected: 'equal shapes or sizes of 1',
      found: `${formatShape(left)} and ${formatShape(right)}`,
    });
  });
}
