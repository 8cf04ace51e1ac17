/** Names of boxes, and the modules around them, from what exporters write: `/layer1/layer1.0/conv1/Conv`, `layer1.0.conv1.weight`. */
import type { Box } from './box';
import type { TypedNode } from './typed-graph';

export interface ModulePaths {
  /** Of a box that stands for these nodes; `usual` is its name where the file has none, `last` the node that gives the result. */
  of(nodes: readonly TypedNode[], usual: string, last: TypedNode): Pick<Box, 'name' | 'scope'>;
}

const MOST_SIGNS = 48;

/** A name that documents take: letters, digits, `_` and `-`. */
export function plainName(text: string): string {
  const plain = text.replace(/[^\p{L}\p{N}_-]+/gu, '_').replace(/^[-_]+|[-_]+$/g, '').slice(0, MOST_SIGNS);
  return plain === '' ? 'node' : plain;
}

export function modulePaths(nodes: readonly TypedNode[], isConstant: (name: string) => boolean): ModulePaths {
  const paths = new Map(nodes.map((node) => [node, pathOf(node, isConstant)]));
  // A module that holds others is a place, not a name: what it computes itself is called after the operator.
  const holders = new Set([...paths.values()].flatMap((path) => path.slice(0, -1).map((_, depth) => path.slice(0, depth + 1).join('/'))));
  return {
    of: (group, usual, last) => {
      const own = group.map((node) => paths.get(node) ?? []);
      const leaves = own.filter((path) => path.length > 0 && !holders.has(path.join('/')));
      const [first] = leaves;
      if (first && leaves.every((path) => path.join('/') === first.join('/'))) return { scope: first.slice(0, -1).map(plainName), name: plainName(first.at(-1)!) };
      // What several modules make together stands in the module that holds them.
      const scope = first ? leaves.reduce(commonStart, first.slice(0, -1)) : (paths.get(last) ?? []);
      return { scope: scope.map(plainName), name: plainName(usual) };
    },
  };
}

/** The modules that a node stands in, its own the last. */
function pathOf(node: TypedNode, isConstant: (name: string) => boolean): readonly string[] {
  const parts = node.name.split('/').filter((part) => part !== '');
  // The last part repeats the operator, with a number where a module holds several; our own files say the phase before it.
  const isModule = !isNumbered(parts.at(-1) ?? '', node.op);
  const modules = isModule ? parts : parts.slice(0, -1);
  if (modules.at(-1) === 'forward' && modules.length > 1) modules.pop();
  if (modules.length > 0) return modules;
  const weight = node.inputs.find((name) => name.includes('.') && isConstant(name));
  return weight === undefined ? [] : weight.split('.').slice(0, -1);
}

/** `Conv`, `Conv_12`, `node_3`: says no more than which operator it is. */
function isNumbered(part: string, op: string): boolean {
  return part === '' || new RegExp(`^(${op.replace(/[^A-Za-z0-9]/g, '')}|node)?_?\\d*$`, 'i').test(part);
}

function commonStart(a: readonly string[], b: readonly string[]): readonly string[] {
  const end = a.findIndex((part, depth) => b[depth] !== part);
  return end < 0 ? a : a.slice(0, end);
}
