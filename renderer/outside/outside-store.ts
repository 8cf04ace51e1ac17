/** A model file from elsewhere that is looked at: what it is, how it is mapped now, and what it answers about a picture. */
import { create } from 'zustand';
import type { OutsideAnswer, OutsideFacts } from '../../engine/run/outside-models';
import type { ModelTask } from '../../engine/vision/model-task';

export interface OutsidePicture {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly bitmap: ImageBitmap;
}

interface OutsideState {
  readonly phase: 'closed' | 'reading' | 'failed' | 'open';
  readonly path: string;
  readonly described: OutsideFacts | undefined;
  /** Absent where the model takes no picture. */
  readonly task: ModelTask | undefined;
  /** Where the mapping comes from: the file's own form, the document, or a person's changes. */
  readonly source: 'recognised' | 'guessed' | 'document' | 'by-hand';
  readonly picture: OutsidePicture | undefined;
  readonly answer: OutsideAnswer | undefined;
  /** Of the model's last run, in milliseconds. */
  readonly took: number | undefined;
  readonly isAsking: boolean;
  /** What is wrong, in sentences. */
  readonly problem: string | undefined;
}

export const NOTHING_OUTSIDE: OutsideState = { phase: 'closed', path: '', described: undefined, task: undefined, source: 'guessed', picture: undefined, answer: undefined, took: undefined, isAsking: false, problem: undefined };

export const useOutside = create<OutsideState>(() => NOTHING_OUTSIDE);
