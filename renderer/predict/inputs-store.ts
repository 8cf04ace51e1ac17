/** What a person gives the network by hand, column by column; the rest comes from the row that was shown before. */
import { create } from 'zustand';
import { showSample, useSample } from '../store/sample-store';
import type { PredictInputs } from '../../engine/shell/protocol/models';

export type Given = PredictInputs[string];

export const useInputs = create<{ readonly given: PredictInputs }>(() => ({ given: {} }));

/** `undefined` gives the column back to the row. */
export function giveInput(column: string, value: Given | undefined): void {
  const { [column]: _, ...others } = useInputs.getState().given;
  const given = value === undefined ? others : { ...others, [column]: value };
  const row = useSample.getState().sample?.row;
  useInputs.setState({ given });
  if (Object.keys(given).length > 0) showSample({ kind: 'given', inputs: given, ...(row !== undefined && { row }) });
  else showSample(row === undefined ? undefined : { kind: 'row', row });
}

// Whoever shows a row means all of it.
useSample.subscribe(({ sample }) => {
  if (sample?.kind !== 'given' && Object.keys(useInputs.getState().given).length > 0) useInputs.setState({ given: {} });
});
