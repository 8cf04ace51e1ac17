/** Everything a training run is made of, worked out once before the first step: sizes, bindings, graphs, settings. */
import type { LoomDocument, TrainingSettings, Update } from '../document/model';
import type { Augmentation } from '../data/augment/augmentation';
import type { Binding } from '../data/bindings';
import type { Dataset } from '../data/dataset';
import type { MaskSpec } from '../data/mask';
import { APP_VERSION } from '../document/version';
import { inferNetwork, type InferredNetwork } from '../infer/infer-network';
import type { NetworkPart } from '../compile/1-lower';
import { compileInference, compileTraining, type CompiledGraph } from '../compile/pipeline';
import type { LoweringTarget } from '../ops/define-op';
import { bindingName } from '../ops/graph';
import { learningRateOf, readOptimizer } from '../optimizers';
import type { OptimizerDefinition } from '../optimizers/define-optimizer';
import { readSchedule } from '../schedules';
import type { ScheduleDefinition } from '../schedules/define-schedule';
import { bindColumns, type TargetBinding } from './bind-columns';
import { DEFAULT_TRAINING } from './default-training';
import { dataBindings } from './feeds';
import type { Feeding } from './feeds';
import { modelSignature, type ModelSignature } from './signature';

export interface PlannedUpdate {
  readonly update: Update;
  readonly optimizer: OptimizerDefinition;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly rate: number;
  readonly compiled: CompiledGraph;
  /**
   * The same step for batches of exactly `batchSize` rows, where knowing their number makes it faster. It differs in
   * rounding, but which of the two runs follows from the batch alone, so repeated runs stay equal.
   */
  readonly whole?: CompiledGraph;
}

export interface TrainingPlan {
  readonly document: LoomDocument;
  readonly network: InferredNetwork;
  readonly signature: ModelSignature;
  /** What batches hold for the graphs: the signature, but for what reaches them as features of a frozen part. */
  readonly feeding: Feeding;
  readonly targets: readonly TargetBinding[];
  /** Losses that need no column, with their shares. */
  readonly terms: readonly { readonly node: string; readonly weight: number }[];
  readonly training: TrainingSettings;
  readonly updates: readonly PlannedUpdate[];
  readonly schedule: { readonly definition: ScheduleDefinition; readonly settings: Readonly<Record<string, unknown>> };
  /** The forward pass with losses, for validation. */
  readonly validation: CompiledGraph;
  readonly bindings: readonly Binding[];
  readonly masks: readonly MaskSpec[];
}

/** Throws LoomError with every problem of the network, or the first of its bindings and settings. */
export function planTraining(document: LoomDocument, dataset: Pick<Dataset, 'columns'>, target: LoweringTarget): TrainingPlan {
  const network = inferNetwork(document);
  const columns = bindColumns(network, dataset);
  const signature = modelSignature(network, columns, APP_VERSION, document.data?.preprocessing);
  const training = document.training ?? DEFAULT_TRAINING;
  const updates = planUpdates(network, training, target);
  return {
    document,
    network,
    signature,
    feeding: signature,
    targets: columns.targets,
    terms: network.nodes.flatMap(({ flat, definition, parameters }) => (definition?.objective ? [{ node: flat.path, weight: definition.objective.lossWeight(parameters) }] : [])),
    training,
    updates,
    schedule: readSchedule(training.schedule ?? { name: 'constant' }),
    validation: compileInference(network, { losses: true }, target),
    bindings: dataBindings(signature, { augmentations: (document.data?.augmentation ?? []) as unknown as readonly Augmentation[] }),
    masks: maskSpecs(updates),
  };
}

/** Each update of the program as graphs, over all of the network unless a part is given. */
export function planUpdates(network: InferredNetwork, training: TrainingSettings, target: LoweringTarget, part?: NetworkPart): PlannedUpdate[] {
  return training.program.map((update) => {
    const { definition, settings } = readOptimizer(update.optimizer);
    const options = { update, ...(training.clip && { clip: training.clip }), ...(part && { part }) };
    const compiled = compileTraining(network, options, target);
    const isFaster = target.blockSize !== undefined && compiled.graph.nodes.some(({ op }) => op === 'Conv');
    return {
      update,
      optimizer: definition,
      settings,
      rate: learningRateOf(update.optimizer),
      compiled,
      ...(isFaster && { whole: compileTraining(network, { ...options, batch: training.batchSize }, target) }),
    };
  });
}

/** Updates of one program may share a mask; it is drawn once per step. */
function maskSpecs(updates: readonly PlannedUpdate[]): MaskSpec[] {
  const specs = updates.flatMap(({ compiled }) =>
    compiled.inputs.flatMap(({ name, shape, binding }): [string, MaskSpec][] =>
      binding.kind === 'mask' ? [[bindingName(binding), { name, shape, keepProbability: binding.keep, key: binding.key }]] : [],
    ),
  );
  return [...new Map(specs).values()];
}
