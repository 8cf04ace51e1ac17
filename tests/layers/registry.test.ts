import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LAYER_TYPES } from '../../engine/layers';
import { LOSS_NAMES, LOSSES } from '../../engine/losses';
import { layerNamed } from './lower-layer';

/** Files that layers share; every other file is a layer. */
const SHARED = [
  'activation', 'channel-gate', 'comparison', 'convolution', 'convolution-forms', 'cut-axis', 'define-layer', 'detection', 'dropping', 'edge-forms', 'global-pooling',
  'hand-set-filters', 'image-window', 'index', 'lambda-expression', 'lambda-ops', 'merge', 'multi-head', 'named-axis', 'normalized-exponential', 'onnx', 'point-comparison', 'pooling', 'pooling-forms', 'python-text', 'recurrent',
  'scale-and-shift', 'sequence', 'spatial-form', 'transposed-forms', 'window-arithmetic',
];

/** The same in the folder of layers that find objects. */
const SHARED_BY_DETECTORS = ['head', 'regions'];

function fileNames(folder: string): string[] {
  return readdirSync(new URL(`../../engine/${folder}`, import.meta.url)).map((file) => file.replace(/\.ts$/, ''));
}

describe('the table of layers', () => {
  it('holds exactly the layers of the folder', () => {
    const layers = [...fileNames('layers').filter((name) => !SHARED.includes(name)), ...fileNames('layers/detection').filter((name) => !SHARED_BY_DETECTORS.includes(name))];
    expect(layers.sort()).toEqual([...LAYER_TYPES].sort());
  });

  it('has a shared file for every name listed as shared', () => {
    expect(SHARED.filter((name) => !fileNames('layers').includes(name))).toEqual([]);
    expect(SHARED_BY_DETECTORS.filter((name) => !fileNames('layers/detection').includes(name))).toEqual([]);
  });

  it('holds at least eighty kinds, where activations, hand-set filters and the forms of one layer count once', () => {
    const kinds = LAYER_TYPES.map((type) => (layerNamed(type).category === 'activation' ? 'activation' : type === 'image-gradient' ? 'fixed-filter' : type.replace(/[123]d$/, '')));
    const plain = kinds.map((kind) => (kind === 'zero-pad' ? 'pad' : kind === 'self-attention' ? 'multi-head-attention' : kind));
    expect(new Set(plain).size).toBeGreaterThanOrEqual(80);
  });

  it('gives every layer a title of its own', () => {
    const titles = LAYER_TYPES.map((type) => layerNamed(type).title);
    expect(new Set(titles).size).toBe(titles.length);
  });
});

describe('the table of losses', () => {
  it('holds exactly the losses of the folder', () => {
    const shared = ['define-loss', 'define-pixel-loss', 'detection', 'index'];
    expect(fileNames('losses').filter((name) => !shared.includes(name)).sort()).toEqual([...LOSS_NAMES].sort());
  });

  it.each(LOSS_NAMES)('%s says what it is', (name) => {
    const loss = LOSSES[name];
    expect(loss.name).toBe(name);
    expect([loss.title, loss.summary, loss.formula]).not.toContain('');
    expect(loss.accepts.length).toBeGreaterThan(0);
  });
});

describe.each(LAYER_TYPES)('%s', (type) => {
  const layer = layerNamed(type);

  it('is called like its file', () => {
    expect(layer.type).toBe(type);
  });

  it('is documented', () => {
    const { text, formulas = [], source } = layer.documentation;
    expect([layer.title, layer.summary, text, source ?? '']).not.toContain('');
    expect(text).toMatch(/[.]$/);
    expect(layer.summary).not.toMatch(/[.]$/);
    expect(formulas.length).toBeGreaterThan(0);
  });

  it('has worked examples of its own parameters', () => {
    expect(layer.examples.length).toBeGreaterThan(0);
    for (const { title, parameters } of layer.examples) {
      expect(title).not.toBe('');
      expect(Object.keys(layer.parameters)).toEqual(expect.arrayContaining(Object.keys(parameters)));
    }
  });

  it('has parameters that say what they are and accept their defaults', () => {
    for (const [name, spec] of Object.entries(layer.parameters)) {
      expect([spec.label, spec.help], name).not.toContain('');
      expect(spec.parse(spec.default), name).toEqual({ value: spec.default });
    }
  });

  it('has parameters that refuse nonsense, saying what they expected', () => {
    for (const [name, spec] of Object.entries(layer.parameters)) {
      for (const nonsense of [null, undefined, 'nonsense', {}, [null], Number.NaN]) {
        expect(spec.parse(nonsense), `${name} of ${String(nonsense)}`).toHaveProperty('expected', expect.stringMatching(/\w/));
      }
    }
  });

  it('has ports with different names', () => {
    const inputs = 'prefix' in layer.inputs ? [{ name: layer.inputs.prefix, help: layer.inputs.help }] : layer.inputs;
    for (const ports of [inputs, layer.outputs]) {
      expect(new Set(ports.map(({ name }) => name)).size).toBe(ports.length);
      for (const { name, help } of ports) expect([name, help]).not.toContain('');
    }
    if ('prefix' in layer.inputs) expect(layer.inputs.minimum).toBeGreaterThan(0);
  });

  it('has a migration for every version before its own', () => {
    for (let version = 1; version < layer.version; version++) expect(layer.migrations?.[version]).toBeTypeOf('function');
  });
});
