/** Playgrounds of windows, answered by the engine process for questions, so that a run is never disturbed. */
import { createHash } from 'node:crypto';
import type { LabNetwork } from '../../run/labs';
import type { Operations } from '../../worker/protocol';
import { unpackDocument } from '../document-payload';
import type { DocumentPayload } from '../protocol/documents';
import type { LabOperations } from '../protocol/labs';
import type { Engines } from './engines';

type InputOf<Name extends keyof LabOperations> = LabOperations[Name]['input'];

export class Labs {
  constructor(private readonly engines: Engines) {}

  train(input: InputOf<'lab.train'>): Promise<Operations['labTrain']['result']> {
    return this.engines.ask('labTrain', { ...input, document: opened(input.document) });
  }

  answer(input: InputOf<'lab.answer'>): Promise<Operations['labAnswer']['result']> {
    return this.engines.ask('labAnswer', { ...input, document: opened(input.document) });
  }

  descend(input: InputOf<'lab.descend'>): Promise<Operations['labDescend']['result']> {
    return this.engines.ask('labDescend', input);
  }

  heights(input: InputOf<'lab.heights'>): Promise<Operations['labHeights']['result']> {
    return this.engines.ask('labHeights', input);
  }
}

function opened(payload: DocumentPayload): LabNetwork {
  const hash = createHash('sha256').update(payload.text);
  if (payload.tensors) hash.update(payload.tensors);
  return { document: unpackDocument(payload).document, version: hash.digest('hex') };
}
