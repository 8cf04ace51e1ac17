import { staticDim } from '../core/shape';
import { BLOCKED_DOMAIN } from '../onnx/model';
import { unblockedShape } from './blocked';
import { definePrimitive } from './define-op';

/** `channelsLast` gives [N, H, W, C] instead of [N, C, H, W]. */
export type UnblockChannelsAttributes = { readonly channelsLast: boolean };

export const unblockChannels = definePrimitive<UnblockChannelsAttributes>({
  name: 'UnblockChannels',
  summary: 'brings a blocked value back into rows of pixels (ONNX Runtime com.microsoft.nchwc ReorderOutput, CPU only)',
  infer: ([x], { channelsLast }) => {
    const [batch, channels, height, width] = unblockedShape(x!.shape);
    return [{ dtype: x!.dtype, shape: channelsLast ? [batch!, height!, width!, channels!] : [batch!, channels!, height!, width!] }];
  },
  gradient: { notDifferentiable: 'layouts are chosen after gradients are taken' },
  emit: ({ emitter, inputs, inputNames, attributes: { channelsLast } }) => {
    const shape = unblockedShape(inputs[0]!.shape);
    const source = emitter.view(inputNames[0]!, inputs[0]!.shape, shape);
    const attributes = { channels: { int: staticDim(shape[1]!) }, channels_last: { int: channelsLast ? 1 : 0 } };
    return emitter.node('ReorderOutput', [source], attributes, 1, BLOCKED_DOMAIN);
  },
});
