import { BLOCKED_DOMAIN } from '../onnx/model';
import { blockedShape } from './blocked';
import { definePrimitive } from './define-op';

export type BlockChannelsAttributes = { readonly block: number };

export const blockChannels = definePrimitive<BlockChannelsAttributes>({
  name: 'BlockChannels',
  summary: 'brings [N, C, H, W] into the blocked layout (ONNX Runtime com.microsoft.nchwc ReorderInput, CPU only)',
  infer: ([x], { block }) => [{ dtype: x!.dtype, shape: blockedShape(x!.shape, block) }],
  gradient: { notDifferentiable: 'layouts are chosen after gradients are taken' },
  emit: ({ emitter, inputs, inputNames, outputs }) => {
    const [blocked] = emitter.node('ReorderInput', inputNames, {}, 1, BLOCKED_DOMAIN);
    return [emitter.view(blocked!, inputs[0]!.shape, outputs[0]!.shape)];
  },
});
