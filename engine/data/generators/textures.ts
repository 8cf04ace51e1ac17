/** Backgrounds: smooth and patterned mixtures of two colours, some kept for pictures that training never sees. */
import type { RandomStream } from '../../core/random';
import type { SplitName } from '../dataset';

/** How much of the second colour there is at a point, 0 … 1. */
export type Texture = (x: number, y: number) => number;
type DrawTexture = (random: RandomStream) => Texture;

/** A wave of unit amplitude with a random direction. */
function drawWave(random: RandomStream, shortest: number, longest: number): Texture {
  const angle = random.between(0, 2 * Math.PI);
  const frequency = (2 * Math.PI) / random.between(shortest, longest);
  const [fx, fy] = [frequency * Math.cos(angle), frequency * Math.sin(angle)];
  const phase = random.between(0, 2 * Math.PI);
  return (x, y) => Math.sin(fx * x + fy * y + phase);
}

const gradient: DrawTexture = (random) => {
  const wave = drawWave(random, 80, 140);
  return (x, y) => 0.5 + 0.5 * wave(x, y);
};

const stripes: DrawTexture = (random) => {
  const wave = drawWave(random, 4, 10);
  return (x, y) => 0.5 + 0.5 * wave(x, y);
};

const clouds: DrawTexture = (random) => {
  const waves = Array.from({ length: 4 }, () => drawWave(random, 10, 30));
  return (x, y) => 0.5 + waves.reduce((sum, wave) => sum + wave(x, y), 0) / 8;
};

const checks: DrawTexture = (random) => {
  const side = random.between(4, 7);
  const angle = random.between(0, Math.PI / 2);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return (x, y) => Math.abs(Math.floor((x * cos - y * sin) / side) + Math.floor((x * sin + y * cos) / side)) % 2;
};

const ripples: DrawTexture = (random) => {
  const frequency = (2 * Math.PI) / random.between(5, 9);
  const [centreX, centreY] = [random.between(-20, 20), random.between(-20, 20)];
  return (x, y) => 0.5 + 0.5 * Math.sin(frequency * Math.hypot(x - centreX, y - centreY));
};

export const TEXTURES: Readonly<Record<SplitName, readonly DrawTexture[]>> = { train: [gradient, stripes, clouds], validation: [checks], test: [ripples] };

/**
 * For pictures in which signs are looked for, in every split: corners of checks look like crosses and ripples like circles, and
 * only training can tell that they are none.
 */
export const TEXTURES_BEHIND_SIGNS: readonly DrawTexture[] = [gradient, stripes, clouds, checks, ripples];
