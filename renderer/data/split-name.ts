/** Splits in words a person reads. */
import type { SplitName } from '../../engine/data/dataset';

export const SPLIT_TITLES: Readonly<Record<SplitName, string>> = { train: 'Training', validation: 'Validation', test: 'Test' };
