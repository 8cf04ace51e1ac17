/** Why a command cannot be done now. */
import { useLabelling } from '../labelling/labelling-store';
import { useLabs } from '../labs/labs-store';
import { useDocument } from '../store/document-store';
import { selectedNodes } from '../store/open-graph-store';
import { useSession } from '../store/session-store';

export function needsDocument(): string | undefined {
  if (useLabs.getState().isOpen) return 'Leave the playground first.';
  if (useLabelling.getState().isOpen) return 'Leave the labels first.';
  return useDocument.getState().isOpen ? undefined : 'Open a network first.';
}

export function needsSelection(): string | undefined {
  return needsDocument() ?? (useSession.getState().selection.size > 0 ? undefined : 'Select something first.');
}

export function needsNodes(count: number): string | undefined {
  const wanted = ['', 'a box', 'two boxes', 'three boxes'][count] ?? `${count} boxes`;
  return needsDocument() ?? (selectedNodes().length >= count ? undefined : `Select ${wanted} first.`);
}
