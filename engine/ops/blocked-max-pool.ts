import { BLOCKED_DOMAIN } from '../onnx/model';
import { unblockedShape } from './blocked';
import { definePrimitive } from './define-op';
import { poolAttributes, type PoolAttributes } from './max-pool';
import { windowOutputSizes } from './window';

export const blockedMaxPool = definePrimitive<PoolAttributes>({
  name: 'BlockedMaxPool',
  summary: 'MaxPool in the blocked layout (ONNX Runtime com.microsoft.nchwc MaxPool, CPU only)',
  infer: ([x], attributes) => {
    const [batch, blocks, height, width, block] = x!.shape as [number, number, number, number, number];
    return [{ dtype: x!.dtype, shape: [batch, blocks, ...windowOutputSizes([height, width], attributes.kernel, attributes), block] }];
  },
  gradient: { notDifferentiable: 'layouts are chosen after gradients are taken' },
  emit: ({ emitter, inputs, inputNames, outputs, attributes }) => {
    const source = emitter.view(inputNames[0]!, inputs[0]!.shape, unblockedShape(inputs[0]!.shape));
    const window = { ...poolAttributes(attributes), dilations: { ints: attributes.dilations } };
    const [y] = emitter.node('MaxPool', [source], window, 1, BLOCKED_DOMAIN);
    return [emitter.view(y!, unblockedShape(outputs[0]!.shape), outputs[0]!.shape)];
  },
});
