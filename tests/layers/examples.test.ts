import { describe, expect, it } from 'vitest';
import { staticElementCount } from '../../engine/core/shape';
import { LAYER_TYPES } from '../../engine/layers';
import { layerNamed, lowerLayer } from './lower-layer';

const examples = LAYER_TYPES.flatMap((type) => layerNamed(type).examples.map((example) => ({ type, title: example.title, example })));

describe('worked examples', () => {
  it.each(examples)('$type: $title', ({ type, example }) => {
    const layer = layerNamed(type);
    const parameters = { ...Object.fromEntries(Object.entries(layer.parameters).map(([name, spec]) => [name, spec.default])), ...example.parameters };
    const outputs = layer.shape({ inputs: example.inputs, parameters });
    const tensors = layer.tensors?.({ inputs: example.inputs, parameters }) ?? {};
    const counted = Object.values(tensors).reduce((total, { shape }) => total + staticElementCount(shape), 0);
    expect({
      outputs,
      parameterCount: counted,
      macs: layer.macs?.({ inputs: example.inputs, outputs, parameters }) ?? 0,
    }).toEqual({ outputs: example.outputs, parameterCount: example.parameterCount, macs: example.macs });
    if (layer.source) return;
    const lowered = lowerLayer(layer, parameters, example.inputs, { mode: 'train' });
    expect(lowered.outputs.map(({ shape }) => shape.slice(1))).toEqual(example.outputs);
  });
});
