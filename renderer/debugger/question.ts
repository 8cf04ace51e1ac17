/** What is traced now: the weights of canvas or run, and a row of the data or numbers given by hand. */
import { fail } from '../../engine/core/diagnostic';
import type { LoomDocument } from '../../engine/document/model';
import { packDocument } from '../../engine/shell/document-payload';
import type { DocumentPayload } from '../../engine/shell/protocol/documents';
import type { LookFrom } from '../../engine/shell/protocol/look';
import type { TraceRequest, TraceSample } from '../../engine/shell/protocol/trace';
import { chosenModel, isSameForLooks } from '../maps/model-choice';
import { useData } from '../store/data-store';
import { useDocument } from '../store/document-store';
import { useSample } from '../store/sample-store';
import { useDebugger } from './debugger-store';
import { MOST_TYPED, numberFields, zeros } from './sample/given-numbers';

/** Throws LoomError with what is missing. */
export function traceQuestion(): TraceRequest {
  const { mode, update } = useDebugger.getState();
  const samples = tracedSamples();
  const masks = useDebugger.getState().given?.masks;
  return { from: tracedFrom(), samples, mode, ...(mode === 'train' && update > 1 && { step: update }), ...(mode === 'train' && masks && { masks }) };
}

function tracedFrom(): LookFrom {
  const from = chosenModel();
  if ('model' in from) return fail('no-training-graph', 'An exported file answers, but it cannot be stepped through.', { remedy: 'Choose other weights in the Predict panel.' });
  return 'run' in from ? from : { document: payloadOf(useDocument.getState().document) };
}

function tracedSamples(): readonly TraceSample[] {
  const { given, labels, mode } = useDebugger.getState();
  const { sample } = useSample.getState();
  const { request } = useData.getState();
  if (given) return given.samples.map((one) => ({ kind: 'given', ...one }));
  const row = sample?.row;
  if (sample?.kind === 'given') {
    const rest = row !== undefined && request ? { source: request.source, split: request.split, row } : undefined;
    const hasLabels = mode === 'train' || Object.keys(labels).length > 0;
    return [{ kind: 'byHand', inputs: sample.inputs, ...(rest && { rest }), ...(hasLabels && { targets: labels }) }];
  }
  if (row !== undefined && request) return [{ kind: 'rows', source: request.source, split: request.split, rows: [row] }];
  const { document, network } = useDocument.getState();
  if (document.data) return fail('no-sample', 'There is no sample yet.', { remedy: 'Wait for the data, or mend what the Data panel says about it.' });
  const fields = numberFields(network);
  if (!fields) return fail('no-sample', `The network takes more than ${MOST_TYPED} numbers, too many to type in.`, { remedy: 'Choose data in the Data panel, and its rows can be stepped through.' });
  const blank = zeros(fields);
  useDebugger.setState({ given: blank });
  return blank.samples.map((one) => ({ kind: 'given', ...one }));
}

let packed: { readonly document: LoomDocument; readonly payload: DocumentPayload } | undefined;

/** Packed once for all questions about a step. */
function payloadOf(document: LoomDocument): DocumentPayload {
  if (!packed || !isSameForTraces(packed.document, document)) packed = { document, payload: packDocument(document) };
  return packed.payload;
}

/** The update counts here, and not only the forward pass. */
export function isSameForTraces(a: LoomDocument, b: LoomDocument): boolean {
  return a.training === b.training && isSameForLooks(a, b);
}
