/**
 * Regenerates engine/onnx/generated/onnx_pb.ts from Debian's onnx.proto.
 *
 *   apt-get install libonnx-dev protobuf-compiler && node scripts/make-onnx-proto.mjs
 *
 * The schema there is ONNX 1.12 (IR 8). That is enough for IR 10 files: later versions only added optional fields and
 * element types that we do not write, and fields unknown to the schema survive decoding.
 */
import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const includes = process.env.ONNX_PROTO_DIR ?? '/usr/include/onnx';

execFileSync(
  'protoc',
  [
    `--plugin=protoc-gen-es=${join(root, 'node_modules/.bin/protoc-gen-es')}`,
    `--proto_path=${includes}`,
    `--es_out=${join(root, 'engine/onnx/generated')}`,
    '--es_opt=target=ts',
    join(includes, 'onnx.proto'),
  ],
  { stdio: 'inherit' },
);
