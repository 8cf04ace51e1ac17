import { createDocument } from '../../engine/document/edits';
import type { LoomDocument } from '../../engine/document/model';
import { TEMPLATES } from '../../engine/templates';
import { viewport } from '../canvas/viewport';
import { useLabelling } from '../labelling/labelling-store';
import { leaveLabels } from '../labelling/leave-labels';
import { closeLabs, useLabs } from '../labs/labs-store';
import { arrangedDocument } from '../network/arranged-document';
import { shell } from '../shell/connection';
import { openChosenFile, saveChosenFile, saveFile } from '../shell/documents';
import { startDraft } from '../shell/drafts';
import { hasSystemDialogs } from '../shell/electron-port';
import { useShell } from '../shell/shell-store';
import { closeDocument, openDocument, useDocument } from '../store/document-store';
import { openPlace, useSession } from '../store/session-store';
import type { Command } from './command';
import { needsDocument } from './conditions';

function needsHost(): string | undefined {
  return shell() && useShell.getState().connection === 'open' ? undefined : 'LayerLoom cannot be reached, so files cannot be opened or saved now.';
}

/** A document that no file has yet. */
export function startNetwork(document: LoomDocument): void {
  openPlace([]);
  startDraft();
  openDocument(document);
  viewport()?.fit();
}

export const newNetwork: Command = { id: 'new', title: 'New empty network', group: 'File', keys: ['$mod+Alt+n'], run: () => startNetwork(createDocument('untitled')) };

/** The network of a template, on its built-in data where it has any, arranged so that it fits a window. */
export function templateDocument(name: string): LoomDocument {
  const { build, data, dataSize, size } = TEMPLATES.find((one) => one.name === name)!;
  const document: LoomDocument = data ? { ...build(dataSize ?? size), data: { source: data } } : build(size);
  return arrangedDocument(document);
}

export const templateCommands: readonly Command[] = TEMPLATES.map(({ name, title, summary }) => ({
  id: `template:${name}`,
  title: `New from ${title}`,
  group: 'Templates',
  words: `template ${name} ${summary}`,
  run: () => startNetwork(templateDocument(name)),
}));

/** From a network, and from what is shown in its place. */
export const startScreen: Command = {
  id: 'start-screen',
  title: 'Start screen',
  group: 'File',
  words: 'templates recent home close',
  unavailable: () => (useDocument.getState().isOpen || useLabs.getState().isOpen || useLabelling.getState().isOpen ? undefined : 'The start screen is shown.'),
  run: () => {
    closeLabs();
    if (useLabelling.getState().isOpen) void leaveLabels();
    closeDocument();
  },
};

export const open: Command = { id: 'open', title: 'Open…', group: 'File', keys: ['$mod+o'], unavailable: needsHost, run: () => (hasSystemDialogs() ? void openChosenFile() : useSession.setState({ dialog: 'open' })) };
export const saveAs: Command = { id: 'save-as', title: 'Save as…', group: 'File', keys: ['$mod+Shift+s'], unavailable: () => needsDocument() ?? needsHost(), run: () => (hasSystemDialogs() ? void saveChosenFile() : useSession.setState({ dialog: 'save' })) };

export const save: Command = {
  id: 'save',
  title: 'Save',
  group: 'File',
  keys: ['$mod+s'],
  unavailable: () => needsDocument() ?? needsHost(),
  run: () => (useDocument.getState().file ? void saveFile() : saveAs.run()),
};
