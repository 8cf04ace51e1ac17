/** Why a box has the numbers that the size table shows: each as a formula with the box's own numbers in it. */
import type { Shape } from '../../core/shape';
import type { InferredNetwork, InferredNode } from '../../infer/infer-network';
import type { LayerType } from '../../layers';
import { evaluate } from '../expression/evaluate';
import { number, product, sum, times, type Expression } from '../expression/expression';
import { printLatex, printNumber, printText } from '../expression/print';
import { compareSeparable, multiplications, parameterCount, type SeparableComparison } from './cost';
import { deriveField } from './field-formula';
import { kept, outputSize, type SizedBox } from './output-size';
import { letter } from './size-letters';

export interface SizeDerivations {
  /** One per axis of the output, channels first. */
  readonly output: readonly Expression[];
  /** Weights, frozen or not. */
  readonly parameters: Expression;
  readonly macs: Expression;
  readonly activations: Expression;
  /** Of the values that one sample leaves at the output. */
  readonly activationBytes: Expression;
  readonly parameterBytes: Expression;
  /** Per spatial axis; absent for vectors. */
  readonly receptiveField?: readonly Expression[];
  readonly separable?: SeparableComparison;
}

const BYTES_PER_VALUE = 4;

/** Undefined for a box that has no sizes. */
export function deriveSizes(network: InferredNetwork, node: InferredNode): SizeDerivations | undefined {
  const { definition, sizes, parameters } = node;
  if (!definition || !sizes) return undefined;
  const type = definition.type as LayerType;
  const box: SizedBox = { inputs: sizes.inputs, outputs: sizes.outputs, parameters, ...(sizes.window && { padding: sizes.window.padding }) };
  const tensors = Object.fromEntries(sizes.tensors.flatMap(({ name, shape, trainable }) => (trainable ? [[name, shape] as const] : [])));
  const field = deriveField(network, node);
  const separable = compareSeparable(type, box);
  return {
    output: outputSize(type, box) ?? kept(sizes.inputs[0]!),
    parameters: parameterCount(type, box, tensors),
    macs: multiplications(type, box),
    activations: sum(sizes.outputs.map(valueCount)),
    activationBytes: times(number(BYTES_PER_VALUE), letter('values', sizes.activations)),
    parameterBytes: times(number(BYTES_PER_VALUE), letter('parameters', sizes.parameters)),
    ...(field && { receptiveField: field }),
    ...(separable && { separable }),
  };
}

/** h·w·C of a picture, in the order in which the course writes it; an axis of unknown length counts once. */
function valueCount(shape: Shape): Expression {
  const names = ({ 1: ['n'], 2: ['steps', 'features'], 3: ['C', 'h', 'w'] } as const)[shape.length];
  const axes = shape.map((size, axis) => (typeof size === 'number' ? letter(names?.[axis] ?? 'n', size) : number(1)));
  return product(shape.length === 3 ? [axes[1]!, axes[2]!, axes[0]!] : axes);
}

export interface WrittenSize {
  readonly text: { readonly symbols: string; readonly numbers: string; readonly result: string };
  readonly latex: { readonly symbols: string; readonly numbers: string; readonly result: string };
  readonly result: number;
}

export function writeSize(formula: Expression): WrittenSize {
  const result = evaluate(formula);
  const digits = 12;
  return {
    text: { symbols: printText(formula), numbers: printText(formula, { numbers: true, digits }), result: printNumber(result, digits) },
    latex: { symbols: printLatex(formula), numbers: printLatex(formula, { numbers: true, digits }), result: printLatex(number(result), { digits }) },
    result,
  };
}
