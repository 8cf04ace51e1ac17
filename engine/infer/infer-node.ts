/** Sizes of one node, given what reaches its ports. */
import { problem, type Diagnostic } from '../core/diagnostic';
import { elementCount, type Shape } from '../core/shape';
import type { FlatNode } from '../document/flat-graph';
import type { TensorSettings } from '../document/model';
import { LayerProblem, type LayerDefinition, type ReceptiveWindow, type TensorSpec } from '../layers/define-layer';
import { parseParameters } from './parse-parameters';

export interface TensorInfo extends TensorSpec {
  /** The key in checkpoints, ONNX files and globs: `stage2/conv.weight`. */
  readonly key: string;
  readonly name: string;
  /** Path of the node that reads it. */
  readonly node: string;
  /** Whether training may change it, freezing considered. */
  readonly trained: boolean;
  readonly settings: TensorSettings;
}

export interface NodeSizes {
  readonly inputs: readonly Shape[];
  readonly outputs: readonly Shape[];
  readonly tensors: readonly TensorInfo[];
  /** Weights, frozen or not; running statistics are no parameters, as in PyTorch. */
  readonly parameters: number;
  readonly trainableParameters: number;
  /** Multiply–accumulate operations for one sample. */
  readonly macs: number;
  /** Values that one sample leaves at the outputs. */
  readonly activations: number;
  readonly activationBytes: number;
  /** Bytes that training keeps for one sample: outputs and their gradients. */
  readonly trainingBytes: number;
  readonly window?: ReceptiveWindow;
}

export interface NodeInference {
  readonly definition: LayerDefinition;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Undefined where a problem stands in the way. */
  readonly sizes?: NodeSizes;
  readonly problems: readonly Diagnostic[];
}

const BYTES_PER_VALUE = 4;

export function inferNode(flat: FlatNode, definition: LayerDefinition, inputs: readonly Shape[]): NodeInference {
  const { values, problems } = parseParameters(definition, flat.params, flat.path);
  if (problems.length > 0) return { definition, parameters: values, problems };
  try {
    const outputs = definition.shape({ inputs, parameters: values });
    const tensors = describeTensors(flat, definition.tensors?.({ inputs, parameters: values }) ?? {});
    const faults = checkTensorSettings(flat, tensors);
    const activations = outputs.reduce((total, shape) => total + countStatic(shape), 0);
    const count = (list: readonly TensorInfo[]) => list.reduce((total, { shape }) => total + countStatic(shape), 0);
    const window = definition.window?.({ inputs, parameters: values });
    const sizes: NodeSizes = {
      inputs,
      outputs,
      tensors,
      parameters: count(tensors.filter(({ trainable }) => trainable)),
      trainableParameters: count(tensors.filter(({ trained }) => trained)),
      macs: definition.macs?.({ inputs, outputs, parameters: values }) ?? 0,
      activations,
      activationBytes: activations * BYTES_PER_VALUE,
      trainingBytes: 2 * activations * BYTES_PER_VALUE,
      ...(window && { window }),
    };
    return { definition, parameters: values, sizes, problems: faults };
  } catch (error) {
    if (!(error instanceof LayerProblem)) throw error;
    const found = problem('shape-mismatch', `“${flat.path}” (${definition.title}) ${error.message}.`, { node: flat.path, ...error.details });
    return { definition, parameters: values, problems: [found] };
  }
}

function describeTensors(flat: FlatNode, specs: Readonly<Record<string, TensorSpec>>): TensorInfo[] {
  return Object.entries(specs).map(([name, spec]) => {
    const settings = flat.tensors[name] ?? {};
    const trained = spec.trainable && !flat.frozen && !settings.frozen;
    return { ...spec, key: `${flat.tensorPath}.${name}`, name, node: flat.path, settings, trained };
  });
}

function checkTensorSettings(flat: FlatNode, tensors: readonly TensorInfo[]): Diagnostic[] {
  const unknown = Object.keys(flat.tensors)
    .filter((name) => !tensors.some((tensor) => tensor.name === name))
    .map((name) => {
      const known = tensors.map((tensor) => tensor.name).join(', ') || 'none';
      return problem('unknown-tensor', `“${flat.path}” has settings for a tensor “${name}”, which it does not have (it has: ${known}).`, { node: flat.path, parameter: name, expected: known, found: name });
    });
  const misshapen = tensors.flatMap(({ key, name, shape, settings: { value } }) => {
    if (!value || value.shape.join() === shape.join()) return [];
    const [expected, found] = [shape.join('×'), value.shape.join('×')];
    return [problem('tensor-shape', `The values given for “${key}” are ${found}, but the layer needs ${expected}.`, { node: flat.path, parameter: name, expected, found })];
  });
  return [...unknown, ...misshapen];
}

/** Free symbols count once: sizes are per sample and, for sequences, per step. */
function countStatic(shape: Shape): number {
  const count = elementCount(shape.filter((dim) => typeof dim === 'number'));
  return count as number;
}
