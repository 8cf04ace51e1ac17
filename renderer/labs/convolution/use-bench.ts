import { useEffect, useMemo, useState } from 'react';
import { benchNetwork, EDGE_WEIGHTS, edgeNetwork, type Kernel } from '../../../engine/labs/kernels';
import type { LabAnswer } from '../../../engine/labs/requests';
import { packDocument } from '../../../engine/shell/document-payload';
import type { DocumentPayload } from '../../../engine/shell/protocol/documents';
import { report } from '../../shell/connection';
import { answerLab } from '../ask-lab';
import { SIDE } from './picture-source';

export interface Bench {
  readonly kernels: readonly Kernel[];
  readonly answer: LabAnswer;
  readonly edge: LabAnswer;
}

interface Question extends Pick<Bench, 'kernels'> {
  readonly picture: readonly number[];
  readonly network: DocumentPayload;
  readonly row: number;
}

/**
 * What the engine makes of a picture; the last answer stays until the next has come. One question is under way at a time, and the
 * newest is the next: a camera gives pictures faster than they are answered, and each answer is shown.
 */
export function useBench(picture: readonly number[] | undefined, kernels: readonly Kernel[], window: number, row: number): Bench | undefined {
  const [bench, setBench] = useState<Bench>();
  const [follower] = useState(() => new BenchFollower(setBench));
  const size = kernels[0]!.length;
  const network = useMemo(() => packDocument(benchNetwork(SIDE, kernels.length, size, window)), [kernels.length, size, window]);
  useEffect(() => {
    if (picture) follower.ask({ picture, kernels, network, row });
  }, [picture, kernels, network, row]);
  useEffect(() => () => follower.end(), []);
  return bench;
}

class BenchFollower {
  private readonly line = packDocument(edgeNetwork(SIDE));
  private next: Question | undefined;
  private isAsking = false;
  private isOver = false;

  constructor(private readonly show: (bench: Bench) => void) {}

  ask(question: Question): void {
    this.isOver = false;
    this.next = question;
    if (!this.isAsking) void this.follow();
  }

  end(): void {
    this.isOver = true;
    this.next = undefined;
  }

  private async follow(): Promise<void> {
    this.isAsking = true;
    for (let question = this.next; question; question = this.next) {
      this.next = undefined;
      try {
        const bench = await this.answer(question);
        if (!this.isOver) this.show(bench);
      } catch (error) {
        report(error);
      }
    }
    this.isAsking = false;
  }

  private async answer({ picture, kernels, network, row }: Question): Promise<Bench> {
    const answer = await answerLab({ document: network, inputs: { picture }, tensors: { 'conv.weight': kernels.flat(2) } });
    const edge = await answerLab({ document: this.line, inputs: { row: picture.slice(row * SIDE, (row + 1) * SIDE) }, tensors: EDGE_WEIGHTS });
    return { kernels, answer, edge };
  }
}
