/** What is X-rayed now: the weights of canvas or run, and the sample that is shown everywhere else too. */
import { fail } from '../../engine/core/diagnostic';
import type { ShellInput } from '../../engine/shell/protocol';
import { chosenModel } from '../maps/model-choice';
import { useData } from '../store/data-store';
import { useDocument } from '../store/document-store';
import { useSample } from '../store/sample-store';
import { useXray } from './xray-store';

export type XrayQuestion = ShellInput<'network.xray'>;

/** Throws LoomError with what is missing. */
export function xrayQuestion(): XrayQuestion {
  const { head } = useXray.getState();
  const from = chosenModel();
  if ('model' in from) return fail('no-training-graph', 'An exported file answers, but what its places are is not known.', { remedy: 'Choose the canvas or a run above.' });
  return { from, sample: shownFrame(), ...(head !== undefined && { head }) };
}

/** The frame of every head that is compared. Throws LoomError where there is none. */
export function shownFrame(): XrayQuestion['sample'] {
  const { sample } = useSample.getState();
  const { request } = useData.getState();
  const place = sample?.row !== undefined && request ? { source: request.source, split: request.split, row: sample.row } : undefined;
  if (sample?.kind === 'given') return { kind: 'given', inputs: sample.inputs, ...(place && { rest: place }) };
  if (place) return { kind: 'row', ...place };
  return fail('no-sample', useDocument.getState().document.data ? 'There is no frame yet.' : 'There is no frame to look through.', { remedy: useDocument.getState().document.data ? 'Wait for the data, or mend what the Data panel says about it.' : 'Choose data, or a picture of your own.' });
}
