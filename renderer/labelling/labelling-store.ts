/** The folder that is being labelled, in place of the network: its pictures, its classes, and what is drawn on the one that is shown. */
import { create } from 'zustand';
import type { Diagnostic, LoomError } from '../../engine/core/diagnostic';
import type { LabelCategory, LabelledObject } from '../../engine/data/annotations/labels';
import type { LabelledPicture } from '../../engine/shell/protocol/labels';
import { useDocument } from '../store/document-store';
import { NO_STEPS, type LabelHistory, type PictureState } from './label-history';
import type { Saving } from './label-saver';
import type { Place } from './shapes';

export type LabelTool = 'select' | 'box' | 'polygon';

/** A picture with what is drawn on it. */
export interface ShownPicture extends PictureState {
  readonly bitmap: ImageBitmap;
}

/** What is being drawn; its last point is where the cursor is. */
export type Draft = { readonly kind: 'box'; readonly from: Place } | { readonly kind: 'polygon'; readonly points: readonly number[] };

export interface LabellingState {
  readonly isOpen: boolean;
  /** Absent before one was chosen. */
  readonly folder: string | undefined;
  /** Below the folder. */
  readonly file: string;
  /** The folder that is being read. */
  readonly reading: string | undefined;
  /** Why a folder could not be opened. */
  readonly refusal: LoomError | undefined;
  readonly notes: readonly Diagnostic[];
  readonly pictures: readonly LabelledPicture[];
  readonly at: number;
  /** Stays while the next one is read. */
  readonly shown: ShownPicture | undefined;
  /** Why the picture at `at` cannot be shown. */
  readonly problem: LoomError | undefined;
  readonly categories: readonly LabelCategory[];
  /** Objects by class, in the whole folder. */
  readonly uses: ReadonlyMap<number, number>;
  readonly nextId: number;
  readonly tool: LabelTool;
  /** The class of what is drawn next. */
  readonly category: number | undefined;
  readonly selected: number | undefined;
  readonly draft: Draft | undefined;
  readonly copied: readonly LabelledObject[];
  readonly history: LabelHistory;
  readonly saving: Saving;
}

const NOTHING: Omit<LabellingState, 'isOpen' | 'copied' | 'tool'> = {
  folder: undefined,
  file: '',
  reading: undefined,
  refusal: undefined,
  notes: [],
  pictures: [],
  at: 0,
  shown: undefined,
  problem: undefined,
  categories: [],
  uses: new Map(),
  nextId: 1,
  category: undefined,
  selected: undefined,
  draft: undefined,
  history: NO_STEPS,
  saving: { kind: 'fresh' },
};

export const useLabelling = create<LabellingState>(() => ({ ...NOTHING, isOpen: false, tool: 'box', copied: [] }));

export function openLabelling(): void {
  useLabelling.setState({ isOpen: true });
}

/** The folder stays open behind the network, to be gone on with. */
export function closeLabelling(): void {
  useLabelling.setState({ isOpen: false, draft: undefined });
}

/** Before another folder is read. */
export function forgetFolder(): void {
  useLabelling.setState(NOTHING);
}

/** Another picture, or another tool: what was begun is given up. */
export function giveUpDraft(): void {
  useLabelling.setState({ draft: undefined });
}

export function chooseTool(tool: LabelTool): void {
  useLabelling.setState(({ selected }) => ({ tool, draft: undefined, selected: tool === 'select' ? selected : undefined }));
}

export function selectObject(selected: number | undefined): void {
  useLabelling.setState({ selected });
}

export function selectedObject({ shown, selected }: LabellingState = useLabelling.getState()): LabelledObject | undefined {
  return selected === undefined ? undefined : shown?.objects?.find(({ id }) => id === selected);
}

/** Objects count as labelled; so do pictures that were looked at and show nothing. */
export function labelledCount({ pictures }: LabellingState): number {
  return pictures.filter(({ objects }) => objects !== undefined).length;
}

/** Nothing is edited behind the labels, so another history means that another network has been opened. */
useDocument.subscribe((now, before) => {
  if (now.history !== before.history || now.isOpen !== before.isOpen) closeLabelling();
});
