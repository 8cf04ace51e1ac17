import type { Pixels } from '../dataset';
import { balancedLabel, rememberLatest, sampleStream, type Generator, type Sample } from './generator';
import { radialPolygon, reversed, stroke } from './outline';
import { Scene } from './scene';
import { rounded } from './table-numbers';

const NAME = 'dials';
const SIZE = 32;
const STATUSES = ['safe', 'warning', 'alarm'];
/** Reading over limit for each status. The gaps keep a needle one pixel off from changing the answer. */
const RATIOS = [[0.3, 0.75], [0.82, 0.96], [1.06, 1.6]] as const;
const TICKS = 11;

// Rendering is synchronous, so one scene serves every sample.
const scene = new Scene(SIZE, 1);

interface Dial {
  /** What the numbers printed at the ends of the scale say. */
  readonly scaleStart: number;
  readonly scaleEnd: number;
  readonly limit: number;
  /** The needle's place between the ends, 0 … 1. */
  readonly position: number;
  readonly reading: number;
}

function status(sample: Sample): number {
  return balancedLabel(NAME, sample, STATUSES.length);
}

function drawDial(sample: Sample): Dial {
  const random = sampleStream(NAME, sample, 'dial');
  const scaleStart = rounded(random.between(0, 4));
  const scaleEnd = rounded(scaleStart + random.between(2, 6));
  const position = random.between(0.05, 1);
  const reading = rounded(scaleStart + position * (scaleEnd - scaleStart));
  const [low, high] = RATIOS[status(sample)]!;
  return { scaleStart, scaleEnd, position, reading, limit: rounded(reading / random.between(low, high)) };
}

// Its numbers are columns of their own, which are read one after another.
const dialOf = rememberLatest(drawDial);

/** The needle and ticks run clockwise over 270° from the lower left; 0 is along the x axis. */
function angleAt(position: number): number {
  return ((225 - 270 * position) * Math.PI) / 180;
}

function picture(sample: Sample): Pixels {
  const random = sampleStream(NAME, sample, 'image');
  const face = random.between(0.75, 1);
  const ink = random.between(0, 0.3);
  const tilt = random.between(-0.05, 0.05);
  const surround = random.between(0.35, 0.65);
  scene.paintBackground([surround], [surround], () => 0);
  scene.paint([radialPolygon(48, [15])], [face]);
  scene.paint([radialPolygon(48, [15]), reversed(radialPolygon(48, [14]))], [ink]);
  const radial = (angle: number, from: number, to: number, thickness: number) =>
    stroke(from * Math.cos(angle), from * Math.sin(angle), to * Math.cos(angle), to * Math.sin(angle), thickness);
  for (let tick = 0; tick < TICKS; tick++) scene.paint(radial(angleAt(tick / (TICKS - 1)) + tilt, 12, 14, 0.6), [ink]);
  scene.paint(radial(angleAt(dialOf(sample).position) + tilt, -2, 11, random.between(1.2, 1.8)), [ink]);
  return scene.develop(random, random.between(0, 0.03));
}

export const dials: Generator = {
  name: NAME,
  title: 'Dials',
  docs:
    'A grey 32×32 picture of a dial and three numbers: the ends of its scale and a limit. To be told are the reading and ' +
    'whether it is safe, near the limit or above it, which takes picture and numbers together.',
  version: 1,
  defaultCount: 3000,
  splitRule: () => 'chosen',
  files: 'table',
  columns: [
    {
      column: { name: 'image', kind: 'image', image: { height: SIZE, width: SIZE, channels: 1 }, isTarget: false },
      cell: picture,
    },
    { column: { name: 'scaleStart', kind: 'number', isTarget: false }, cell: (sample) => dialOf(sample).scaleStart },
    { column: { name: 'scaleEnd', kind: 'number', isTarget: false }, cell: (sample) => dialOf(sample).scaleEnd },
    { column: { name: 'limit', kind: 'number', isTarget: false }, cell: (sample) => dialOf(sample).limit },
    { column: { name: 'reading', kind: 'number', isTarget: true }, cell: (sample) => dialOf(sample).reading },
    { column: { name: 'status', kind: 'category', classes: STATUSES, isTarget: true }, cell: status },
  ],
};
