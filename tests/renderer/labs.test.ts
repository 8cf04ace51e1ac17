/** Playgrounds stand in place of the network: nothing of it can be changed behind them. */
import { beforeEach, expect, it } from 'vitest';
import { createDocument } from '../../engine/document/edits';
import { undo } from '../../renderer/commands/history';
import { labCommands, leaveLabs, showLabs } from '../../renderer/commands/labs';
import { selectAll } from '../../renderer/commands/select-all';
import { closeLabs, useLabs } from '../../renderer/labs/labs-store';
import { LAB_INFO } from '../../renderer/labs/lab-info';
import { addend, plainNumber } from '../../renderer/labs/number-text';
import { openDocument } from '../../renderer/store/document-store';

beforeEach(() => {
  openDocument(createDocument('one'));
  closeLabs();
});

it('has a command for each, and remembers the last one', () => {
  expect(labCommands.map(({ id }) => id)).toEqual(LAB_INFO.map(({ id }) => `lab:${id}`));
  labCommands.at(-1)!.run();
  expect(useLabs.getState()).toEqual({ isOpen: true, lab: LAB_INFO.at(-1)!.id });
  leaveLabs.run();
  showLabs.run();
  expect(useLabs.getState()).toEqual({ isOpen: true, lab: LAB_INFO.at(-1)!.id });
});

it('keeps the network as it is while a playground is open', () => {
  expect(selectAll.unavailable?.()).toBeUndefined();
  showLabs.run();
  expect(selectAll.unavailable?.()).toBe('Leave the playground first.');
  expect(undo.unavailable?.()).toBe('Leave the playground first.');
  leaveLabs.run();
  expect(selectAll.unavailable?.()).toBeUndefined();
  expect(leaveLabs.unavailable?.()).toBe('No playground is open.');
});

it('gives way to a network that is opened', () => {
  showLabs.run();
  openDocument(createDocument('two'));
  expect(useLabs.getState().isOpen).toBe(false);
});

it('writes numbers as people do', () => {
  expect([0.1 + 0.2, -1.25, 3, -0].map(plainNumber)).toEqual(['0.3', '−1.25', '3', '0']);
  expect([0.5, -0.3].map(addend)).toEqual(['+ 0.5', '− 0.3']);
});
