/** An inference graph with its weights inside: what is exported, and what evaluation and prediction load. */
import type { Tensor } from '../core/dtype';
import { compileInference } from '../compile/pipeline';
import { emitOnnx } from '../compile/9-emit-onnx';
import { encodeModel } from '../onnx/encode';
import type { OnnxModel } from '../onnx/model';
import type { InferredNetwork } from '../infer/infer-network';
import type { LoweringTarget } from '../ops/define-op';

export interface BakeOptions {
  readonly name: string;
  readonly tensors: ReadonlyMap<string, Tensor<'float32'>>;
  readonly metadata: Readonly<Record<string, string>>;
  readonly documentation?: string;
  readonly producerVersion: string;
}

/** Standard operators only: the target must be one that chooses no runtime's own. */
export function bakeWeights(network: InferredNetwork, target: LoweringTarget, { name, tensors, metadata, documentation, producerVersion }: BakeOptions): Uint8Array {
  const { graph, inputs } = compileInference(network, {}, target);
  const model = emitOnnx(graph, name);
  const weights = inputs.flatMap((input) => (input.binding.kind === 'tensor' ? [{ name: input.name, tensor: tensors.get(input.binding.key)! }] : []));
  const baked = new Set(weights.map((weight) => weight.name));
  const complete: OnnxModel = {
    ...model,
    inputs: model.inputs.filter((input) => !baked.has(input.name)),
    initializers: [...model.initializers, ...weights],
    metadata,
    ...(documentation !== undefined && { documentation }),
    producer: 'LayerLoom',
    producerVersion,
  };
  return encodeModel(complete);
}
