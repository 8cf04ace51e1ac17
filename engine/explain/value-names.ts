/**
 * The names of the values of a step. What a person meets has the name of its box or tensor (`hidden.out`, `hidden.weight`,
 * `hidden.weight.grad`, `hidden.weight.next`); what stands between is called after its op and can be written out in formulas.
 */
import type { Graph, InputBinding, OpNode, OutputBinding, Value } from '../ops/graph';
import type { OpName } from '../ops/index';
import type { ExplainedStep } from './trace-graph';

export interface ValueName {
  /** Unique, and typed without effort. */
  readonly name: string;
  /** Whether a person knows it; formulas stop at such values. */
  readonly isNamed: boolean;
  /** The tensor or value that it is the gradient, the slot or the next value of. */
  readonly about?: Value;
}

export interface ValueNames {
  readonly names: ReadonlyMap<Value, ValueName>;
  /** Other names of the same values: what a Dropout with rate 0 puts out is what went in. */
  readonly aliases: ReadonlyMap<string, Value>;
}

export function nameValues(step: ExplainedStep): ValueNames {
  const namer = new Namer();
  const { graph, lowered, losses, objective, gradients } = step;
  const constants = new Set(graph.nodes.flatMap((node) => (node.op === 'Constant' ? node.outputs : [])));
  const tensors = new Map(graph.inputs.flatMap(({ value, binding }) => (binding.kind === 'tensor' ? [[binding.key, value] as const] : [])));
  for (const { value, binding } of graph.inputs) namer.give(value, inputName(binding), true, binding.kind === 'slot' ? tensors.get(binding.key) : undefined);
  for (const [port, value] of lowered.ports) namer.give(value, portName(port), true);
  for (const [path, value] of lowered.predictions) namer.give(value, `${path}.prediction`, true);
  for (const { path, loss, named } of losses) {
    namer.give(loss, `${path}.loss`, true);
    for (const [name, value] of Object.entries(named)) namer.give(value, `${path}.${name}`, true);
  }
  if (objective) namer.give(objective, 'loss', true);
  for (const node of graph.nodes) if (node.phase === 'forward') node.outputs.forEach((value, index) => giveStatistic(namer, node, value, STATISTICS[node.op]?.[index]));
  // Running statistics are brought up to date on the way forward.
  const made = new Set(graph.nodes.flatMap((node) => (node.phase === 'forward' ? node.outputs : [])));
  for (const { value, binding } of graph.outputs) {
    if (binding.kind === 'tensor' && made.has(value)) namer.give(value, `${binding.key}.next`, true, tensors.get(binding.key));
  }
  for (const node of graph.nodes) if (node.phase === 'forward' || node.phase === 'loss') namer.giveBetween(node, node.phase === 'loss' ? `${node.origin}.loss` : node.origin);
  for (const [value, gradient] of gradients) {
    if (!constants.has(gradient)) namer.give(gradient, `${namer.nameOf(value)}.grad`, namer.isNamed(value), value);
  }
  for (const { value, binding } of graph.outputs) {
    const name = outputName(binding);
    if (name !== undefined) namer.give(value, name, true, tensors.get('key' in binding ? binding.key : ''));
  }
  const keys = updatedKeys(graph);
  for (const node of graph.nodes) {
    if (node.phase === 'backward') namer.giveBetween(node, `${node.origin || 'loss'}.backward`);
    if (node.phase === 'update') namer.giveBetween(node, `${keys.get(node) ?? 'clip'}.update`);
  }
  return namer;
}

/** Results of ops that have names in every book, though no port carries them. */
const STATISTICS: Readonly<Partial<Record<OpName, readonly (string | undefined)[]>>> = {
  BatchNormalizationTraining: [undefined, 'batch_mean', 'batch_var'],
  Standardize: ['standardized', 'inverse_deviation'],
};

function giveStatistic(namer: Namer, { origin }: OpNode, value: Value, name: string | undefined): void {
  if (name !== undefined) namer.give(value, `${origin}.${name}`, true);
}

class Namer implements ValueNames {
  readonly names = new Map<Value, ValueName>();
  readonly aliases = new Map<string, Value>();
  private readonly taken = new Set<string>();

  give(value: Value, name: string, isNamed: boolean, about?: Value): void {
    if (this.names.has(value)) {
      if (!this.taken.has(name)) this.aliases.set(name, value);
      return;
    }
    let free = name;
    for (let count = 2; this.taken.has(free); count++) free = `${name}-${count}`;
    this.taken.add(free);
    this.names.set(value, { name: free, isNamed, ...(about && { about }) });
  }

  /** Names what is left of an op's results after the op. */
  giveBetween(node: OpNode, place: string): void {
    if (node.op === 'Constant') return;
    for (const output of node.outputs) if (!this.names.has(output)) this.give(output, `${place || 'loss'}.${node.op.toLowerCase()}`, false);
  }

  nameOf(value: Value): string {
    return this.names.get(value)!.name;
  }

  isNamed(value: Value): boolean {
    return this.names.get(value)!.isNamed;
  }
}

/** `path:port`. */
function portName(endpoint: string): string {
  const at = endpoint.lastIndexOf(':');
  return `${endpoint.slice(0, at)}.${endpoint.slice(at + 1)}`;
}

function inputName(binding: InputBinding): string {
  switch (binding.kind) {
    case 'feature':
      return `${binding.node}.out`;
    case 'target':
      return `${binding.node}.target`;
    case 'tensor':
    case 'mask':
    case 'noise':
      return binding.key;
    case 'slot':
      return `${binding.key}.${lastPart(binding.slot)}`;
    case 'scalar':
      return lastPart(binding.name);
    case 'trace':
      return binding.name;
  }
}

/** Undefined for what has its name already. */
function outputName(binding: OutputBinding): string | undefined {
  switch (binding.kind) {
    case 'tensor':
      return `${binding.key}.next`;
    case 'slot':
      return `${binding.key}.${lastPart(binding.slot)}.next`;
    case 'gradientNorm':
      return 'gradientNorm';
    default:
      return undefined;
  }
}

/** Slots and scalars begin with the name of their update. */
function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

/** Which tensor an op of the update works for; ops that work for several, as clipping does, are left out. */
function updatedKeys({ nodes, outputs }: Graph): ReadonlyMap<OpNode, string> {
  const producers = new Map(nodes.flatMap((node) => node.outputs.map((output) => [output, node] as const)));
  const users = new Map<OpNode, Set<string>>();
  const walk = (value: Value, key: string): void => {
    const node = producers.get(value);
    if (node?.phase !== 'update') return;
    const known = users.get(node) ?? new Set();
    if (known.has(key)) return;
    users.set(node, known.add(key));
    for (const input of node.inputs) walk(input, key);
  };
  for (const { value, binding } of outputs) if (binding.kind === 'tensor' || binding.kind === 'slot') walk(value, binding.key);
  return new Map([...users].flatMap(([node, keys]) => (keys.size === 1 ? [[node, [...keys][0]!] as const] : [])));
}
