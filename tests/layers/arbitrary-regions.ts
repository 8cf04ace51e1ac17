/** Random cases of layers that look into regions. */
import fc from 'fast-check';
import { pair, smallPicture, upTo, type Drawn } from './arbitrary-samples';

const maps = fc.oneof(smallPicture, fc.tuple(upTo(2), upTo(7, 4), upTo(7, 4)));
/** A fraction of a pixel, so that regions of about one pixel are several cells large. */
const stride = fc.constantFrom(0.3, 0.7, 1);

export const REGIONS = {
  'roi-align': fc
    .tuple(fc.record({ size: pair(3), stride, samples: upTo(3), aligned: fc.boolean() }), maps, upTo(3))
    .map(([parameters, picture, count]): Drawn => [parameters, [picture, [count, 4]]]),
  'roi-pool': fc.tuple(fc.record({ size: pair(3), stride }), maps, upTo(3)).map(([parameters, picture, count]): Drawn => [parameters, [picture, [count, 4]]]),
};
