/**
 * Rewrites around faults of the runtime that give wrong numbers without an error. Each names the version it was seen in;
 * `tests/webgpu` fails when one is missing, and tells when one is no longer needed.
 */
import { float32Tensor } from '../core/dtype';
import type { ConvAttributes } from '../ops/conv';
import type { LoweringTarget } from '../ops/define-op';
import type { Graph, Value } from '../ops/graph';
import { keep, rebuild } from './rebuild';

export function avoidRuntimeFaults(graph: Graph, { backend }: Pick<LoweringTarget, 'backend'>): Graph {
  if (backend !== 'webgpu') return graph;
  return rebuild(graph, (node, inputs, builder) => {
    if (node.op !== 'Conv' || !isMiscomputed(inputs, node.attributes as ConvAttributes)) return keep(node, inputs, builder);
    // One filter more, all zero, leads to another kernel; what it gives is cut off again.
    const [x, weight, bias] = inputs as [Value, Value, Value | undefined];
    const filters = weight.shape[0] as number;
    const zeros = builder.constant(float32Tensor([1], [0]));
    const more = builder.one('Pad', [weight], { pads: weight.shape.flatMap(() => [0]).concat(weight.shape.map((_, axis) => (axis === 0 ? 1 : 0))), value: 0 });
    const operands = bias ? [x, more, builder.concat([bias, zeros], 0)] : [x, more];
    const y = builder.one('Conv', operands, node.attributes as ConvAttributes);
    return [builder.one('Slice', [y], { starts: [0], ends: [filters], axes: [1], steps: [1] })];
  });
}

/**
 * ONNX Runtime 1.30, WebGPU: an ungrouped convolution whose input channels are a multiple of 3 but not of 4 (6, 9, 15, …)
 * and whose filters are a multiple of 4 is computed wrongly. Channels known only at run time (a batch that stands in
 * their place in a weight gradient) may be such a number.
 */
function isMiscomputed([, weight]: readonly Value[], { group }: ConvAttributes): boolean {
  const [filters, channels] = weight!.shape;
  if (group !== 1 || (filters as number) % 4 !== 0) return false;
  return typeof channels !== 'number' || (channels > 3 && channels % 3 === 0 && channels % 4 !== 0);
}
