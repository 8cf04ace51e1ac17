/** The name path of a box on the canvas, by which traces know it. */
import { useOpenGraph } from '../store/open-graph-store';

/** Of a block: that of the boxes inside it. Undefined for what is not there. */
export function pathOfBox(node: string): string | undefined {
  const { place, index } = useOpenGraph.getState();
  const key = [...place, node].join('/');
  return index.inferred(place, node)?.flat.path ?? index.network.graph.blocks.find(({ instancePath }) => instancePath.join('/') === key)?.path;
}
