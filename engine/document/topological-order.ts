/** An order in which every node stands after its sources, and the cycles that make one impossible. */

export interface Ordering {
  /** All nodes. Those of a cycle stand in it too, though not after all of their sources. */
  readonly order: readonly number[];
  /** Each in the direction of flow, without repeating its first node. */
  readonly cycles: readonly (readonly number[])[];
}

/**
 * Depth-first, so that chains stay together: nodes 0 … count−1 in turn, each after its sources. Without recursion, because
 * a network may be deeper than the stack.
 */
export function topologicalOrder(count: number, sourcesOf: (node: number) => readonly number[]): Ordering {
  const order: number[] = [];
  const cycles: number[][] = [];
  const state = new Uint8Array(count); // 0 not seen, 1 on the trail, 2 done
  for (let start = 0; start < count; start++) {
    if (state[start] !== 0) continue;
    const trail: { readonly node: number; readonly sources: readonly number[]; next: number }[] = [];
    const enter = (node: number): void => {
      state[node] = 1;
      trail.push({ node, sources: sourcesOf(node), next: 0 });
    };
    enter(start);
    while (trail.length > 0) {
      const top = trail.at(-1)!;
      const source = top.sources[top.next++];
      if (source === undefined) {
        state[top.node] = 2;
        order.push(top.node);
        trail.pop();
      } else if (state[source] === 0) {
        enter(source);
      } else if (state[source] === 1) {
        // The trail runs against the flow: from the source met again up to the node that needs it.
        const from = trail.findIndex(({ node }) => node === source);
        cycles.push(trail.slice(from).map(({ node }) => node).reverse());
      }
    }
  }
  return { order, cycles: cycles.map(startingAtSmallest) };
}

function startingAtSmallest(cycle: readonly number[]): number[] {
  const at = cycle.indexOf(Math.min(...cycle));
  return [...cycle.slice(at), ...cycle.slice(0, at)];
}
