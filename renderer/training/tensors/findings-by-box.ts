import type { BoxPlace, NetworkIndex } from '../../network/facts';
import type { Finding } from './diagnose';

export interface BoxFinding {
  /** Of the layer that the finding names. */
  readonly path: string;
  readonly finding: Finding;
}

/** The first finding about each box of the graph at `place`, by box; a closed block shows what is found within it. */
export function findingsByBox(findings: readonly Finding[], place: readonly string[], index: Pick<NetworkIndex, 'boxOf'>): ReadonlyMap<string, BoxFinding> {
  const boxes = new Map<string, BoxFinding>();
  for (const finding of findings) {
    for (const path of finding.nodes) {
      const found = index.boxOf(path);
      const box = found && boxWithin(found, place);
      if (box !== undefined && !boxes.has(box)) boxes.set(box, { path, finding });
    }
  }
  return boxes;
}

function boxWithin({ place: around, node }: BoxPlace, place: readonly string[]): string | undefined {
  return place.every((id, depth) => around[depth] === id) ? [...around, node][place.length] : undefined;
}
