/** The one sample that flows through the picture: a row of the data, or inputs given by hand. */
import { create } from 'zustand';
import type { PredictInputs } from '../../engine/shell/protocol/models';

/** What is not given by hand is taken from the row, where there is one. */
export type Sample = { readonly kind: 'row'; readonly row: number } | { readonly kind: 'given'; readonly inputs: PredictInputs; readonly row?: number };

export const useSample = create<{ readonly sample: Sample | undefined }>(() => ({ sample: undefined }));

export function showSample(sample: Sample | undefined): void {
  useSample.setState({ sample });
}
