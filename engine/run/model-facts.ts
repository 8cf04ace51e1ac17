/** What an ONNX file says about itself, for the recognition of models that see. */
import type { OnnxModel } from '../onnx/model';
import type { ModelFacts, TensorFacts } from '../vision/recognise/model-facts';

export function modelFacts({ inputs, outputs, nodes, metadata = {} }: OnnxModel): ModelFacts {
  const writers = new Map(nodes.flatMap(({ op, outputs: written }) => written.map((name) => [name, op] as const)));
  return {
    inputs: inputs.map(tensorFacts),
    outputs: outputs.map((output) => ({ ...tensorFacts(output), ...(writers.has(output.name) && { writer: writers.get(output.name)! }) })),
    metadata,
  };
}

/** What a file leaves open has become a symbol. */
function tensorFacts({ name, dtype, shape }: OnnxModel['inputs'][number]): TensorFacts {
  return { name, dtype, dims: shape.map((dim) => (typeof dim === 'number' && dim > 0 ? dim : undefined)) };
}
