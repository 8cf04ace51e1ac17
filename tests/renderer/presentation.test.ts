/** Presentation mode: what grows, what is remembered, and what the room is shown. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { COMMANDS, tryCommand } from '../../renderer/commands/index';
import { scaledLengths } from '../../renderer/design/type-scale';
import { setTypeScale, usePresentation } from '../../renderer/store/presentation-store';
import { useSession } from '../../renderer/store/session-store';

const command = (id: string) => COMMANDS.find((one) => one.id === id)!;
const run = (id: string) => tryCommand(command(id), (reason) => expect.unreachable(reason));

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  setTypeScale(1);
  useSession.setState({ shortcuts: {} });
  vi.useRealTimers();
});

describe('lengths of style sheets', () => {
  it('grow with the type, but hairlines', () => {
    expect(scaledLengths('  padding: 4px -8px 1.5px;')).toBe('  padding: calc(4px * var(--type-scale)) calc(-8px * var(--type-scale)) 1.5px;');
    expect(scaledLengths('  font: 500 10.5px/1.4 var(--mono);')).toBe('  font: 500 calc(10.5px * var(--type-scale))/1.4 var(--mono);');
    expect(scaledLengths('  border: 1px solid var(--line);')).toBe('  border: 1px solid var(--line);');
    expect(scaledLengths('  outline-offset: -2px;')).toBe('  outline-offset: -2px;');
  });

  it('stay numbers where variables cannot stand', () => {
    expect(scaledLengths('@container dock (width < 860px) {')).toBe('@container dock (width < 53.75rem) {');
    expect(scaledLengths('@media (width < 1200px) {')).toBe('@media (width < 1200px) {');
  });

  it('are not what only looks like one', () => {
    for (const line of ['.grid12px {', '  width: var(--a-12px);', '  color: #12px;']) expect(scaledLengths(line)).toBe(line);
  });
});

describe('presentation mode', () => {
  it('goes on, off, and on again at the size that was chosen', () => {
    run('presentation');
    expect(usePresentation.getState().scale).toBe(1.5);
    run('presentation-200');
    run('presentation');
    expect(usePresentation.getState().scale).toBe(1);
    run('presentation');
    expect(usePresentation.getState().scale).toBe(2);
  });

  it('shows what has been done with its keys, chosen ones first, for a moment', () => {
    run('presentation');
    useSession.setState({ shortcuts: { 'theme-dark': '$mod+d', 'toggle-shape-order': '' } });
    run('theme-dark');
    expect(usePresentation.getState().shown).toMatchObject({ title: 'Dark theme', keys: '$mod+d' });
    run('toggle-shape-order');
    expect(usePresentation.getState().shown).toMatchObject({ keys: undefined });
    vi.advanceTimersByTime(3000);
    expect(usePresentation.getState().shown).toBeUndefined();
  });

  it('shows nothing outside of a presentation, and nothing of before it', () => {
    run('theme-light');
    expect(usePresentation.getState().shown).toBeUndefined();
    run('presentation');
    run('theme-light');
    run('presentation');
    expect(usePresentation.getState().shown).toBeUndefined();
  });
});
