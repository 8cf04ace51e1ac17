/**
 * The first part of a network in training that never changes: frozen layers and what stands around them without tensors.
 * Where the data does not change from epoch to epoch either, each sample gives the same values at its border every time.
 */
import { warning, type Diagnostic } from '../../core/diagnostic';
import { BATCH, staticElementCount, type Shape } from '../../core/shape';
import { lowerNetwork, readyNodes, type ReadyNode } from '../../compile/1-lower';
import { Builder } from '../../ops/builder';
import type { TrainingPlan } from '../training-plan';

export interface FrozenPart {
  /** Paths of its nodes, Inputs among them. */
  readonly nodes: ReadonlySet<string>;
  /** Where it ends: ports that the rest reads, with the sizes of one sample. Without Inputs, which are read as they are. */
  readonly border: ReadonlyMap<string, readonly number[]>;
  /** Inputs that the rest reads itself. */
  readonly inputs: ReadonlySet<string>;
}

/** Neither where nothing is frozen. */
export interface FoundPart {
  readonly part?: FrozenPart;
  /** Why something is frozen and yet nothing can be kept, as a sentence. */
  readonly reason?: Diagnostic;
}

export function findFrozenPart(plan: TrainingPlan): FoundPart {
  const frozen = [...plan.network.tensors.values()].some(({ trainable, trained }) => trainable && !trained);
  if (!frozen) return {};
  const augmentation = plan.document.data?.augmentation ?? [];
  if (augmentation.length > 0) return { reason: notKept('the samples are changed at random, so every epoch sees others', 'Take the augmentation out of the data to train faster.') };
  const part = borderOf(plan, stillNodes(plan));
  if (part.border.size > 0) return { part };
  return { reason: notKept('what is frozen stands behind layers that train or draw at random', 'Freeze everything from the inputs on to train faster.') };
}

function notKept(reason: string, remedy: string): Diagnostic {
  return { ...warning('features-not-kept', `The frozen part is computed anew in every epoch: ${reason}.`, { remedy }), severity: 'info' };
}

/** Paths of nodes that answer the same whenever they get the same: nothing trained, nothing drawn, nothing counted along. */
function stillNodes(plan: TrainingPlan): Set<string> {
  const graphs = plan.updates.map(({ compiled }) => compiled);
  const written = new Set(graphs.flatMap(({ outputs }) => outputs.flatMap(({ binding }) => (binding.kind === 'tensor' ? [binding.key] : []))));
  const random = new Set(graphs.flatMap(({ inputs }) => inputs.flatMap(({ binding }) => (binding.kind === 'mask' || binding.kind === 'noise' ? [binding.key.slice(0, binding.key.lastIndexOf('.'))] : []))));
  const still = new Set<string>();
  for (const { flat, operands, definition, sizes } of readyNodes(plan.network)) {
    const moves = definition.target || definition.objective || definition.answer || random.has(flat.path) || sizes.tensors.some(({ key }) => written.has(key));
    if (!moves && operands.every((operand) => still.has(nodeOf(operand)))) still.add(flat.path);
  }
  return still;
}

/** Gives nodes back to the rest until everything at the border is numbers, one row per sample. */
function borderOf(plan: TrainingPlan, still: Set<string>): FrozenPart {
  for (;;) {
    const nodes = readyNodes(plan.network);
    const sources = new Set(nodes.filter(({ definition }) => definition.source).map(({ flat }) => flat.path));
    const read = portsRead(nodes, still);
    const shapes = shapesAt(plan, still, read.filter((port) => !sources.has(nodeOf(port))));
    const unfit = [...shapes].filter(([, shape]) => shape === undefined).map(([port]) => nodeOf(port));
    if (unfit.length === 0) {
      const learned = nodes.some(({ flat, sizes }) => still.has(flat.path) && sizes.tensors.length > 0);
      const border = learned ? (shapes as ReadonlyMap<string, readonly number[]>) : new Map<string, readonly number[]>();
      return { nodes: still, border, inputs: new Set(read.map(nodeOf).filter((path) => sources.has(path))) };
    }
    for (const path of unfit) still.delete(path);
  }
}

/** Ports of still nodes that others read. */
function portsRead(nodes: readonly ReadyNode[], still: ReadonlySet<string>): string[] {
  const read = nodes.filter(({ flat }) => !still.has(flat.path)).flatMap(({ operands }) => operands);
  return [...new Set(read.filter((port) => still.has(nodeOf(port))))];
}

function shapesAt({ network }: TrainingPlan, still: ReadonlySet<string>, ports: readonly string[]): Map<string, readonly number[] | undefined> {
  const lowered = lowerNetwork(new Builder(), network, 'infer', { has: (path) => still.has(path), given: new Map() });
  return new Map(
    ports.map((port) => {
      const { dtype, shape: [batch, ...sample] } = lowered.ports.get(port)!;
      return [port, dtype === 'float32' && batch === BATCH && isStatic(sample) ? sample : undefined];
    }),
  );
}

function isStatic(shape: Shape): shape is readonly number[] {
  return shape.every((size) => typeof size === 'number');
}

function nodeOf(port: string): string {
  return port.slice(0, port.lastIndexOf(':'));
}

/** Numbers that one sample has at the border. */
export function featureWidth({ border }: Pick<FrozenPart, 'border'>): number {
  return [...border.values()].reduce((total, shape) => total + staticElementCount(shape), 0);
}
