/** The values of a step in the order in which a person would go through them, with all that is known before anything runs. */
import type { DType, Tensor } from '../core/dtype';
import { BATCH, type Shape } from '../core/shape';
import { bindingName, type OpNode, type Phase, type Value } from '../ops/graph';
import type { OpName } from '../ops/index';
import { tensorAxes, valueAxes } from './axes';
import { traceName, type ExplainedStep } from './trace-graph';
import { nameValues } from './value-names';

export interface TracedValue {
  readonly name: string;
  /** Whether a person knows it; what stands between two such values is written out in formulas. */
  readonly isNamed: boolean;
  /** Name path of the box it belongs to; empty for what belongs to the whole step. */
  readonly origin: string;
  readonly phase: Phase;
  /** Absent for what goes into the step: data, weights, masks. */
  readonly op?: OpName;
  /** Names of what it is made from, without constants. */
  readonly inputs: readonly string[];
  readonly dtype: DType;
  /** With the batch as a symbol. */
  readonly shape: Shape;
  readonly axes: readonly string[];
  /** For a gradient or a next value: the name of what it is about. */
  readonly about?: string;
}

/** A value with its place in the graph. */
export interface ValueEntry {
  readonly traced: TracedValue;
  readonly value: Value;
  readonly source:
    | { readonly kind: 'feed'; readonly name: string }
    | { readonly kind: 'output'; readonly name: string; readonly node: OpNode; readonly index: number };
}

/** Values that one box adds in one phase: one step of going layer by layer. */
export interface LayerStep {
  readonly origin: string;
  readonly phase: Phase;
  readonly values: readonly string[];
}

export class TracedValues {
  /** In stepping order. */
  readonly entries: readonly ValueEntry[];
  readonly steps: readonly LayerStep[];
  /** Other names of values. */
  readonly aliases: ReadonlyMap<string, string>;
  private readonly byName: ReadonlyMap<string, ValueEntry>;
  private readonly byValue: ReadonlyMap<Value, ValueEntry>;
  private readonly constants: ReadonlyMap<Value, Tensor>;

  constructor(step: ExplainedStep) {
    const { names, aliases } = nameValues(step);
    const types = new Map(step.lowered.network.nodes.map(({ flat }) => [flat.path, flat.node.type]));
    const keys = new Set(step.lowered.tensors.values());
    const found: ValueEntry[] = step.graph.inputs.map(({ value, binding }) => ({
      traced: describe(value, 'forward', undefined),
      value,
      source: { kind: 'feed', name: bindingName(binding) },
    }));
    for (const node of step.graph.nodes) {
      if (node.op === 'Constant') continue;
      node.outputs.forEach((value, index) => found.push({ traced: describe(value, node.phase, node), value, source: { kind: 'output', name: traceName(value), node, index } }));
    }
    this.steps = layerSteps(found);
    const order = new Map(this.steps.flatMap(({ values }) => values).map((name, index) => [name, index]));
    this.entries = found.sort((a, b) => (order.get(a.traced.name) ?? -1) - (order.get(b.traced.name) ?? -1));
    this.byName = new Map(this.entries.map((entry) => [entry.traced.name, entry]));
    this.constants = new Map(step.graph.nodes.flatMap((node) => (node.op === 'Constant' ? [[node.outputs[0]!, node.attributes['value'] as Tensor] as const] : [])));
    this.byValue = new Map(this.entries.map((entry) => [entry.value, entry]));
    this.aliases = new Map([...aliases].flatMap(([alias, value]) => (names.has(value) ? [[alias, names.get(value)!.name] as const] : [])));

    function describe(value: Value, phase: Phase, node: OpNode | undefined): TracedValue {
      const { name, isNamed, about } = names.get(value)!;
      return {
        name,
        isNamed,
        origin: value.origin || ownerOf(name, step),
        phase,
        ...(node && { op: node.op }),
        inputs: node?.inputs.flatMap((input) => names.get(input)?.name ?? []) ?? [],
        dtype: value.dtype,
        shape: value.shape,
        axes: axesOf(value, about, node),
        ...(about && { about: names.get(about)!.name }),
      };
    }

    function axesOf(value: Value, about: Value | undefined, node: OpNode | undefined): string[] {
      const like = about ?? value;
      const owner = keys.has(like) ? types.get(ownerOf(names.get(like)!.name, step)) : undefined;
      if (owner !== undefined) return tensorAxes(value.shape, owner);
      // Statistics are of channels.
      return node?.op.startsWith('BatchNormalization') && value.shape.length === 1 ? ['channel'] : valueAxes(value.shape);
    }
  }

  /** By name, or by another name of the same value. */
  find(name: string): ValueEntry | undefined {
    return this.byName.get(name) ?? this.byName.get(this.aliases.get(name) ?? '');
  }

  /** The value of a constant op. */
  constant(value: Value): Tensor {
    return this.constants.get(value)!;
  }

  /** What comes from the data; its first axis is as long as the batch. */
  get batchEntry(): ValueEntry | undefined {
    return this.entries.find(({ source, traced }) => source.kind === 'feed' && traced.shape[0] === BATCH);
  }

  /** Undefined for constants. */
  of(value: Value): ValueEntry | undefined {
    return this.byValue.get(value);
  }
}

/** Graph inputs carry no origin; tensors belong to the box that owns them. */
function ownerOf(name: string, { lowered }: ExplainedStep): string {
  return lowered.network.tensors.get(name)?.node ?? lowered.network.nodes.find(({ flat }) => name.startsWith(`${flat.path}.`))?.flat.path ?? '';
}

const PHASES: readonly Phase[] = ['forward', 'loss', 'backward', 'update'];

/**
 * A box is done when its last value is: sums of gradients that meet in a box are begun long before. Within a phase boxes
 * therefore follow one another by their last values.
 */
function layerSteps(entries: readonly ValueEntry[]): LayerStep[] {
  const groups = new Map<string, { origin: string; phase: Phase; values: string[]; last: number }>();
  entries.forEach(({ traced: { origin, phase, name }, source }, index) => {
    if (source.kind === 'feed') return;
    const key = `${phase} ${origin}`;
    const group = groups.get(key) ?? { origin, phase, values: [], last: index };
    group.values.push(name);
    group.last = index;
    groups.set(key, group);
  });
  const ordered = [...groups.values()].sort((a, b) => PHASES.indexOf(a.phase) - PHASES.indexOf(b.phase) || a.last - b.last);
  return ordered.map(({ origin, phase, values }) => ({ origin, phase, values }));
}
