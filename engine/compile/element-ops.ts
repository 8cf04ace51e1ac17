/** Ops that treat every element by itself, whatever the axes are called: passes that change a layout take them along. */
import type { OpName } from '../ops/index';

export const ELEMENTWISE: readonly OpName[] = [
  'Abs', 'Add', 'And', 'Cast', 'Clip', 'Div', 'Elu', 'Equal', 'Erf', 'Exp', 'Floor', 'Greater', 'GreaterOrEqual', 'HardSwish', 'Identity',
  'LeakyRelu', 'Less', 'LessOrEqual', 'Log', 'Max', 'Min', 'Mul', 'Neg', 'Not', 'Pow', 'Reciprocal', 'Relu', 'ReluGrad', 'Sigmoid', 'Softplus', 'Sqrt',
  'StopGradient', 'Sub', 'Tanh', 'Where', 'ZerosLike',
];
