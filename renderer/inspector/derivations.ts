/** Where a box's numbers come from: the formulas of its documentation with this box's numbers filled in, and checked. */
import { evaluateExpression } from '../../engine/document/expression';
import type { NodeFacts } from '../network/facts';
import { formatCount } from '../network/text';
import { asEquation, fillIn, parseLatex, plainText, type Equation, type Piece } from './latex';

export interface Derivation {
  readonly formula: readonly Piece[];
  /** With numbers, as far as they give what the engine says. */
  readonly filled: readonly { readonly axis: string; readonly pieces: readonly Piece[]; readonly result: string }[];
}

type Values = Readonly<Record<string, number>>;

/** How the output size comes about; undefined for layers whose documentation gives no formula for it. */
export function sizeDerivation(facts: NodeFacts): Derivation | undefined {
  const equation = equationFor(facts, ['out']);
  const { sizes } = facts;
  if (!equation || !sizes) return undefined;
  const output = sizes.outputs[0]!;
  const axes = output.length === 3 ? [{ axis: 'height', at: 1 }, { axis: 'width', at: 2 }] : [{ axis: '', at: 0 }];
  const lines = axes.flatMap(({ axis, at }) => fillLine(equation, axisValues(facts, at), output[at], axis));
  const isAlike = lines.length === 2 && plainText(lines[0]!.pieces) === plainText(lines[1]!.pieces);
  return { formula: equation.right, filled: isAlike ? [{ ...lines[0]!, axis: '' }] : lines };
}

export function parameterDerivation(facts: NodeFacts): Derivation | undefined {
  const { sizes } = facts;
  if (!sizes || sizes.parameters === 0) return undefined;
  const equation = equationFor(facts, ['parameters']);
  const filled = equation ? fillLine(equation, axisValues(facts, 1), sizes.parameters, '') : [];
  if (equation && filled.length > 0) return { formula: equation.right, filled };
  // Without bias, or where there is no formula: what the tensors hold.
  const trained = sizes.tensors.filter(({ trainable }) => trainable);
  const pieces = trained.flatMap(({ shape }, index): Piece[] => [...(index > 0 ? [{ kind: 'sign', text: ' + ' } as const] : []), { kind: 'symbol', name: '', base: shape.join('·'), below: '' }]);
  const names = trained.flatMap(({ name }, index): Piece[] => [...(index > 0 ? [{ kind: 'sign', text: ' + ' } as const] : []), { kind: 'symbol', name, base: name, below: '' }]);
  return { formula: names, filled: [{ axis: '', pieces, result: formatCount(sizes.parameters) }] };
}

/** Formulas that are about neither: what the layer computes. */
export function otherFormulas({ definition }: NodeFacts): readonly (readonly Piece[])[] {
  const all = (definition?.documentation.formulas ?? []).map(parseLatex);
  return all.filter((pieces) => !['out', 'parameters'].includes(asEquation(pieces)?.subject ?? ''));
}

function equationFor({ definition }: NodeFacts, subjects: readonly string[]): Equation | undefined {
  const equations = (definition?.documentation.formulas ?? []).flatMap((source) => asEquation(parseLatex(source)) ?? []);
  return equations.find(({ subject }) => subjects.includes(subject));
}

function fillLine({ right }: Equation, values: Values, expected: unknown, axis: string): { axis: string; pieces: readonly Piece[]; result: string }[] {
  const pieces = fillIn(right, values);
  if (!pieces || typeof expected !== 'number' || evaluate(pieces) !== expected) return [];
  return [{ axis, pieces, result: formatCount(expected) }];
}

/** The value of a filled formula; undefined where it is no plain arithmetic. */
export function evaluate(pieces: readonly Piece[]): number | undefined {
  const text = plainText(pieces).replaceAll('⌊', 'floor(').replaceAll('⌋', ')').replaceAll('·', '*').replaceAll('−', '-');
  try {
    const value = evaluateExpression(text, {});
    return typeof value === 'number' ? value : undefined;
  } catch {
    return undefined;
  }
}

/** What the letters of formulas stand for, seen along one axis of a channels-first shape. */
function axisValues({ sizes, values }: NodeFacts, axis: number): Values {
  const input = sizes!.inputs[0] ?? [];
  const output = sizes!.outputs[0] ?? [];
  const found: Record<string, number> = {};
  const set = (name: string, value: unknown): void => {
    if (typeof value === 'number') found[name] = value;
  };
  const at = (value: unknown, index: number): unknown => (Array.isArray(value) ? value[index] : value);
  const spatial = axis - 1;
  const pads = sizes!.window?.padding ?? (values.pads as readonly number[] | undefined);
  const before = pads?.[spatial];
  const after = pads?.[spatial + 2];
  set('n', input[axis]);
  if (before !== undefined && after !== undefined) set('p', (before + after) / 2);
  set('f', at(values.kernel, spatial));
  set('f_h', at(values.kernel, 0));
  set('f_w', at(values.kernel, 1));
  set('s', at(values.stride, spatial));
  set('d', at(values.dilation, spatial) ?? 1);
  set('p_out', at(values.outputPadding, spatial));
  set('factor', at(values.factor, spatial));
  const edges = values.edges ?? values.pads;
  for (const letter of ['c', 'p']) {
    set(`${letter}_0`, at(edges, spatial));
    set(`${letter}_1`, at(edges, spatial + 2));
  }
  set('g', values.groups ?? 1);
  set('m', values.multiplier);
  set('C', input.length === 3 ? input[0] : input.at(-1));
  set('C_in', input[0]);
  set('C_out', output[0]);
  set('h', input[1]);
  set('w', input[2]);
  set('in', input.at(-1));
  set('out', output.at(-1));
  return found;
}
