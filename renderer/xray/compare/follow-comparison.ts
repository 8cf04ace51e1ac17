/** Asks every head about the frame, one after the other, so that their times do not disturb each other. */
import type { ShellClient } from '../../../engine/shell/client';
import { packDocument } from '../../../engine/shell/document-payload';
import type { LookFrom } from '../../../engine/shell/protocol/look';
import { bundledNetwork } from '../../bundled/bundled-models';
import { useModelChoice } from '../../maps/model-choice';
import { shell } from '../../shell/connection';
import { useData } from '../../store/data-store';
import { useDocument } from '../../store/document-store';
import { useSample } from '../../store/sample-store';
import { inWords } from '../follow-xray';
import { shownFrame, xrayQuestion } from '../question';
import { readXray } from '../read-xray';
import { keyOf, useCompare, type Contender, type Outcome } from './compare-store';

const SETTLED_MS = 200;

/** Whatever began under an earlier number is no longer wanted. */
let turn = 0;

async function askAll(client: ShellClient): Promise<void> {
  const mine = ++turn;
  useCompare.setState({ isAsking: true });
  for (const contender of useCompare.getState().contenders) {
    const outcome = await askOne(client, contender);
    if (mine !== turn) return;
    useCompare.setState(({ outcomes }) => ({ outcomes: new Map(outcomes).set(keyOf(contender), outcome) }));
  }
  useCompare.setState({ isAsking: false });
}

async function askOne(client: ShellClient, contender: Contender): Promise<Outcome> {
  try {
    const frame = shownFrame();
    const from = await weightsOf(client, contender);
    return { read: readXray(await client.request('network.xray', { from, sample: frame, answersOnly: true })) };
  } catch (error) {
    return { problem: inWords(error) };
  }
}

async function weightsOf(client: ShellClient, contender: Contender): Promise<LookFrom> {
  if (contender.kind === 'canvas') return xrayQuestion().from;
  if (contender.kind === 'run') return { run: contender.run };
  if (contender.kind === 'bundled') {
    const network = await bundledNetwork(contender.name);
    const data = network.data ?? useDocument.getState().document.data;
    return { document: packDocument({ ...network, ...(data && { data }) }) };
  }
  const { request } = useData.getState();
  const { document } = await client.request('templates.build', { name: contender.name, ...(request && { source: request.source, split: request.split }) });
  return { document };
}

/** From now on; the result ends it. */
export function followComparison(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const client = shell();
      if (client) void askAll(client);
    }, SETTLED_MS);
  };
  soon();
  const ends = [
    useSample.subscribe((now, before) => {
      if (now.sample !== before.sample) soon();
    }),
    useDocument.subscribe((now, before) => {
      if (now.document !== before.document) soon();
    }),
    useModelChoice.subscribe(soon),
    useCompare.subscribe((now, before) => {
      if (now.contenders !== before.contenders) soon();
    }),
  ];
  return () => {
    turn++;
    clearTimeout(timer);
    for (const end of ends) end();
    useCompare.setState({ isAsking: false });
  };
}
