import { describe, expect, it } from 'vitest';
import { stepAfter } from '../../renderer/tour/tour-store';

const NOTHING = { state: undefined, isPredicting: false, hasDrawn: false };

describe('the tour', () => {
  it('goes on by what a person does', () => {
    expect(stepAfter('network', { ...NOTHING, state: 'starting' })).toBe('training');
    expect(stepAfter('training', { ...NOTHING, state: 'done' })).toBe('trained');
    expect(stepAfter('trained', { ...NOTHING, state: 'done', isPredicting: true })).toBe('draw');
    expect(stepAfter('draw', { state: 'done', isPredicting: true, hasDrawn: true })).toBe('next');
  });

  it('waits where nothing has happened, and does not run ahead', () => {
    for (const step of ['network', 'training', 'trained', 'draw', 'next'] as const) expect(stepAfter(step, NOTHING)).toBe(step);
    expect(stepAfter('network', { ...NOTHING, isPredicting: true, hasDrawn: true })).toBe('network');
    expect(stepAfter('training', { ...NOTHING, state: 'unfinished' })).toBe('training');
    expect(stepAfter('next', { state: 'done', isPredicting: true, hasDrawn: true })).toBe('next');
  });
});
