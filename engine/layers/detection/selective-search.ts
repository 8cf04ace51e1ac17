import { integer, number } from '../../core/parameters';
import { MOST_WAYS, type SearchOptions } from '../../vision/selective-search/selective-search';
import { defineLayer } from '../define-layer';
import { imageShape } from '../image-window';
import { withTrueBoxes } from './head/true-regions';

export const selectiveSearch = defineLayer<SearchOptions>({
  type: 'selective-search',
  version: 1,
  title: 'Selective search',
  category: 'detection',
  summary: 'Gives boxes around what looks alike in the picture as regions to look into; nothing of it is learned',
  documentation: {
    text: 'Cuts the picture into parts of about one colour, then joins the two neighbours that are most alike in colour and texture, small ones first, until one part is left. The box around every part on the way is a region. It is done several times, in other colour spaces and with and without colour in the comparison, because no one way finds every object. There are always K regions: where fewer are found, the others have no size and count as none. While training, true boxes stand in the place of the last regions. The search runs where data is read, before the graph: an exported model takes its regions as a second input.',
    formulas: [
      String.raw`|I_p - I_q| \le \min\left( \text{Int}(A) + \frac{\text{scale}}{|A|}, \text{Int}(B) + \frac{\text{scale}}{|B|} \right)`,
      String.raw`s(A, B) = \sum_i \min(c^A_i, c^B_i) + \sum_i \min(t^A_i, t^B_i) + \left( 1 - \frac{|A| + |B|}{|I|} \right) + \left( 1 - \frac{|\text{box}_{AB}| - |A| - |B|}{|I|} \right)`,
    ],
    source: 'Uijlings et al. 2013; its first parts: Felzenszwalb and Huttenlocher 2004',
  },
  parameters: {
    count: integer({ label: 'Regions', help: 'How many regions there are, K; the likeliest of those that are found', default: 100, minimum: 1, maximum: 2000 }),
    scale: number({ label: 'Scale', help: 'The larger, the larger the parts that it begins with, and the fewer', default: 60, minimum: 1, maximum: 5000 }),
    ways: integer({ label: 'Ways', help: 'In how many colour spaces and comparisons it looks, one after the other; each takes as long again', default: 2, minimum: 1, maximum: MOST_WAYS }),
    leastSide: number({ label: 'Least side', help: 'Boxes with a shorter side are left out', default: 6, minimum: 1, unit: 'px' }),
  },
  inputs: [{ name: 'picture', help: 'The Input that the search looks at, wired directly' }],
  outputs: [{ name: 'regions', help: 'K × 4: centre x, centre y, width, height; without size where there is none' }],
  search: (parameters) => parameters,
  shape: ({ inputs: [picture], parameters: { count } }) => {
    imageShape(picture!);
    return [[count, 4]];
  },
  lower: ({ builder, parameters: { count }, searched, truth }) => [withTrueBoxes(builder, searched([count, 4]), truth())],
  torch: () => ({}),
  examples: [{ title: 'A hundred regions', parameters: {}, inputs: [[3, 160, 160]], outputs: [[100, 4]], parameterCount: 0, macs: 0 }],
});
