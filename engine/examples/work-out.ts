/** Asks for everything that is worked out in a walk, by whatever way the engine can be asked. */
import type { ElementFormula } from '../explain/element-formula';
import { positionsIn } from '../explain/position';
import type { TracedValue } from '../explain/traced-values';
import type { WorkedValue } from './make-sheet';

export interface ListedStep {
  readonly values: readonly (Pick<TracedValue, 'name' | 'isNamed' | 'op' | 'about' | 'phase'> & { readonly shape: readonly number[] })[];
  readonly aliases: Readonly<Record<string, string>>;
}

/** Elements of one value that a sheet has room for. */
const MOST_ELEMENTS = 40;

/** Every value that has a name, but for the weights that are given and gradients of what is fed. */
export async function workOut({ values, aliases }: ListedStep, formulaOf: (element: string) => Promise<ElementFormula | undefined>): Promise<WorkedValue[]> {
  const fed = new Set(values.flatMap(({ name, op }) => (op === undefined ? [name] : [])));
  const worked: WorkedValue[] = [];
  for (const { name, isNamed, op, about, shape, phase } of values) {
    if (!isNamed || op === undefined || (phase === 'backward' && about !== undefined && fed.has(about) && about.endsWith('.out'))) continue;
    const formulas: ElementFormula[] = [];
    for (const position of positionsIn(shape).slice(0, MOST_ELEMENTS)) {
      const formula = await formulaOf(`${name}[${position.join(',')}]`);
      if (formula) formulas.push(formula);
    }
    worked.push({ names: [name, ...Object.keys(aliases).filter((alias) => aliases[alias] === name)], formulas });
  }
  return worked;
}
