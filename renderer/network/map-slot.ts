/** The room that a box keeps for what it carries: known from what the box is, so that nothing moves while values come. */
import type { NodeFacts } from './facts';
import { GRID, nodeHeight } from './geometry';

type BoxFacts = Pick<NodeFacts, 'definition' | 'values' | 'inputs' | 'outputs'>;

const STRIP = GRID;
const PICTURE = 2 * GRID;

/** A strip of maps or cells; the picture that comes in and the answer that goes out are larger. */
export function mapSlot({ definition, values }: BoxFacts): number {
  if (definition?.target) return PICTURE;
  return definition?.source && isPicture(values['shape']) ? PICTURE : STRIP;
}

function isPicture(shape: unknown): boolean {
  return Array.isArray(shape) && shape.length === 3;
}

export function boxHeight(facts: BoxFacts, showsMaps: boolean): number {
  return nodeHeight(Math.max(facts.inputs.length, facts.outputs.length), showsMaps ? mapSlot(facts) : 0);
}
