/** How a drawn person looks. */
import type { RandomStream } from '../../../core/random';
import type { SplitName } from '../../dataset';
import { colourOf, type Colour } from '../scene';
import { drawSkin, HUES } from '../solid/backdrop';
import { draw } from '../warp';
import type { FaceLook } from './face-colours';

const BALD = 0.15;
const BEARDS = 0.25;
const GLASSES = 0.2;
/** How often hair is dyed in a colour that does not grow. */
const DYED = 0.08;

export function drawLook(random: RandomStream, split: SplitName): FaceLook {
  const skin = drawSkin(random, split);
  const isBald = random.uniform() < BALD;
  const hasGlasses = random.uniform() < GLASSES;
  return {
    skin,
    hair: drawHair(random, split),
    hairLength: isBald ? -1 : random.between(0, 1),
    hairline: random.uniform(),
    brows: random.between(0.035, 0.07),
    iris: colourOf(random.uniform() < 0.6 ? random.between(0.05, 0.1) : random.between(0.3, 0.62), random.between(0.3, 0.7), random.between(0.2, 0.6)),
    gaze: [random.between(-1, 1), random.between(-0.6, 0.6)],
    lips: [Math.min(skin[0]! * 0.85 + 0.08, 1), skin[1]! * 0.6, skin[2]! * 0.65],
    beard: random.uniform() < BEARDS ? random.between(0.3, 1) : 0,
    clothes: colourOf(draw(random, HUES[split]), random.between(0.1, 0.7), random.between(0.15, 0.9)),
    ...(hasGlasses && { glasses: colourOf(random.uniform(), random.between(0, 0.6), random.between(0.05, 0.6)) }),
  };
}

/** Black, brown, fair, red or grey. */
function drawHair(random: RandomStream, split: SplitName): Colour {
  if (random.uniform() < DYED) return colourOf(draw(random, HUES[split]), random.between(0.4, 0.8), random.between(0.3, 0.8));
  const value = random.between(0.05, 0.75);
  return colourOf(random.between(0.04, 0.11), random.uniform() < 0.15 ? 0.05 : random.between(0.35, 0.7), value);
}
