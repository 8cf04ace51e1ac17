/** A small network that learns to divide a plane: its settings, the points, and what training has reached. */
import { create } from 'zustand';
import { boundaryNetwork, type BoundarySettings } from '../../../engine/labs/boundary-network';
import { drawPoints, gridInputs, type LabPoint, type PointSet } from '../../../engine/labs/points';
import type { LabState } from '../../../engine/labs/requests';
import type { LoomDocument } from '../../../engine/document/model';
import { packDocument } from '../../../engine/shell/document-payload';
import { report } from '../../shell/connection';
import { trainLab } from '../ask-lab';

/** Cells of the picture of answers, along one side. */
export const GRID_SIDE = 48;
/** The picture shows −REACH … REACH. */
export const REACH = 1.1;
const GRID = gridInputs(GRID_SIDE, REACH);
/** More would slow each step without telling more. */
export const MOST_POINTS = 600;

export interface PointSettings {
  readonly set: PointSet;
  readonly count: number;
  readonly noise: number;
}

interface Progress {
  readonly state: LabState | undefined;
  readonly losses: readonly number[];
  readonly loss: number | undefined;
  /** Share of the points on their own side. */
  readonly accuracy: number | undefined;
  /** How sure the network is of the second class, cell by cell. */
  readonly answers: readonly number[] | undefined;
}

interface BoundaryState extends Progress {
  readonly drawn: PointSettings;
  readonly points: readonly LabPoint[];
  readonly network: BoundarySettings;
  readonly document: LoomDocument;
}

const NETWORK: BoundarySettings = { hidden: [8, 8], activation: 'tanh', optimizer: 'adam', rate: 0.03, batchSize: 16, seed: 1 };
const DRAWN: PointSettings = { set: 'circles', count: 200, noise: 0.05 };
const NOTHING_YET: Progress = { state: undefined, losses: [], loss: undefined, accuracy: undefined, answers: undefined };

export const useBoundary = create<BoundaryState>(() => ({ drawn: DRAWN, points: pointsOf(DRAWN, NETWORK.seed), network: NETWORK, document: boundaryNetwork(NETWORK), ...NOTHING_YET }));

function pointsOf({ set, count, noise }: PointSettings, seed: number): readonly LabPoint[] {
  return drawPoints(set, count, noise, seed);
}

/** Counts changes: the answer to a question from before one must not overwrite it. */
let generation = 0;

function change(next: Partial<BoundaryState>): void {
  generation++;
  useBoundary.setState(next);
  void stepBoundary(0).catch(report);
}

/** Other units or another optimizer are another network, which starts anew; a rate or batch size counts from the next step on. */
export function setNetwork(next: Partial<BoundarySettings>): void {
  const network = { ...useBoundary.getState().network, ...next };
  const goesOn = Object.keys(next).every((name) => name === 'rate' || name === 'batchSize');
  const points = next.seed === undefined ? {} : { points: pointsOf(useBoundary.getState().drawn, network.seed) };
  change({ network, document: boundaryNetwork(network), ...points, ...(!goesOn && NOTHING_YET) });
}

export function setPoints(next: Partial<PointSettings>): void {
  const { drawn: before, network } = useBoundary.getState();
  const drawn = { ...before, ...next };
  change({ drawn, points: pointsOf(drawn, network.seed), ...NOTHING_YET });
}

export function addPoint(point: LabPoint): void {
  const { points } = useBoundary.getState();
  if (points.length < MOST_POINTS) change({ points: [...points, point] });
}

export function clearPoints(): void {
  change({ points: [], ...NOTHING_YET });
}

/** The same start again. */
export function resetBoundary(): void {
  change(NOTHING_YET);
}

/** One question after the other, so that quick presses lose no step. */
let last: Promise<unknown> = Promise.resolve();

/** Takes some steps; none to see where it stands. Returns whether more can follow. */
export function stepBoundary(steps: number): Promise<boolean> {
  const asked = generation;
  // Of many changes in a row, only what the last one led to is worth a look.
  const taken = last.then(() => (steps === 0 && asked !== generation ? true : takeSteps(steps)));
  last = taken.catch(() => undefined);
  return taken;
}

async function takeSteps(steps: number): Promise<boolean> {
  const begun = generation;
  const { points, document, state } = useBoundary.getState();
  if (points.length === 0) return false;
  const at = points.flatMap(({ x, y }) => [x, y]);
  const rows = { inputs: { point: at }, targets: { output: points.map(({ label }) => label) } };
  const trained = await trainLab({ document: packDocument(document), rows, ...(state && { state }), steps, ask: { point: [...GRID, ...at] } });
  if (begun !== generation) return true;
  const answers = trained.answers!['output']!;
  const right = points.filter(({ label }, index) => (answers[GRID_SIDE ** 2 + index]! >= 0.5 ? 1 : 0) === label).length;
  useBoundary.setState(({ losses }) => ({ state: trained.state, losses: [...losses, ...trained.losses], loss: trained.loss, accuracy: right / points.length, answers: answers.slice(0, GRID_SIDE ** 2) }));
  return true;
}
