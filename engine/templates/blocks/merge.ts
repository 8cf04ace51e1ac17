import { newId } from '../../document/ids';
import { argument, NetworkBuilder, wholeNumber, type Block } from '../network-builder';

/** A way back up to finer maps (Lin et al. 2017, feature pyramids): what was understood of a map is brought to the next finer one (`finer`) and mixed with it. */
export function merge(unit: Block): Block {
  const network = new NetworkBuilder();
  const enlarged = network.layer('upsample2d', 'enlarge', network.blockInput('in'), { factor: 2 });
  const joined = network.layer('concat', 'join', { in1: enlarged, in2: network.blockInput('finer') }, { axis: 'channels' });
  network.blockOutput(network.block(unit, { name: 'mix', params: { filters: argument('filters'), kernel: 1 } }, joined));
  const port = (name: string) => ({ name, kind: 'image' as const });
  const definition = {
    id: newId(),
    name: 'merge',
    description: 'Doubles the size of a coarser map, lays it beside a finer one and mixes both',
    inputs: [port('in'), port('finer')],
    outputs: [port('out')],
    parameters: [wholeNumber('filters', 48, 'Channels that leave the block')],
    graph: network.build(),
  };
  return { definition, inner: network.definitions() };
}
