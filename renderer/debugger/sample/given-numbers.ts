/** Which numbers a network takes and is asked for, where they are typed in by hand. */
import type { InferredNetwork } from '../../../engine/infer/infer-network';
import type { GivenNumbers } from '../debugger-store';

export interface NumberField {
  /** The name path of its Input or Output. */
  readonly box: string;
  readonly role: 'inputs' | 'targets';
  readonly count: number;
  /** A class is counted from 0; everything else is any number. */
  readonly isClass: boolean;
}

/** More are not typed in by hand. */
export const MOST_TYPED = 128;

/** Inputs first. Undefined where sizes are not known or there are too many. */
export function numberFields({ nodes }: InferredNetwork): readonly NumberField[] | undefined {
  const fields = nodes.flatMap(({ flat, definition, sizes, parameters }): NumberField[] => {
    if (!definition || !sizes) return [];
    if (definition.source) return [{ box: flat.path, role: 'inputs', count: countOf(sizes.outputs[0] ?? []), isClass: false }];
    if (!definition.target) return [];
    const { dtype, shape } = definition.target.target({ inputs: sizes.inputs, parameters: parameters as never });
    return [{ box: flat.path, role: 'targets', count: countOf(shape), isClass: dtype !== 'float32' }];
  });
  const total = fields.reduce((sum, { count }) => sum + count, 0);
  return fields.some(({ role }) => role === 'inputs') && total <= MOST_TYPED ? fields : undefined;
}

/** Zeros, to be changed. */
export function zeros(fields: readonly NumberField[]): GivenNumbers {
  const of = (wanted: NumberField['role']) => Object.fromEntries(fields.flatMap(({ box, role, count }) => (role === wanted ? [[box, Array<number>(count).fill(0)]] : [])));
  return { samples: [{ inputs: of('inputs'), targets: of('targets') }] };
}

/** With one number of the first sample changed. */
export function withNumber(given: GivenNumbers, { box, role }: Pick<NumberField, 'box' | 'role'>, index: number, value: number): GivenNumbers {
  const [first, ...rest] = given.samples;
  if (!first) return given;
  const numbers = [...(first[role]?.[box] ?? [])];
  numbers[index] = value;
  return { ...given, samples: [{ ...first, [role]: { ...first[role], [box]: numbers } }, ...rest] };
}

function countOf(shape: readonly unknown[]): number {
  return shape.reduce<number>((product, size) => product * Number(size), 1);
}
