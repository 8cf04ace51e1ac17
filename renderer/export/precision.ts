/** In what precision a model is written, as chosen in the export. */
import type { CompressSettings } from '../../engine/run/compress/compress-model';

export type Precision = 'float32' | 'float16' | 'int8';

export interface PrecisionSettings {
  readonly precision: Precision;
  /** float16: whether inputs and outputs become half precision, too. */
  readonly halfInputs: boolean;
  /** int8: whether scales reach over every value seen, or leave out the rarest. */
  readonly wholeRange: boolean;
  /** int8: for processors that cut sums of 8-bit products off. */
  readonly narrowWeights: boolean;
}

export const FULL_PRECISION: PrecisionSettings = { precision: 'float32', halfInputs: false, wholeRange: false, narrowWeights: false };

/** What the engine is asked for; undefined for the model as it was trained. */
export function compressSettings({ precision, halfInputs, wholeRange, narrowWeights }: PrecisionSettings): CompressSettings | undefined {
  if (precision === 'float32') return undefined;
  if (precision === 'float16') return { to: precision, io: halfInputs ? 'half' : 'float' };
  return { to: precision, ...(wholeRange && { calibration: { method: 'min-max' } }), ...(narrowWeights && { weightBits: 7 }) };
}
