import { useOpenGraph } from '../../store/open-graph-store';
import { useSession } from '../../store/session-store';
import type { LayerRow } from './layer-rows';
import { useWatch } from './watch-store';

/** The layer whose charts are shown: of the one selected box, else the one chosen in the list, else the first that trains. */
export function useChosenLayer(rows: readonly LayerRow[]): LayerRow | undefined {
  const layer = useWatch((state) => state.layer);
  const selection = useSession((state) => state.selection);
  const { place, index } = useOpenGraph();
  const chosen = rows.find(({ path }) => path === layer);
  const [box, ...others] = selection;
  const selected = box !== undefined && others.length === 0 ? index.inferred(place, box)?.flat : undefined;
  if (selected) {
    // Copies of a block share their boxes: the one chosen in the list stays.
    const isSameBox = chosen && index.boxOf(chosen.path)?.node === selected.node.id;
    const row = isSameBox ? chosen : rows.find(({ path }) => path === selected.path);
    if (row) return row;
  }
  return chosen ?? rows.find(({ weights }) => weights !== undefined) ?? rows[0];
}
