/** The sheet of an example with the numbers of one student, to print. */
import { makeSheet } from '../../engine/examples/make-sheet';
import { personalize } from '../../engine/examples/personalize';
import { writeSheet } from '../../engine/examples/sheet';
import { workOut } from '../../engine/examples/work-out';
import type { Example, Walk } from '../../engine/examples/example';
import type { LoomDocument } from '../../engine/document/model';
import type { ShellClient } from '../../engine/shell/client';
import { packDocument } from '../../engine/shell/document-payload';
import type { TraceRequest } from '../../engine/shell/protocol/trace';

/** A page in HTML. Throws LoomError where the engine cannot work it out. */
export async function personalSheet(client: Pick<ShellClient, 'request'>, example: Example, seed: string, onlyTask: boolean): Promise<string> {
  const { document, walks } = personalize(example, seed);
  const requestOf = requestsFor(document);
  const sheet = await makeSheet({
    example,
    document,
    walks,
    seed,
    work: async (walk) => {
      if (onlyTask) return [];
      const request = requestOf(walk);
      return workOut(await client.request('network.trace', { ...request, most: 0 }), async (element) => (await client.request('network.traceFormula', { ...request, element, through: true })).formula);
    },
    derive: async (walk) => (onlyTask ? [] : client.request('network.traceDerivations', requestOf(walk))),
  });
  return writeSheet(sheet, { format: 'html', onlyTask });
}

function requestsFor(document: LoomDocument): (walk: Walk) => TraceRequest {
  const payload = packDocument(document);
  return ({ mode, samples, masks, step }) => ({
    from: { document: payload },
    mode,
    samples: samples.map((sample) => ({ kind: 'given', ...sample })),
    ...(masks && { masks }),
    ...(step !== undefined && { step }),
  });
}
