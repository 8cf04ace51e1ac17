/** An operator of an imported ONNX file for which there is no layer. */
import type { Tensor } from '../../core/dtype';
import { json, text } from '../../core/parameters';
import type { Dim, Shape } from '../../core/shape';
import { Builder } from '../../ops/builder';
import { OpShapeError } from '../../ops/define-op';
import type { TensorType, Value } from '../../ops/graph';
import { tryTranslate } from '../../ops/onnx';
import type { OnnxOperands } from '../../ops/onnx/translate';
import { defineLayer, LayerProblem, type Port } from '../define-layer';
import { fixedTensor, readArguments, type OnnxArgument } from './argument';
import { readAttributes, type OnnxAttributes } from './attributes';
import { parseType, printType, readTypes, sampleShape, wholeType } from './value-type';

export interface OnnxOpParameters {
  readonly op: string;
  readonly domain: string;
  readonly attributes: OnnxAttributes;
  /** One for each input of the node. */
  readonly arguments: readonly OnnxArgument[];
  /** Names by which graphs in the attributes read the last wires. */
  readonly captured: readonly string[];
  /** Of the wires, in their order. */
  readonly takes: readonly TensorType[];
  readonly gives: readonly TensorType[];
}

/** `out`, or `out1`, `out2`, … */
function outputPorts(count: number): readonly Port[] {
  const port = (name: string): Port => ({ name, help: 'A result of the operator' });
  return count === 1 ? [port('out')] : Array.from({ length: count }, (_, index) => port(`out${index + 1}`));
}

const readNames = (value: unknown) => (Array.isArray(value) && value.every((item) => typeof item === 'string') ? (value as string[]) : undefined);
const WIRE: readonly OnnxArgument[] = ['wire'];
const ANY_SAMPLE: readonly TensorType[] = [{ dtype: 'float32', shape: ['N', 1] }];
const TYPES = { expected: 'a list of types such as "float32[N, 64]"', check: readTypes, default: ANY_SAMPLE };

export const onnxOp = defineLayer<OnnxOpParameters>({
  type: 'onnx-op',
  version: 1,
  title: 'ONNX op',
  category: 'core',
  summary: 'An operator of an imported file, kept as it is',
  documentation: {
    text: 'Stands where an imported ONNX file computes something for which there is no layer. It runs, and is exported as the operator it was. Where the engine knows the operator, its sizes follow from what comes in and training goes through it; others keep the sizes of the file, and training must end after them.',
    source: 'ONNX operators',
  },
  parameters: {
    op: text({ label: 'Operator', help: 'The ONNX operator', default: 'Exp' }),
    domain: text({ label: 'Domain', help: 'Where the operator is defined; empty for the standard ones', default: '' }),
    attributes: json({ label: 'Attributes', help: 'The settings of the operator, by name and kind', default: {} as OnnxAttributes, expected: 'attributes such as {"axis": {"int": 1}}', check: readAttributes }),
    arguments: json({ label: 'Arguments', help: 'What stands at each input: a wire, a tensor of the box, a value, or none', default: WIRE, expected: 'a list of "wire", "none", tensors and values', check: readArguments }),
    captured: json({ label: 'Captured', help: 'Names by which inner graphs read the last wires', default: [] as readonly string[], expected: 'a list of names', check: readNames }),
    takes: json({ ...TYPES, label: 'Takes', help: 'Types of what the wires bring, N for the batch' }),
    gives: json({ ...TYPES, label: 'Gives', help: 'Types of the results, N for the batch' }),
  },
  inputs: { prefix: 'in', minimum: 0, help: 'An operand' },
  outputs: outputPorts(1),
  outputsOf: ({ gives }) => outputPorts(Array.isArray(gives) ? gives.length : 1),
  shape: ({ inputs, parameters }) => {
    const types = wireTypes(inputs, parameters);
    const builder = new Builder();
    const stand = (type: TensorType): Value => builder.input(type, { kind: 'feature', node: '' });
    const wires = types.map(stand);
    return apply(builder, parameters, wires, (name) => stand(tensorType(parameters, name))).map(sampleShape);
  },
  tensors: ({ parameters }) =>
    Object.fromEntries(
      parameters.arguments.flatMap((argument, index) => {
        if (typeof argument === 'string' || !('tensor' in argument)) return [];
        const shape = parseType(argument.tensor)!.shape as number[];
        return [[tensorName(index), { shape, initializer: 'zeros' as const, fanIn: 1, fanOut: 1, trainable: argument.trained }]];
      }),
    ),
  lower: ({ builder, inputs, parameters, tensor }) => apply(builder, parameters, inputs, tensor),
  torch: ({ parameters: { op } }) => {
    throw new LayerProblem(`is the ONNX operator ${op}, which has no form in PyTorch here`, { remedy: 'Export an ONNX file instead.' });
  },
  examples: [
    { title: 'eˣ of every value', parameters: { op: 'Exp', takes: [{ dtype: 'float32', shape: ['N', 4] }], gives: [{ dtype: 'float32', shape: ['N', 4] }] }, inputs: [[4]], outputs: [[4]], parameterCount: 0, macs: 0 },
  ],
});

export function tensorName(index: number): string {
  return `in${index + 1}`;
}

function tensorType(parameters: OnnxOpParameters, name: string): TensorType {
  return parseType((parameters.arguments[Number(name.slice(2)) - 1] as { tensor: string }).tensor)!;
}

function wireTypes(inputs: readonly Shape[], { op, arguments: all, captured, takes }: OnnxOpParameters): TensorType[] {
  const wires = all.filter((argument) => argument === 'wire').length + captured.length;
  if (inputs.length !== wires || takes.length !== wires) {
    throw new LayerProblem(`(${op}) has ${inputs.length} wires for ${wires} operands`, { port: `in${Math.min(inputs.length, wires) + 1}`, expected: `${wires} wires`, found: `${inputs.length}` });
  }
  return inputs.map((shape, index) => wholeType(shape, takes[index]!));
}

/** Writes the operator with our ops where that can be done, else as it stood in the file. */
function apply(builder: Builder, parameters: OnnxOpParameters, wires: readonly Value[], tensor: (name: string) => Value): readonly Value[] {
  const { op, domain, attributes, captured, gives } = parameters;
  const inputs = operands(builder, parameters, wires, tensor);
  const written = captured.length > 0 ? undefined : tryTranslate(builder, op, domain, readable(parameters, inputs));
  if (written && written.length >= gives.length) return written.slice(0, gives.length);
  const present = [...inputs.filter((input) => input !== undefined), ...wires.slice(wires.length - captured.length)];
  const stated = parameters.takes.values();
  const takes = [...parameters.arguments, ...captured.map(() => 'wire' as const)].flatMap((argument, index): TensorType[] => (argument === 'none' ? [] : argument === 'wire' ? [stated.next().value!] : [inputs[index]!]));
  let place = 0;
  const order = inputs.map((input) => (input === undefined ? -1 : place++));
  try {
    return builder.apply('OnnxNode', present, { call: { op, domain, attributes, inputs: order, captured, takes, gives } });
  } catch (error) {
    if (!(error instanceof OpShapeError)) throw error;
    const [first] = parameters.takes;
    throw new LayerProblem(`cannot follow the new sizes: ${error.message}`, { ...(first && { expected: parameters.takes.map(printType).join(', ') }), remedy: 'Give it the sizes that the file had, or replace it with a layer.' });
  }
}

function operands(builder: Builder, { arguments: all }: OnnxOpParameters, wires: readonly Value[], tensor: (name: string) => Value): (Value | undefined)[] {
  const rest = wires.values();
  return all.map((argument, index) => {
    if (argument === 'none') return undefined;
    if (argument === 'wire') return rest.next().value!;
    if ('tensor' in argument) return tensor(tensorName(index));
    if ('dims' in argument) return builder.constant({ dtype: 'int64', shape: [argument.dims.length], data: BigInt64Array.from(argument.dims, (dim) => (typeof dim === 'number' ? BigInt(dim) : -1n)) });
    return builder.constant(fixedTensor(argument)!);
  });
}

function readable({ arguments: all, attributes }: OnnxOpParameters, inputs: readonly (Value | undefined)[]): OnnxOperands {
  const constant = (index: number): Tensor | undefined => {
    const argument = all[index];
    return typeof argument === 'object' && 'value' in argument ? fixedTensor(argument) : undefined;
  };
  const dims = (index: number): readonly Dim[] | undefined => {
    const argument = all[index];
    if (typeof argument === 'object' && 'dims' in argument) return argument.dims;
    const found = constant(index);
    return found && found.dtype.includes('int') ? Array.from(found.data as ArrayLike<number | bigint>, Number) : undefined;
  };
  return { attributes, inputs, constant, dims };
}
