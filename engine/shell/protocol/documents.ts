/** Documents: opening, saving, drafts of unsaved work, recent files, templates. */
import type { Diagnostic } from '../../core/diagnostic';
import type { DataSource, SplitOptions } from '../../data/dataset';
import type { ImportReport } from '../../import/report';
import type { Paper, Reference, TemplateCategory } from '../../templates/template';
import type { Empty } from './empty';

/**
 * A document on its way between window and host: `packDocument` and `unpackDocument` of `document-payload.ts` make it and
 * read it. Unlike in its file, the path of its data is absolute, so that a window never reckons with folders.
 */
export interface DocumentPayload {
  /** The text of a `.loom` document. */
  readonly text: string;
  /** A safetensors file with the tensors that are too large for the text. */
  readonly tensors?: Uint8Array;
}

export interface OpenedDocument {
  /** Absolute. */
  readonly path: string;
  readonly document: DocumentPayload;
  /** Tells one content of the file from the next; `document.save` refuses to overwrite another one. */
  readonly revision: string;
  /** What a person should know although it opened: unknown layers, missing data. */
  readonly diagnostics: readonly Diagnostic[];
}

export interface ImportedDocument {
  readonly document: DocumentPayload;
  /** What became layers, and what did not. */
  readonly report: ImportReport;
}

export interface SavedDocument {
  readonly path: string;
  readonly revision: string;
}

export interface RecentDocument {
  readonly path: string;
  readonly name: string;
  /** ISO date. */
  readonly openedAt: string;
  /** Whether the file is still there. */
  readonly exists: boolean;
}

export interface TemplateSummary {
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  /** What is special about it. */
  readonly notes: string;
  readonly category: TemplateCategory;
  /** Where the network comes from. */
  readonly paper: Paper;
  readonly year: number;
  /** The implementation that it equals; absent for a small form of its own. */
  readonly reference?: Reference;
  readonly takes: 'picture' | 'numbers' | 'any';
  readonly input: readonly number[];
  readonly classes?: number;
  readonly parameters: number;
  /** The built-in data it trains on unless told otherwise; absent where none is large enough for it. */
  readonly data?: DataSource;
}

/** Unsaved work, kept by the host until it is saved or thrown away. */
export interface Draft {
  /** Chosen by the window, one per open document; letters, digits and dashes. */
  readonly id: string;
  readonly name: string;
  /** The file it belongs to; absent where it has never been saved. */
  readonly path?: string;
  /** ISO date. */
  readonly savedAt: string;
}

/** A block kept for other networks. */
export interface SavedBlock {
  readonly id: string;
  /** Unique among them. */
  readonly name: string;
  /** Nothing on the canvas; the last of its definitions is the block, those before it are inside it. */
  readonly document: DocumentPayload;
}

export interface DocumentOperations {
  'document.open': { input: { readonly path: string }; result: OpenedDocument };
  /** An ONNX file as a document that no file has yet. Fails with `onnx-dimensions`, `found` naming the sizes that it leaves open. */
  'document.import': { input: { readonly path: string; readonly dims?: Readonly<Record<string, number>> }; result: ImportedDocument };
  /** Overwrites the file it was opened from. Fails with `document-changed` where the file is no longer the one of `revision`. */
  'document.save': { input: { readonly path: string; readonly document: DocumentPayload; readonly revision?: string }; result: SavedDocument };
  /** Fails with `file-exists` unless `replace`. */
  'document.saveAs': { input: { readonly path: string; readonly document: DocumentPayload; readonly replace?: boolean }; result: SavedDocument };
  'recents.list': { input: Empty; result: readonly RecentDocument[] };
  /** Opening and saving add by themselves. */
  'recents.add': { input: { readonly path: string }; result: readonly RecentDocument[] };
  'recents.remove': { input: { readonly path: string }; result: readonly RecentDocument[] };
  'templates.list': { input: Empty; result: readonly TemplateSummary[] };
  /** Sized for the data where it is given, else for its built-in data; without any as in its paper. */
  'templates.build': { input: { readonly name: string; readonly source?: DataSource; readonly split?: SplitOptions }; result: { readonly document: DocumentPayload } };
  'drafts.list': { input: Empty; result: readonly Draft[] };
  'drafts.keep': { input: Omit<Draft, 'savedAt'> & { readonly document: DocumentPayload }; result: Draft };
  'drafts.open': { input: { readonly id: string }; result: Draft & { readonly document: DocumentPayload } };
  'drafts.drop': { input: { readonly id: string }; result: null };
  'blocks.list': { input: Empty; result: readonly SavedBlock[] };
  /** Takes the place of the block of the same name. Documents that use it keep their own. */
  'blocks.save': { input: { readonly document: DocumentPayload }; result: readonly SavedBlock[] };
  'blocks.remove': { input: { readonly id: string }; result: readonly SavedBlock[] };
}
