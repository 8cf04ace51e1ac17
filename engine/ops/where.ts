import { broadcastAll, sameType } from './elementwise';
import { definePrimitive, OpShapeError } from './define-op';

export const where = definePrimitive<Record<string, never>>({
  name: 'Where',
  summary: 'a where the condition holds, else b, with broadcasting (ONNX Where)',
  infer: ([condition, a, b]) => {
    if (condition!.dtype !== 'bool') throw new OpShapeError(`Where needs a bool condition, not ${condition!.dtype}`);
    return [{ dtype: sameType('Where', [a!, b!]), shape: broadcastAll('Where', [condition!, a!, b!]) }];
  },
  gradient: ({ builder: b, inputs, outputGradients, needed }) => {
    const dy = outputGradients[0];
    if (!dy) return [null, null, null];
    const condition = inputs[0]!;
    return [
      null,
      needed[1] ? b.sumTo(b.where(condition, dy, 0), inputs[1]!.shape) : null,
      needed[2] ? b.sumTo(b.where(condition, 0, dy), inputs[2]!.shape) : null,
    ];
  },
  emit: ({ emitter, inputNames }) => emitter.node('Where', inputNames),
});
