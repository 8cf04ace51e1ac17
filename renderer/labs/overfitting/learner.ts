/** One of the two networks side by side: what it is given, and how far it has come. */
import { curveNetwork, curvePoints, earlyStop, type CurvePoints, type Remedies } from '../../../engine/labs/remedies';
import type { LabState } from '../../../engine/labs/requests';
import { packDocument } from '../../../engine/shell/document-payload';
import { trainLab } from '../ask-lab';

/** Steps between two looks at the losses. */
export const LOOK_STEPS = 20;
export const MOST_STEPS = 3000;
/** Where the learned curve is drawn. */
export const CURVE_X = Array.from({ length: 121 }, (_, index) => -1 + index / 60);

export interface Setup {
  readonly document: ReturnType<typeof packDocument>;
  readonly train: CurvePoints;
  readonly held: CurvePoints;
  readonly stopsEarly: boolean;
}

export interface Learner {
  readonly step: number;
  readonly state: LabState | undefined;
  /** At every look. */
  readonly losses: readonly number[];
  readonly heldLosses: readonly number[];
  /** What the network answers at `CURVE_X` at every look; the one that counts is shown. */
  readonly curves: readonly (readonly number[])[];
  /** The look whose weights count. */
  readonly shown: number;
  readonly isOver: boolean;
}

export const NEW_LEARNER: Learner = { step: 0, state: undefined, losses: [], heldLosses: [], curves: [], shown: -1, isOver: false };

export function setUp({ dropout, decay, stopsEarly, points }: Remedies, seed: number): Setup {
  return { document: packDocument(curveNetwork({ dropout, decay }, seed)), stopsEarly, ...curvePoints(points, seed) };
}

/** One look further. With early stopping, the best look counts once it is over. */
export async function goOn({ document, train, held, stopsEarly }: Setup, learner: Learner): Promise<Learner> {
  if (learner.isOver) return learner;
  const rows = ({ x, y }: CurvePoints) => ({ inputs: { x }, targets: { y } });
  const trained = await trainLab({ document, rows: rows(train), held: rows(held), ...(learner.state && { state: learner.state }), steps: LOOK_STEPS, ask: { x: CURVE_X } });
  const heldLosses = [...learner.heldLosses, trained.heldLoss!];
  const stop = earlyStop(heldLosses);
  const hasStopped = stopsEarly && stop.isOver;
  return {
    step: trained.state.step,
    state: trained.state,
    losses: [...learner.losses, trained.loss],
    heldLosses,
    curves: [...learner.curves, trained.answers!['y']!],
    shown: hasStopped ? stop.best : heldLosses.length - 1,
    isOver: hasStopped || trained.state.step >= MOST_STEPS,
  };
}
