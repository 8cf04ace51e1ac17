/** Keeps the look up to date: with the sample, the document, the run that is shown and its checkpoints. */
import { problem } from '../../engine/core/diagnostic';
import type { ShellClient } from '../../engine/shell/client';
import { useData } from '../store/data-store';
import { useDocument } from '../store/document-store';
import { useRun } from '../store/run-store';
import { showSample, useSample, type Sample } from '../store/sample-store';
import type { LookSample } from '../../engine/shell/protocol/look';
import { askLatest, whyUnanswered } from './ask-latest';
import { NO_LOOK, portsAfter, useMaps, type LookQuestion } from './maps-store';
import { chosenModel, isSameForLooks, useModelChoice } from './model-choice';
import { showFirstSample } from './step-sample';

type Host = Pick<ShellClient, 'request' | 'onState'>;

/** While a field is typed in, the network changes with every key. */
const SETTLED_MS = 300;

let host: Host | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Begins to follow. */
export function followLooks(client: Host): void {
  host = client;
  useSample.subscribe(look);
  useModelChoice.subscribe(look);
  useRun.subscribe((now, before) => {
    if (now.run?.run !== before.run?.run || now.document !== before.document || now.checkpointAt !== before.checkpointAt || now.done !== before.done) look();
  });
  useDocument.subscribe((now, before) => {
    if (now.history.steps[0] !== before.history.steps[0]) return begin();
    if (now.document === before.document || isSameForLooks(now.document, before.document)) return;
    useMaps.setState({ isStale: true });
    clearTimeout(timer);
    timer = setTimeout(look, SETTLED_MS);
  });
  useData.subscribe((now, before) => {
    if (JSON.stringify(now.request?.source) !== JSON.stringify(before.request?.source) && useSample.getState().sample?.kind === 'row') showSample(undefined);
    if (now.state === 'ready' && now.summary !== before.summary) showFirst();
  });
  client.onState((state) => {
    if (state === 'open') look();
  });
  begin();
}

/** Another document: nothing of the last one is left. */
function begin(): void {
  clearTimeout(timer);
  useMaps.setState(NO_LOOK);
  useModelChoice.setState({ choice: { kind: 'shown' } });
  showSample(undefined);
  if (useData.getState().state === 'ready') showFirst();
}

/** The picture is alive from the first minute. */
function showFirst(): void {
  if (!useSample.getState().sample) void showFirstSample();
}

/** Asks for the look of this moment as soon as the last question is answered. */
export const look = askLatest(askOnce);

async function askOnce(): Promise<void> {
  const { isOpen, network, history } = useDocument.getState();
  const sample = sampleToAsk(useSample.getState().sample);
  if (!host || !isOpen || !sample) return useMaps.setState(NO_LOOK);
  const from = chosenModel();
  const errors = network.problems.filter(({ severity }) => severity === 'error').length;
  if ('document' in from && errors > 0) return useMaps.setState({ isStale: true, problem: problem('network-unfinished', 'Feature maps come when the network has no problems.', { remedy: 'Solve what the Problems panel lists.' }) });
  const question: LookQuestion = { from, sample };
  const began = performance.now();
  try {
    const answer = await host.request('network.look', question);
    if (useDocument.getState().history.steps[0] !== history.steps[0]) return;
    useMaps.setState(({ ports }) => ({ look: answer, question, ports: portsAfter(ports, answer.ports), problem: undefined, isStale: false, took: performance.now() - began }));
  } catch (error) {
    useMaps.setState({ problem: whyUnanswered(error, { code: 'no-look', sentence: 'The feature maps could not be computed', remedy: 'Choose another sample, or try again.' }), isStale: true });
  }
}

function sampleToAsk(sample: Sample | undefined): LookSample | undefined {
  const { request } = useData.getState();
  if (sample?.kind === 'row') return request && { ...sample, source: request.source, split: request.split };
  const row = sample?.row;
  return sample && { kind: 'given', inputs: sample.inputs, ...(row !== undefined && request && { rest: { source: request.source, split: request.split, row } }) };
}
