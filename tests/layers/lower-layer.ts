/** One layer as an op graph of its own: operands, tensors, masks and noise are inputs under their names. */
import { BATCH, type Shape } from '../../engine/core/shape';
import type { JsonObject } from '../../engine/document/model';
import { parseParameters } from '../../engine/infer/parse-parameters';
import { findLayer } from '../../engine/layers';
import type { LayerDefinition } from '../../engine/layers/define-layer';
import { Builder } from '../../engine/ops/builder';
import type { InputBinding, Value } from '../../engine/ops/graph';

export interface LoweringOptions {
  readonly mode: 'train' | 'infer';
  readonly frozen?: boolean;
}

export interface LoweredLayer {
  readonly builder: Builder;
  readonly inputs: readonly Value[];
  readonly outputs: readonly Value[];
  readonly tensors: ReadonlyMap<string, Value>;
  readonly statistics: ReadonlyMap<string, Value>;
}

export function layerNamed(type: string): LayerDefinition {
  const definition = findLayer(type);
  if (!definition) throw new Error(`no layer is called ${type}`);
  return definition;
}

/** Parameters as the layer reads them; a mistake in them fails the test. */
export function parametersOf(definition: LayerDefinition, given: JsonObject): Readonly<Record<string, unknown>> {
  const { values, problems } = parseParameters(definition, given, 'test');
  if (problems.length > 0) throw new Error(problems.map(({ message }) => message).join('\n'));
  return values;
}

export function lowerLayer(definition: LayerDefinition, parameters: Readonly<Record<string, unknown>>, inputs: readonly Shape[], { mode, frozen = false }: LoweringOptions): LoweredLayer {
  const builder = new Builder();
  const operands = inputs.map((shape, index) => builder.input({ dtype: 'float32', shape: [BATCH, ...shape] }, { kind: 'feature', node: `in${index + 1}` }));
  const specs = definition.tensors?.({ inputs, parameters }) ?? {};
  const tensors = new Map(
    Object.entries(specs).map(([key, { shape }]) => [key, builder.input({ dtype: 'float32', shape }, { kind: 'tensor', key })]),
  );
  const statistics = new Map<string, Value>();
  const drawn = (binding: InputBinding, shape: Shape) => builder.input({ dtype: 'float32', shape }, binding);
  const outputs = definition.lower({
    builder,
    inputs: operands,
    parameters,
    mode,
    frozen,
    tensor: (name) => {
      const value = tensors.get(name);
      if (!value) throw new Error(`${definition.type} reads a tensor “${name}” that it does not declare`);
      return value;
    },
    mask: (key, shape, keep) => drawn({ kind: 'mask', key, keep }, shape),
    noise: (key, shape) => drawn({ kind: 'noise', key }, shape),
    truth: () => undefined,
    searched: (shape) => drawn({ kind: 'feature', node: 'searched' }, [BATCH, ...shape]),
    update: (name, value) => {
      if (specs[name]?.trainable !== false) throw new Error(`${definition.type} updates “${name}”, which is not a statistic of it`);
      statistics.set(name, value);
    },
  });
  return { builder, inputs: operands, outputs, tensors, statistics };
}
