/** Operators that work element by element. */
import type { DType } from '../../core/dtype';
import { ELEMENT_TYPE } from '../../onnx/tensor-proto';
import type { OpName } from '../index';
import { floatOf, intOf, scalarOf, textOf, type Translation } from './translate';
import type { Value } from '../graph';

type Plain = 'Abs' | 'Neg' | 'Exp' | 'Log' | 'Sqrt' | 'Reciprocal' | 'Tanh' | 'Sin' | 'Cos' | 'Atan' | 'Sigmoid' | 'Relu' | 'Erf' | 'Softplus' | 'HardSwish' | 'Add' | 'Sub' | 'Mul' | 'Div' | 'Pow' | 'Equal' | 'Greater' | 'GreaterOrEqual' | 'Less' | 'LessOrEqual' | 'And' | 'Not' | 'Where';

/** Types that our graphs hold; the others pass through in operators of the file. */
const COUNTED: ReadonlySet<DType | undefined> = new Set<DType>(['float32', 'int32', 'int64', 'bool', 'uint8']);

function isCounted(dtype: DType | undefined): dtype is DType {
  return COUNTED.has(dtype);
}

function dtypeNumbered(elementType: number): DType | undefined {
  return (Object.keys(ELEMENT_TYPE) as DType[]).find((dtype) => ELEMENT_TYPE[dtype] === elementType);
}

/** Operators that are ours under the same name. */
function same(op: Plain): Translation {
  return (b, { inputs }) => b.apply(op as 'Add' & OpName, inputs as Value[], {});
}

/** Folds any number of operands two at a time. */
function folded(op: 'Add' | 'Max' | 'Min', average = false): Translation {
  return (b, { inputs }) => {
    const total = (inputs as Value[]).reduce((left, right) => b.one(op, [left, right], {}));
    return [average ? b.mul(total, 1 / inputs.length) : total];
  };
}

const PLAIN: readonly Plain[] = ['Abs', 'Neg', 'Exp', 'Log', 'Sqrt', 'Reciprocal', 'Tanh', 'Sin', 'Cos', 'Atan', 'Sigmoid', 'Relu', 'Erf', 'Softplus', 'HardSwish', 'Add', 'Sub', 'Mul', 'Div', 'Pow', 'Equal', 'Greater', 'GreaterOrEqual', 'Less', 'LessOrEqual', 'And', 'Not', 'Where'];

export const ELEMENTWISE: Readonly<Record<string, Translation>> = {
  ...Object.fromEntries(PLAIN.map((op) => [op, same(op)])),
  Sum: folded('Add'),
  Mean: folded('Add', true),
  Max: folded('Max'),
  Min: folded('Min'),
  Elu: (b, call) => [b.one('Elu', [call.inputs[0]!], { alpha: floatOf(call, 'alpha', 1) })],
  LeakyRelu: (b, call) => [b.one('LeakyRelu', [call.inputs[0]!], { alpha: floatOf(call, 'alpha', 0.01) })],
  Gelu: (b, call) => (textOf(call, 'approximate', 'none') === 'none' ? b.apply('Gelu', [call.inputs[0]!], {}) : undefined),
  Clip: (b, call) => {
    const [low, high] = [call.inputs[1] ? scalarOf(call.constant(1)) : -Infinity, call.inputs[2] ? scalarOf(call.constant(2)) : Infinity];
    return low === undefined || high === undefined || low > high ? undefined : [b.one('Clip', [call.inputs[0]!], { min: low, max: high })];
  },
  HardSigmoid: (b, call) => {
    const x = call.inputs[0]!;
    const line = b.add(b.mul(x, floatOf(call, 'alpha', 0.2)), floatOf(call, 'beta', 0.5));
    return [b.one('Clip', [line], { min: 0, max: 1 })];
  },
  Selu: (b, call) => {
    const alpha = floatOf(call, 'alpha', 1.67326319217681884765625);
    return [b.mul(b.one('Elu', [call.inputs[0]!], { alpha }), floatOf(call, 'gamma', 1.05070102214813232421875))];
  },
  PRelu: (b, { inputs: [x, slope] }) => [b.sub(b.relu(x!), b.mul(slope!, b.relu(b.neg(x!))))],
  Swish: (b, call) => {
    const x = call.inputs[0]!;
    const alpha = floatOf(call, 'alpha', 1);
    return [b.mul(x, b.sigmoid(alpha === 1 ? x : b.mul(x, alpha)))];
  },
  // While it is in use, dropout lets everything through.
  Dropout: (b, call) => (call.inputs[2] === undefined || scalarOf(call.constant(2)) === 0 ? b.apply('Identity', [call.inputs[0]!], {}) : undefined),
  Identity: (b, { inputs: [x] }) => b.apply('Identity', [x!], {}),
  // Flat almost everywhere: as in PyTorch nothing is learned through it, and that is no fault.
  Floor: (b, { inputs: [x] }) => [b.one('StopGradient', [b.one('Floor', [x!], {})], {})],
  Cast: (b, call) => {
    const x = call.inputs[0]!;
    const to = dtypeNumbered(intOf(call, 'to', 1));
    if (x.dtype === to) return b.apply('Identity', [x], {});
    return isCounted(x.dtype) && isCounted(to) ? [b.one('StopGradient', [b.cast(x, to)], {})] : undefined;
  },
};
