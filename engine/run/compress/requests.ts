/** Compression as it is asked for. */
import type { DataSource, SplitName, SplitOptions } from '../../data/dataset';
import { decodeModel } from '../../onnx/decode';
import { compressModel, type CompressReport, type CompressSettings } from './compress-model';
import { fullModel, measuringData, randomInputs, type CompressOrigin } from './source';

export interface CompressInput {
  readonly from: CompressOrigin;
  readonly settings: CompressSettings;
  /** Measured on this data instead of the run's own. */
  readonly source?: DataSource;
  readonly split?: SplitOptions;
  readonly part?: SplitName | 'all';
  readonly out: string;
  readonly threads: number;
}

/** Throws LoomError where the model cannot be compressed so, or the file cannot be written. */
export async function compress({ from, settings, source, split, part, out, threads }: CompressInput): Promise<CompressReport> {
  const { file, signature, record } = await fullModel(from);
  const { dataset, findings } = signature ? await measuringData(record, source, split) : { findings: [] };
  const measured = signature && dataset ? { signature, dataset, ...(part && { part }) } : undefined;
  const report = await compressModel({ file, out, settings, threads, ...(measured ? { measured } : { samples: randomInputs(decodeModel(file)) }) });
  return { ...report, findings: [...findings, ...report.findings] };
}
