/** Batches of a run whose frozen part has been computed: features from the disk, beside what data workers still read. */
import type { Diagnostic } from '../../core/diagnostic';
import type { Tensor } from '../../core/dtype';
import { staticElementCount } from '../../core/shape';
import type { BatchRequest, BatchSource, DataService, PreparedBatch } from '../../data/worker/batch-source';
import type { FeatureStore } from './feature-store';
import type { FrozenPart } from './frozen-part';

export class FeatureBatches implements DataService {
  /** `data` reads targets, and what the trained part takes of the samples itself. */
  constructor(private readonly data: DataService, private readonly features: FeatureStore, private readonly border: FrozenPart['border']) {}

  stream(requests: Iterable<BatchRequest>): BatchSource {
    const missing: (readonly Diagnostic[])[] = [];
    const source = this.data.stream(this.readable(requests, missing));
    return {
      next: async () => {
        const batch = await source.next();
        return batch && this.complete(batch, missing.shift()!);
      },
      close: () => source.close(),
    };
  }

  async close(): Promise<void> {
    await this.data.close();
    await this.features.close();
  }

  /** Without the rows that the frozen part could not be given; why is told with their batch. */
  private *readable(requests: Iterable<BatchRequest>, missing: (readonly Diagnostic[])[]): Generator<BatchRequest> {
    const { unreadable } = this.features;
    for (const request of requests) {
      missing.push([...request.rows].flatMap((row) => unreadable.get(row) ?? []));
      yield { ...request, rows: request.rows.filter((row) => !unreadable.has(row)) };
    }
  }

  private async complete(batch: PreparedBatch, missing: readonly Diagnostic[]): Promise<PreparedBatch> {
    const tensors = divide(await this.features.read(batch.rows), batch.rows.length, this.border);
    return { ...batch, tensors: { ...batch.tensors, ...tensors }, problems: [...missing, ...batch.problems] };
  }
}

/** Rows of numbers side by side become one tensor per port. */
function divide(values: Float32Array, rows: number, border: FrozenPart['border']): Record<string, Tensor<'float32'>> {
  const width = rows === 0 ? 0 : values.length / rows;
  let start = 0;
  return Object.fromEntries(
    [...border].map(([port, shape]) => {
      const size = staticElementCount(shape);
      const data = border.size === 1 ? values : gather(values, { rows, width, start, size });
      start += size;
      return [port, { dtype: 'float32', shape: [rows, ...shape], data }];
    }),
  );
}

interface Columns {
  readonly rows: number;
  readonly width: number;
  readonly start: number;
  readonly size: number;
}

function gather(values: Float32Array, { rows, width, start, size }: Columns): Float32Array {
  const data = new Float32Array(rows * size);
  for (let row = 0; row < rows; row++) data.set(values.subarray(row * width + start, row * width + start + size), row * size);
  return data;
}
