/** Looks into networks, answered by the engine process for questions, so that a run is never disturbed. */
import { createHash } from 'node:crypto';
import { fail } from '../../core/diagnostic';
import type { DataSource } from '../../data/dataset';
import type { LookSample as EngineSample } from '../../run/look-sample';
import type { LookFrom as EngineFrom } from '../../run/look-subject';
import type { Operations } from '../../worker/protocol';
import { unpackDocument } from '../document-payload';
import type { DocumentPayload } from '../protocol/documents';
import type { LookFrom, LookOperations, LookSample } from '../protocol/look';
import { DOCUMENT_FORGOTTEN } from '../sent-documents';
import type { Engines } from './engines';
import type { Grants } from './grants';

type InputOf<Name extends keyof LookOperations> = LookOperations[Name]['input'];
type EngineDocument = Extract<EngineFrom, { document: unknown }>;

/** Documents that windows ask about by name: the network that is edited, and those it is compared with. */
const MOST_KEPT = 8;

export class Looks {
  /** The same document comes with every frame of a camera and every stroke of a drawing. */
  private last: { readonly payload: DocumentPayload; readonly opened: EngineDocument } | undefined;

  private readonly kept = new Map<string, EngineDocument>();

  constructor(private readonly engines: Engines, private readonly grants: Grants) {}

  async look({ from, sample, ...options }: InputOf<'network.look'>): Promise<Operations['look']['result']> {
    return this.engines.ask('look', { ...options, from: await this.fromAny(from), sample: await this.sample(sample) });
  }

  async describe({ from }: InputOf<'network.describe'>): Promise<Operations['lookDescribe']['result']> {
    return this.engines.ask('lookDescribe', { from: await this.fromAny(from) });
  }

  async live({ from }: InputOf<'network.live'>): Promise<Operations['lookLive']['result']> {
    return this.engines.ask('lookLive', { from: await this.fromAny(from) });
  }

  async run({ from, inputs }: InputOf<'network.run'>): Promise<Operations['lookRun']['result']> {
    return this.engines.ask('lookRun', { from: await this.fromAny(from), inputs });
  }

  async lookAt({ from, sample, ...place }: InputOf<'network.lookAt'>): Promise<Operations['lookAt']['result']> {
    return this.engines.ask('lookAt', { ...place, from: await this.from(from), sample: await this.sample(sample) });
  }

  async xray({ from, sample, ...wanted }: InputOf<'network.xray'>): Promise<Operations['xray']['result']> {
    return this.engines.ask('xray', { ...wanted, from: await this.from(from), sample: await this.sample(sample) });
  }

  async tensors({ from }: InputOf<'network.tensors'>): Promise<Operations['lookTensors']['result']> {
    return this.engines.ask('lookTensors', { from: await this.from(from) });
  }

  async tensor({ from, ...place }: InputOf<'network.tensor'>): Promise<Operations['lookTensor']['result']> {
    return this.engines.ask('lookTensor', { ...place, from: await this.from(from) });
  }

  private async fromAny(from: InputOf<'network.look'>['from']): Promise<EngineFrom | { model: string }> {
    return 'model' in from ? { model: await this.grants.allow(from.model) } : this.from(from);
  }

  /** Throws LoomError where the window may not look there. */
  async from(from: LookFrom): Promise<EngineFrom> {
    if ('run' in from) return { ...from, run: await this.grants.allow(from.run) };
    const opened = this.opened(from);
    const { data } = opened.document;
    return data ? { ...opened, document: { ...opened.document, data: { ...data, source: await this.source(data.source) } } } : opened;
  }

  /** What comes without waiting: the next question may name what this one brings. */
  private opened(from: Exclude<LookFrom, { run: string }>): EngineDocument {
    if ('kept' in from) return this.keptAs(from.kept);
    const { opened } = isSame(this.last?.payload, from.document) ? this.last! : (this.last = { payload: from.document, opened: open(from.document) });
    if (from.keep !== undefined) this.kept.set(from.keep, opened);
    for (const oldest of this.kept.keys()) if (this.kept.size > MOST_KEPT) this.kept.delete(oldest);
    return opened;
  }

  private keptAs(name: string): EngineDocument {
    const opened = this.kept.get(name) ?? fail(DOCUMENT_FORGOTTEN, 'The host no longer has this version of the network.', { found: name, remedy: 'Ask again.' });
    // What is asked about is kept longest.
    this.kept.delete(name);
    this.kept.set(name, opened);
    return opened;
  }

  private async sample(sample: LookSample): Promise<EngineSample> {
    if (sample.kind === 'row') return { ...sample, source: await this.source(sample.source) };
    return { kind: 'given', ...(await this.byHand(sample)) };
  }

  async byHand({ inputs, rest }: Pick<Extract<LookSample, { kind: 'given' }>, 'inputs' | 'rest'>): Promise<Pick<Extract<EngineSample, { kind: 'given' }>, 'inputs' | 'rest'>> {
    const entries = Object.entries(inputs).map(([column, value]) => [column, value instanceof Uint8Array ? value : String(value)] as const);
    return { inputs: Object.fromEntries(entries), ...(rest && { rest: { ...rest, source: await this.source(rest.source) } }) };
  }

  async source(source: DataSource): Promise<DataSource> {
    return source.kind === 'builtin' ? source : { ...source, path: await this.grants.allow(source.path) };
  }
}

function isSame(one: DocumentPayload | undefined, other: DocumentPayload): boolean {
  return one !== undefined && one.text === other.text && (one.tensors === other.tensors || (!!one.tensors && !!other.tensors && Buffer.compare(one.tensors, other.tensors) === 0));
}

function open(payload: DocumentPayload): EngineDocument {
  const hash = createHash('sha256').update(payload.text);
  if (payload.tensors) hash.update(payload.tensors);
  return { document: unpackDocument(payload).document, version: hash.digest('hex') };
}
