import { expect, test } from 'vitest';
import { matchesGlob } from '../../engine/core/glob';

test.each([
  ['**', 'stage2/block1/conv.weight', true],
  ['*', 'conv.weight', true],
  ['*', 'stage2/conv.weight', false],
  ['stage2/**', 'stage2/block1/conv.weight', true],
  ['stage2/*', 'stage2/block1/conv.weight', false],
  ['stage2/*/conv.*', 'stage2/block1/conv.bias', true],
  ['**.bias', 'stage2/block1/conv.bias', true],
  ['conv.weight', 'convXweight', false],
  ['a+b (1).w', 'a+b (1).w', true],
])('%s on %s: %s', (glob, path, expected) => expect(matchesGlob(glob, path)).toBe(expected));
