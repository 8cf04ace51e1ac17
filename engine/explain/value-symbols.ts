/** How an element of a value is written: `hidden.weight[0,1]`, its gradient `∂L/∂hidden.weight[0,1]`. */
import { ownValue } from '../core/own-value';
import { latexName } from './expression/latex-notation';
import type { Position } from './position';

const GRADIENT = '.grad';
const NEXT = '.next';

/** Scalars of the update by the letters that everybody gives them. */
const LETTERS: Readonly<Record<string, readonly [text: string, latex: string]>> = { learningRate: ['η', '\\eta'], first: ['c₁', 'c_1'], second: ['c₂', 'c_2'] };

export interface WrittenElement {
  readonly text: string;
  readonly latex: string;
}

/** `indices` leaves out what a reader need not be told, such as the batch axis of a single sample. */
export function writeElement(name: string, indices: Position): WrittenElement {
  if (name.endsWith(GRADIENT)) {
    const { text, latex } = writeElement(name.slice(0, -GRADIENT.length), indices);
    return { text: `∂L/∂${text}`, latex: `\\frac{\\partial L}{\\partial ${latex}}` };
  }
  const [text, latex] = ownValue(LETTERS, name) ?? [name, name.endsWith(NEXT) ? `${latexName(name.slice(0, -NEXT.length))}^{+}` : latexName(name)];
  return indices.length === 0 ? { text, latex } : { text: `${text}[${indices.join(',')}]`, latex: `${latex}_{${indices.join(',')}}` };
}

export interface ElementAddress {
  readonly name: string;
  /** As typed; the batch axis may be missing. Undefined where only a value was named. */
  readonly indices?: readonly number[];
}

/** Reads `conv1.out[2,3,5]`, also `∂L/∂conv1.out[2,3,5]`; undefined where it is neither. */
export function parseElement(text: string): ElementAddress | undefined {
  const found = /^\s*(∂L\/∂)?(.+?)\s*(?:\[\s*([\d\s,]*)\])?\s*$/.exec(text);
  if (!found) return undefined;
  const name = `${found[2]}${found[1] === undefined ? '' : GRADIENT}`;
  if (found[3] === undefined) return { name };
  const indices = found[3].split(',').map((part) => part.trim()).filter((part) => part !== '');
  return { name, indices: indices.map(Number) };
}
