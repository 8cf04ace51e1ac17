import { definePrimitive } from './define-op';

export type DimensionSizeAttributes = { readonly axis: number };

export const dimensionSize = definePrimitive<DimensionSizeAttributes>({
  name: 'DimensionSize',
  summary: 'the run-time size of one axis as a float32 scalar (ONNX Shape, Cast)',
  infer: () => [{ dtype: 'float32', shape: [] }],
  // A size does not depend on values: its gradient is zero, and no obstacle on the way to weights.
  gradient: () => [null],
  emit: ({ emitter, inputNames, attributes: { axis } }) => {
    const [size] = emitter.node('Shape', [inputNames[0]!], { start: { int: axis }, end: { int: axis + 1 } });
    const [scalar] = emitter.node('Squeeze', [size!]);
    return emitter.node('Cast', [scalar!], { to: { int: 1 } });
  },
});
