/** A box before it stands in a graph: its values have names, and it knows the modules it came from. */
import type { Tensor } from '../core/dtype';
import type { JsonObject } from '../document/model';

export interface Box {
  readonly type: string;
  readonly params: JsonObject;
  readonly name: string;
  /** The modules around it, outermost first. */
  readonly scope: readonly string[];
  readonly tensors: Readonly<Record<string, Tensor<'float32'>>>;
  /** The value that each port reads. */
  readonly inputs: readonly (readonly [port: string, value: string])[];
  /** The value that each port gives. */
  readonly outputs: readonly (readonly [port: string, value: string])[];
}
