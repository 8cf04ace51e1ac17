import { useEffect, useMemo, useState } from 'react';
import { benchNetwork, EDGE_WEIGHTS, edgeNetwork, type Kernel } from '../../../engine/labs/kernels';
import type { LabAnswer } from '../../../engine/labs/requests';
import { packDocument } from '../../../engine/shell/document-payload';
import { report } from '../../shell/connection';
import { answerLab } from '../ask-lab';
import { SIDE } from './picture-source';

export interface Bench {
  readonly kernels: readonly Kernel[];
  readonly answer: LabAnswer;
  readonly edge: LabAnswer;
}

/** What the engine makes of a picture; the last answer stays until the next has come. */
export function useBench(picture: readonly number[] | undefined, kernels: readonly Kernel[], window: number, row: number): Bench | undefined {
  const [bench, setBench] = useState<Bench>();
  const size = kernels[0]!.length;
  const network = useMemo(() => packDocument(benchNetwork(SIDE, kernels.length, size, window)), [kernels.length, size, window]);
  const line = useMemo(() => packDocument(edgeNetwork(SIDE)), []);
  useEffect(() => {
    if (!picture) return;
    let isOver = false;
    const ask = async (): Promise<void> => {
      const answer = await answerLab({ document: network, inputs: { picture }, tensors: { 'conv.weight': kernels.flat(2) } });
      const edge = await answerLab({ document: line, inputs: { row: picture.slice(row * SIDE, (row + 1) * SIDE) }, tensors: EDGE_WEIGHTS });
      if (!isOver) setBench({ kernels, answer, edge });
    };
    ask().catch(report);
    return () => {
      isOver = true;
    };
  }, [picture, kernels, network, line, row]);
  return bench;
}
