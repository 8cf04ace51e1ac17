/**
 * Bursts: pictures recorded in one go are nearly the same, so a split must never tear them apart. The name of the file says
 * which burst a picture is of: `cup/burst-003-frame-0012.jpg`.
 */
import { warning, type Diagnostic } from '../core/diagnostic';
import { count, some } from './findings';

const BURST = /^(.*burst-\d+)-frame-\d+(\.\w+)?$/i;

/** What a path shares with all pictures of its burst; undefined where it is of none. */
export function burstOf(path: string): string | undefined {
  return BURST.exec(path)?.[1];
}

/** Classes of which everything was recorded in one go: it all trains, so nothing can check what was learned of them. */
export function singleBursts(classes: readonly string[], burstsOf: readonly ReadonlySet<string>[], validation: number): Diagnostic[] {
  const single = classes.filter((_, index) => burstsOf[index]?.size === 1);
  if (single.length === 0 || validation === 0) return [];
  return [
    warning('single-burst', `${count(single.length, 'class', 'classes')} ${single.length === 1 ? 'was' : 'were'} recorded in one burst: ${some(single)}. All of it trains, and none is left to check with.`, {
      remedy: 'Record at least two bursts per class, each from another side or in another light.',
    }),
  ];
}
