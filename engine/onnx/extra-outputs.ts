/** A model that also gives values from its inside, for measuring them. */
import { create, toBinary } from '@bufbuild/protobuf';
import type { DType } from '../core/dtype';
import { parseModel } from './decode';
import { encodeModel } from './encode';
import { ModelProtoSchema, ValueInfoProtoSchema } from './generated/onnx_pb';
import type { OnnxModel } from './model';
import { ELEMENT_TYPE } from './tensor-proto';

/** The file of `model` with `names` among its outputs; their shapes are left to the runtime. */
export function encodeWithOutputs(model: OnnxModel, names: Iterable<string>, dtype: DType = 'float32'): Uint8Array<ArrayBuffer> {
  const proto = parseModel(encodeModel(model));
  const known = new Set(model.outputs.map(({ name }) => name));
  for (const name of names) {
    if (known.has(name)) continue;
    proto.graph!.output.push(create(ValueInfoProtoSchema, { name, type: { value: { case: 'tensorType', value: { elemType: ELEMENT_TYPE[dtype] } } } }));
  }
  return toBinary(ModelProtoSchema, proto);
}
