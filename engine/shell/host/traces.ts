/** Traces for windows, answered by the engine process for questions, so that a run is never disturbed. */
import type { TraceRequest as EngineRequest } from '../../run/trace';
import type { Operations } from '../../worker/protocol';
import type { TraceOperations, TraceRequest, TraceSample } from '../protocol/trace';
import type { Engines } from './engines';
import type { Looks } from './looks';

type InputOf<Name extends keyof TraceOperations> = TraceOperations[Name]['input'];

export class Traces {
  /** `looks` says what a window may look into. */
  constructor(private readonly engines: Engines, private readonly looks: Looks) {}

  async trace(input: InputOf<'network.trace'>): Promise<Operations['trace']['result']> {
    return this.engines.ask('trace', { ...input, ...(await this.allowed(input)) });
  }

  async values(input: InputOf<'network.traceValues'>): Promise<Operations['traceValues']['result']> {
    return this.engines.ask('traceValues', { ...input, ...(await this.allowed(input)) });
  }

  async formula(input: InputOf<'network.traceFormula'>): Promise<Operations['traceFormula']['result']> {
    return this.engines.ask('traceFormula', { ...input, ...(await this.allowed(input)) });
  }

  async extremes(input: InputOf<'network.traceExtremes'>): Promise<Operations['traceExtremes']['result']> {
    return this.engines.ask('traceExtremes', { ...input, ...(await this.allowed(input)) });
  }

  async history(input: InputOf<'network.traceHistory'>): Promise<Operations['traceHistory']['result']> {
    return this.engines.ask('traceHistory', { ...input, ...(await this.allowed(input)) });
  }

  async rivals(input: InputOf<'network.traceRivals'>): Promise<Operations['traceRivals']['result']> {
    return this.engines.ask('traceRivals', { ...input, ...(await this.allowed(input)) });
  }

  async derivations(input: InputOf<'network.traceDerivations'>): Promise<Operations['traceDerivations']['result']> {
    return this.engines.ask('traceDerivations', { ...input, ...(await this.allowed(input)) });
  }

  private async allowed({ from, samples }: TraceRequest): Promise<Pick<EngineRequest, 'from' | 'samples'>> {
    return { from: await this.looks.from(from), samples: await Promise.all(samples.map((sample) => this.sample(sample))) };
  }

  private async sample(sample: TraceSample): Promise<EngineRequest['samples'][number]> {
    if (sample.kind === 'rows') return { ...sample, source: await this.looks.source(sample.source) };
    return sample.kind === 'byHand' ? { ...sample, ...(await this.looks.byHand(sample)) } : sample;
  }
}
