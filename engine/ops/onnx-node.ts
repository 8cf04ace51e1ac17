import { divideDims, formatShape, multiplyDims, type Dim, type Shape } from '../core/shape';
import type { OnnxAttribute } from '../onnx/model';
import { renameCaptured } from '../onnx/sub-graph';
import { definePrimitive, OpShapeError } from './define-op';
import type { TensorType } from './graph';

/** A node of an ONNX file as it stood there. */
export interface OnnxCall {
  readonly op: string;
  /** Empty for the standard operators. */
  readonly domain: string;
  readonly attributes: Readonly<Record<string, OnnxAttribute>>;
  /** For each input of the node the operand that it is, or −1 where the optional input is omitted. */
  readonly inputs: readonly number[];
  /** Names by which graphs in the attributes read operands, which are the last ones. */
  readonly captured: readonly string[];
  /** The types of operands and results that the file tells, with `N` for the batch. */
  readonly takes: readonly TensorType[];
  readonly gives: readonly TensorType[];
}

export type OnnxNodeAttributes = { readonly call: OnnxCall };

export const onnxNode = definePrimitive<OnnxNodeAttributes>({
  name: 'OnnxNode',
  summary: 'an operator of an imported ONNX file that the engine passes through',
  infer: (inputs, { call }) => {
    const symbols = matchTypes(inputs, call);
    return call.gives.map(({ dtype, shape }) => ({ dtype, shape: substitute(shape, symbols) }));
  },
  gradient: { notDifferentiable: 'operators that are taken over from a file as they are have no derivative here' },
  emit: ({ emitter, inputNames, attributes: { call } }) => {
    const { op, domain, captured } = call;
    const outer = new Map(captured.map((name, index) => [name, inputNames[inputNames.length - captured.length + index]!]));
    const attributes = Object.entries(call.attributes).map(([name, value]) => [name, 'proto' in value && outer.size > 0 ? { proto: renameCaptured(value.proto, outer) } : value]);
    const inputs = call.inputs.map((operand) => (operand < 0 ? '' : inputNames[operand]!));
    return emitter.node(op, inputs, Object.fromEntries(attributes), call.gives.length, domain === '' ? undefined : domain);
  },
});

/** What each symbol of the stated types is for these operands. Throws where they are others than the file had. */
function matchTypes(operands: readonly TensorType[], { op, takes }: OnnxCall): ReadonlyMap<string, Dim> {
  const symbols = new Map<string, Dim>();
  takes.forEach((stated, index) => {
    const operand = operands[index]!;
    const fits = operand.dtype === stated.dtype && operand.shape.length === stated.shape.length && stated.shape.every((dim, axis) => matchDim(dim, operand.shape[axis]!, symbols));
    if (fits) return;
    throw new OpShapeError(`${op} was made for ${describe(stated)} and its size for ${describe(operand)} is not known`);
  });
  return symbols;
}

function matchDim(stated: Dim, found: Dim, symbols: Map<string, Dim>): boolean {
  if (stated === found) return true;
  if (typeof stated === 'number') return false;
  const { coefficient, symbol } = singleSymbol(stated);
  if (symbol === undefined) return false;
  const value = divideDims(found, coefficient);
  if (value === undefined) return false;
  const known = symbols.get(symbol);
  if (known !== undefined) return known === value;
  symbols.set(symbol, value);
  return true;
}

/** `6·N` is six times one symbol; a product of several is matched by equality alone. */
function singleSymbol(dim: string): { readonly coefficient: number; readonly symbol: string | undefined } {
  const parts = dim.split('·');
  if (parts.length === 1) return { coefficient: 1, symbol: dim };
  const coefficient = Number(parts[0]);
  return { coefficient, symbol: parts.length === 2 && Number.isInteger(coefficient) ? parts[1] : undefined };
}

function substitute(shape: Shape, symbols: ReadonlyMap<string, Dim>): Dim[] {
  return shape.map((dim) => {
    if (typeof dim === 'number') return dim;
    return dim.split('·').reduce<Dim>((product, part) => multiplyDims(product, Number.isInteger(Number(part)) ? Number(part) : (symbols.get(part) ?? part)), 1);
  });
}

function describe({ dtype, shape }: TensorType): string {
  return `${dtype} ${formatShape(shape)}`;
}
