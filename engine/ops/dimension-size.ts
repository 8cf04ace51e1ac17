import { definePrimitive } from './define-op';

export type DimensionSizeAttributes = { readonly axis: number };

export const dimensionSize = definePrimitive<DimensionSizeAttributes>({
  name: 'DimensionSize',
  summary: 'the run-time size of one axis as a float32 scalar (ONNX Shape, Cast)',
  infer: () => [{ dtype: 'float32', shape: [] }],
  gradient: { notDifferentiable: 'a size does not depend on values' },
  emit: ({ emitter, inputNames, attributes: { axis } }) => {
    const [size] = emitter.node('Shape', [inputNames[0]!], { start: { int: axis }, end: { int: axis + 1 } });
    const [scalar] = emitter.node('Squeeze', [size!]);
    return emitter.node('Cast', [scalar!], { to: { int: 1 } });
  },
});
