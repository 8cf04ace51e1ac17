/** Data that LayerLoom makes itself: deterministic by seed, quick, and not trivial. */
export { openBuiltin, type BuiltinSource } from './builtin-dataset';
export type { GeneratedColumn, Generator, Sample, SplitRule } from './generator';
export { findGenerator, GENERATORS, usualAugmentation } from './registry';
