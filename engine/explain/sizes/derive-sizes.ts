/** Why a box has the numbers that the size table shows: each as a formula with the box's own numbers in it. */
import type { Shape } from '../../core/shape';
import type { InferredNetwork, InferredNode } from '../../infer/infer-network';
import { spatial, widest, type ReceptiveField } from '../../infer/receptive-field';
import type { LayerType } from '../../layers';
import { evaluate } from '../expression/evaluate';
import { minus, number, ONE, plus, product, times, type Expression } from '../expression/expression';
import { printLatex, printNumber, printText } from '../expression/print';
import { compareSeparable, multiplications, parameterCount, type SeparableComparison } from './cost';
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
  const output = outputSize(type, box) ?? kept(sizes.inputs[0]!);
  const field = receptiveField(network, node);
  const separable = compareSeparable(type, box);
  // An Output passes its answer on to nobody, yet it is one value each.
  const values = sizes.outputs.length === 0 ? number(0) : product(sizes.outputs[0]!.map((size) => letter('n', size as number)));
  return {
    output,
    parameters: parameterCount(type, box, tensors),
    macs: multiplications(type, box),
    activations: values,
    activationBytes: times(number(BYTES_PER_VALUE), letter('values', sizes.activations)),
    parameterBytes: times(number(BYTES_PER_VALUE), letter('parameters', sizes.parameters)),
    ...(field && { receptiveField: field }),
    ...(separable && { separable }),
  };
}

/** r + d(k − 1)·j from the field of what the box reads. */
function receptiveField(network: InferredNetwork, { operands, sizes, definition, receptiveField: own }: InferredNode): Expression[] | undefined {
  if (!own || !sizes) return undefined;
  if (definition?.source) return own.size.map(() => ONE);
  const before = widest(operands.flatMap((operand) => fieldBehind(network, operand)))!;
  const { window } = sizes;
  if (window) {
    return before.size.map((size, axis) => plus(letter('r', size), times(letter('d', window.dilation[axis]!), minus(letter('k', window.kernel[axis]!), ONE), letter('j', before.jump[axis]!))));
  }
  const keepsAxes = sameAxes(sizes.inputs[0]!, before) && sameAxes(sizes.outputs[0] ?? [], before);
  return before.size.map((size, axis) => (keepsAxes ? letter('r', size) : letter('n', before.input[axis]!)));
}

function fieldBehind({ nodes }: InferredNetwork, operand: string): ReceptiveField[] {
  const path = operand.slice(0, operand.lastIndexOf(':'));
  const field = nodes.find(({ flat }) => flat.path === path)?.receptiveField;
  return field ? [field] : [];
}

function sameAxes(shape: Shape, { size }: ReceptiveField): boolean {
  return spatial(shape).length === size.length;
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
