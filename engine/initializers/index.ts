/** Every initializer there is, by name. */
import { constant } from './constant';
import { glorotNormal } from './glorot-normal';
import { glorotUniform } from './glorot-uniform';
import { heNormal } from './he-normal';
import { heUniform } from './he-uniform';
import { lecunNormal } from './lecun-normal';
import { lecunUniform } from './lecun-uniform';
import { normal } from './normal';
import { ones } from './ones';
import { orthogonal } from './orthogonal';
import { uniform } from './uniform';
import { zeros } from './zeros';
import type { InitializerDefinition } from './define-initializer';

export const INITIALIZERS = {
  constant: constant,
  'glorot-normal': glorotNormal,
  'glorot-uniform': glorotUniform,
  'he-normal': heNormal,
  'he-uniform': heUniform,
  'lecun-normal': lecunNormal,
  'lecun-uniform': lecunUniform,
  normal: normal,
  ones: ones,
  orthogonal: orthogonal,
  uniform: uniform,
  zeros: zeros,
} as const satisfies Record<string, InitializerDefinition>;

export type InitializerName = keyof typeof INITIALIZERS;
export const INITIALIZER_NAMES = Object.keys(INITIALIZERS) as readonly InitializerName[];
