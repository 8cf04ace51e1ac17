/** Who answers for which object and what it costs, read from the trace of a training step: nothing is worked out a second time. */
import type { Tensor } from '../../core/dtype';
import type { TraceRun } from '../trace-run';
import type { AssignedPlace, XrayObject, XrayTerm, XrayTraining } from './answer';
import { readLossShares } from './loss-shares';

/** Values of a true object: centre, sides, class. */
const OBJECT = 5;
const ASSIGNMENT = 'assignment';
/** Which of its candidates answer for each object, [1, M, K], of heads that compare each object with a few places. */
const ANSWERING = 'answering';

export async function trainingOf(run: TraceRun, head: string): Promise<XrayTraining> {
  const read = async (name: string): Promise<Tensor | undefined> => (run.graphs.values.find(`${head}.${name}`) ? run.read(`${head}.${name}`) : undefined);
  const target = (await read('target'))!;
  const [, most, width] = target.shape as [number, number, number];
  const rows = Array.from({ length: most }, (_, row) => Array.from(target.data.subarray(row * width, row * width + OBJECT), Number));
  // Objects that only fill up the list, and crowds, are given no place.
  const isTrue = rows.map((row) => row[4]! >= 0);
  const [assignment, overlap, quality, anchors] = [await read(ASSIGNMENT), await read('overlap'), await read('quality'), await read(`anchor_${ASSIGNMENT}`)];
  const count = assignment?.shape[2] ?? 0;
  const objects = rows.flatMap(([x, y, w, h, label], index): XrayObject[] => {
    if (!isTrue[index]) return [];
    const places = placesOf(assignment, index).map((place): AssignedPlace => ({
      place,
      ...(overlap && { overlap: Number(overlap.data[index * count + place]) }),
      ...(quality && { quality: Number(quality.data[place]) }),
    }));
    return [{ box: [x!, y!, w!, h!], label: label!, places, ...(anchors && { anchors: placesOf(anchors, index).length }) }];
  });
  const loss = await run.read(`${head}.loss`);
  return { objects, terms: await termsOf(run, head, isTrue), loss: Number(loss.data[0]) };
}

/** The places of an assignment [1, M, R] that answer for one object. */
function placesOf(assignment: Tensor | undefined, object: number): number[] {
  const count = assignment?.shape[2] ?? 0;
  return Array.from({ length: count }, (_, place) => place).filter((place) => Number(assignment!.data[object * count + place]) > 0);
}

async function termsOf(run: TraceRun, head: string, isTrue: readonly boolean[]): Promise<XrayTerm[]> {
  const names = run.graphs.values.entries.flatMap(({ traced }) => (traced.isNamed && traced.phase === 'loss' && traced.origin === head && traced.name.startsWith(`${head}.`) && traced.name.endsWith('_loss') ? [traced.name.slice(head.length + 1)] : []));
  const terms: XrayTerm[] = [];
  for (const name of names) {
    const value = Number((await run.read(`${head}.${name}`)).data[0]);
    const shares = await readLossShares(run, `${head}.${name}`, assignmentsFor(run, head, name), [`${head}.${ANSWERING}`].find((value) => run.graphs.values.find(value)));
    terms.push({ name, value, ...(shares && { shares: { objects: shares.objects.filter((_, index) => isTrue[index]), empty: shares.empty } }) });
  }
  return terms;
}

/** The assignment of a term's own part of the head (`helper_assignment` of `helper_loss`) comes first. */
function assignmentsFor(run: TraceRun, head: string, term: string): string[] {
  return [`${head}.${term.split('_')[0]!}_${ASSIGNMENT}`, `${head}.${ASSIGNMENT}`].filter((name) => run.graphs.values.find(name));
}
