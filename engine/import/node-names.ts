/** Names of boxes from the names that exporters give to nodes and weights: `/layer1/layer1.0/conv1/Conv`, `layer1.0.conv1.weight`. */
import type { Recognised } from './recognise/recogniser';
import type { TypedNode } from './typed-graph';

export interface PlacedName {
  /** The modules around the box, outermost first. */
  readonly scope: readonly string[];
  readonly name: string;
}

const MOST_SIGNS = 48;

/** A name that documents take: letters, digits, `_` and `-`. */
export function plainName(text: string): string {
  const plain = text.replace(/[^\p{L}\p{N}_-]+/gu, '_').replace(/^[-_]+|[-_]+$/g, '').slice(0, MOST_SIGNS);
  return plain === '' ? 'node' : plain;
}

/** `usual` is what a box is called that the file gives no name. */
export function placedName(node: TypedNode, weights: readonly string[], usual: string): PlacedName {
  const parts = node.name.split('/').filter((part) => part !== '');
  // The last part repeats the operator, with a number where a module holds several; our own files say the phase before it.
  if (parts.length > 1 && new RegExp(`^${node.op}(_\\d+)?$`, 'i').test(parts.at(-1)!)) parts.pop();
  if (parts.at(-1) === 'forward' && parts.length > 1) parts.pop();
  if (parts.length > 0 && !isNumbered(parts, node.op)) return { scope: parts.slice(0, -1).map(plainName), name: plainName(parts.at(-1)!) };
  const [weight] = weights.filter((name) => name.includes('.'));
  if (weight !== undefined) {
    const modules = weight.split('.').slice(0, -1);
    return { scope: modules.slice(0, -1).map(plainName), name: plainName(modules.at(-1)!) };
  }
  return { scope: parts.slice(0, -1).map(plainName), name: usual };
}

/** `Conv_12`, as old exporters count nodes through. */
function isNumbered(parts: readonly string[], op: string): boolean {
  return parts.length === 1 && new RegExp(`^(${op}|node)?_?\\d*$`, 'i').test(parts[0]!);
}

/** The names of the constants that a pattern or node reads. */
export function weightNames(nodes: readonly TypedNode[], isConstant: (name: string) => boolean): string[] {
  return nodes.flatMap(({ inputs }) => inputs.filter((name) => name !== '' && isConstant(name)));
}

export function usualName({ layer }: Pick<Recognised, 'layer'>, node: TypedNode): string {
  return plainName(layer ?? node.op.toLowerCase());
}
