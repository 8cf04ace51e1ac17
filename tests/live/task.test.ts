/** What a live network is given of a frame, and what its outputs mean in pixels of the frame. */
import { describe, expect, it } from 'vitest';
import { LoomError } from '../../engine/core/diagnostic';
import type { Pixels } from '../../engine/data/dataset';
import { defaultImageSteps, preprocessImage, type ResizeMode } from '../../engine/data/preprocess';
import type { FeatureSignature, ModelSignature, TargetSignature } from '../../engine/run/signature';
import type { NamedTensor } from '../../renderer/live/protocol';
import { taskOf } from '../../renderer/live/worker/task';

const LOSS = { name: 'mean-squared-error', weight: 1, options: {} } as const;
const SETTINGS = { scoreAtLeast: 0.25, iou: 0.5 };

function picture(mode: ResizeMode, { height = 32, width = 32, channels = 3 as 1 | 3 } = {}): FeatureSignature {
  return { input: 'image', shape: [channels, height, width], columns: [{ name: 'image', kind: 'image', imageSteps: defaultImageSteps({ channels, height, width }, mode) }] };
}

function signed(feature: FeatureSignature, target: Partial<TargetSignature>): ModelSignature {
  return { version: 1, writer: 'test', features: [feature], targets: [{ node: 'out', column: 'out', kind: 'category', shape: [1], encoding: 'label', loss: LOSS, ...target } as TargetSignature] };
}

function output(shape: readonly number[], values: readonly number[]): NamedTensor {
  return { name: 'out:prediction', dtype: 'float32', shape, data: Float32Array.from(values) };
}

const open = (signature: ModelSignature) => taskOf({ signature, task: undefined });

describe('a frame', () => {
  it('becomes what training would have made of it', () => {
    const pixels: Pixels = { width: 40, height: 24, channels: 3, data: Uint8Array.from({ length: 40 * 24 * 3 }, (_, index) => (index * 37) % 256) };
    const feature = picture('pad', { channels: 1 });
    const [input] = open(signed(feature, { classes: ['a', 'b'] })).prepare(pixels);
    expect(input).toMatchObject({ name: 'image', shape: [1, 1, 32, 32] });
    expect(input!.data).toEqual(preprocessImage(pixels, feature.columns[0]!.imageSteps!));
  });
});

describe('classes', () => {
  it('keep their names and scores', () => {
    const [answer] = open(signed(picture('stretch'), { classes: ['cat', 'dog', 'owl'] })).answer([output([1, 3], [0.1, 0.7, 0.2])], { width: 64, height: 48 }, SETTINGS);
    expect(answer).toEqual({ node: 'out', answer: { kind: 'classes', classes: ['cat', 'dog', 'owl'], scores: Float32Array.of(0.1, 0.7, 0.2) } });
  });

  it('are two where there is one probability', () => {
    const [answer] = open(signed(picture('stretch'), { classes: ['no', 'yes'] })).answer([output([1, 1], [0.25])], { width: 64, height: 48 }, SETTINGS);
    expect(answer!.answer).toEqual({ kind: 'classes', classes: ['no', 'yes'], scores: Float32Array.of(0.75, 0.25) });
  });
});

describe('boxes', () => {
  const target = { kind: 'boxes', classes: ['disc', 'star'] } as const;
  // Centre, size, two scores: a good one, one that it suppresses, one of the other class, one under the threshold.
  const found = output([1, 4, 6], [16, 16, 8, 8, 0.9, 0.1, 17, 16, 8, 8, 0.6, 0.1, 16, 16, 8, 8, 0.1, 0.8, 4, 4, 4, 4, 0.2, 0.1]);

  it.each([
    // 64 × 48 stretched to 32 × 32: twice as wide, one and a half times as high.
    ['stretch', { x: 24, y: 18, width: 16, height: 12 }],
    // Laid in whole: half the size, 24 rows between two borders of 4.
    ['pad', { x: 24, y: 16, width: 16, height: 16 }],
    // Cut: 48 pixels high become 32, the middle of the width.
    ['crop', { x: 26, y: 18, width: 12, height: 12 }],
  ] as const)('are told in pixels of the frame: %s', (mode, place) => {
    const [answer] = open(signed(picture(mode), target)).answer([found], { width: 64, height: 48 }, SETTINGS);
    expect(answer!.answer).toMatchObject({ kind: 'boxes', classes: ['disc', 'star'] });
    const { detections } = answer!.answer as Extract<typeof answer, object>['answer'] & { kind: 'boxes' };
    expect(detections.map(({ label, score }) => [label, Math.round(score * 10)])).toEqual([[0, 9], [1, 8]]);
    for (const [side, value] of Object.entries(place)) expect(detections[0]![side as 'x']).toBeCloseTo(value, 4);
  });

  it('follow the sliders, and tell on demand what was suppressed by whom', () => {
    const task = open(signed(picture('stretch'), target));
    const counts = (settings: typeof SETTINGS) => (task.answer([found], { width: 64, height: 48 }, settings)[0]!.answer as { detections: readonly unknown[] }).detections.length;
    expect(counts({ scoreAtLeast: 0.85, iou: 0.5 })).toBe(1);
    expect(counts({ scoreAtLeast: 0.15, iou: 0.5 })).toBe(3);
    expect(counts({ scoreAtLeast: 0.25, iou: 0.95 })).toBe(3);
    const [answer] = task.answer([found], { width: 64, height: 48 }, { ...SETTINGS, withRaw: true });
    const { candidates, suppression } = answer!.raw!;
    expect(candidates).toHaveLength(3);
    expect(suppression.suppressed.map(({ index, by }) => [candidates[index]!.score, candidates[by]!.score].map((score) => Math.round(score * 10)))).toEqual([[6, 9]]);
  });
});

describe('numbers', () => {
  it('stay numbers', () => {
    const [answer] = open(signed(picture('stretch'), { kind: 'number', encoding: 'value' })).answer([output([1, 2], [3, -1])], { width: 8, height: 8 }, SETTINGS);
    expect(answer!.answer).toEqual({ kind: 'numbers', values: [3, -1] });
  });
});

describe('a network that a picture alone does not feed', () => {
  const numbers: FeatureSignature = { input: 'age', shape: [1], columns: [{ name: 'age', kind: 'number' }] };

  it.each([
    ['no Input', [], 'live-no-input'],
    ['two Inputs', [picture('stretch'), numbers], 'live-many-inputs'],
    ['numbers', [numbers], 'live-no-picture'],
  ] as const)('is refused with a sentence: %s', (_, features, code) => {
    const signature: ModelSignature = { ...signed(numbers, {}), features };
    expect(() => open(signature)).toThrow(LoomError);
    expect(() => open(signature)).toThrow(expect.objectContaining({ diagnostics: [expect.objectContaining({ code })] }));
  });

  it('is refused where nobody knows what it answers', () => {
    expect(() => taskOf({ signature: undefined, task: undefined })).toThrow('its form is not known here');
  });
});
