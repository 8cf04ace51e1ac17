import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fail, LoomError, type Diagnostic } from '../../engine/core/diagnostic';
import type { DataSource } from '../../engine/data/dataset';
import { isPlaceholder, portsFromWires, type LayerCatalog } from '../../engine/document/catalog';
import { canonicalJson } from '../../engine/document/canonical-json';
import { checkDocument } from '../../engine/document/check';
import { addDefinition, createDocument } from '../../engine/document/edits';
import { GraphBuilder } from '../../engine/document/graph-builder';
import type { FormatMigration } from '../../engine/document/migrations/index';
import type { DocumentDataSource, LoomDocument } from '../../engine/document/model';
import { readDocument, type ReadOptions } from '../../engine/document/read';
import { APP_VERSION } from '../../engine/document/version';
import { INLINE_TENSOR_BYTES, writeDocument } from '../../engine/document/write';
import { LAYER_CATALOG } from '../../engine/infer/layer-catalog';
import { version as packageVersion } from '../../package.json';
import { arbitraryDocument, json } from './arbitrary-document';

function sample(): LoomDocument {
  const builder = new GraphBuilder(LAYER_CATALOG);
  const input = builder.add({ type: 'input', id: 'in0', name: 'input', params: { shape: [1, 28, 28] } });
  const conv = builder.add({ type: 'conv2d', id: 'conv0', name: 'conv1', params: { filters: 6, kernel: [5, 5], rate: 0.5 } }, input);
  builder.add({ type: 'output', id: 'out0', name: 'output' }, conv);
  return createDocument('sample', builder.build());
}

/** The problems of reading `text`. */
function problemsOf(text: string, options: ReadOptions = {}): readonly Diagnostic[] {
  try {
    readDocument(text, { file: 'a.loom', ...options });
  } catch (error) {
    if (error instanceof LoomError) return error.diagnostics;
    throw error;
  }
  throw new Error('the text was read without a problem');
}

/** The sample with one thing changed in its JSON, and where the marked place of the new text is. */
function broken(change: (document: ReturnType<typeof plainSample>) => void): string {
  const document = plainSample();
  change(document);
  return canonicalJson(document);
}

function plainSample() {
  return JSON.parse(writeDocument(sample()).text) as {
    [key: string]: unknown;
    graph: { nodes: Record<string, unknown>[]; wires: { id: string; from: Record<string, unknown>; to: Record<string, unknown> }[] };
    definitions: Record<string, unknown>[];
  };
}

/** 1-based line and column of the first occurrence of `part`. */
function placeOf(text: string, part: string): { line: number; column: number } {
  const at = text.indexOf(part);
  if (at < 0) throw new Error(`no ${part} in the text`);
  const before = text.slice(0, at).split('\n');
  return { line: before.length, column: before.at(-1)!.length + 1 };
}

describe('round trip', () => {
  test('any document reads back as it was written, with the fields nobody knows', () => {
    fc.assert(
      fc.property(arbitraryDocument, (document) => {
        const { text, tensors } = writeDocument(document);
        expect(readDocument(text, { tensors }).document).toEqual(document);
      }),
      { numRuns: 40 },
    );
  });

  test('the text is canonical: writing what was read gives the same text, whatever the order of keys', () => {
    fc.assert(
      fc.property(arbitraryDocument, (document) => {
        const { text, tensors } = writeDocument(document);
        const shuffled = reverseKeys(JSON.parse(text));
        expect(writeDocument(readDocument(looseJson(shuffled), { tensors }).document).text).toBe(text);
      }),
      { numRuns: 30 },
    );
  });

  test('canonical JSON is JSON, −0 included', () => {
    fc.assert(fc.property(json, (value) => {
      expect(JSON.parse(canonicalJson(value))).toEqual(value);
    }));
    expect(canonicalJson({ b: 1, a: undefined, name: 'n' })).toBe('{ "name": "n", "b": 1 }\n');
  });

  test('moving a node changes one line', () => {
    const before = writeDocument(sample()).text.split('\n');
    const moved = sample();
    const nodes = moved.graph.nodes.map((node) => (node.name === 'conv1' ? { ...node, position: { x: 7, y: 8 } } : node));
    const ids = sample().graph.wires;
    const after = writeDocument({ ...moved, graph: { ...moved.graph, nodes, wires: ids } }).text.split('\n');
    expect(after.filter((line) => !before.includes(line) && !line.includes('"port"'))).toHaveLength(1);
  });

  test('numbers that JSON cannot hold are refused by place', () => {
    const document = sample();
    const nodes = document.graph.nodes.map((node) => ({ ...node, params: { rate: NaN } }));
    expect(() => writeDocument({ ...document, graph: { ...document.graph, nodes } })).toThrow('graph.nodes[0].params.rate is NaN');
  });

  test('a file of a newer version that this one may read keeps its version', () => {
    const document = { ...sample(), version: 5, oldestReader: 1, writer: '9.9.9' };
    const read = readDocument(canonicalJson(document)).document;
    expect(JSON.parse(writeDocument(read).text)).toMatchObject({ version: 5, oldestReader: 1, writer: APP_VERSION });
  });
});

/** JSON in the order of the keys; JSON.stringify alone turns −0 into 0. */
function looseJson(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) => (Object.is(item, -0) ? 'minus zero' : item)).replaceAll('"minus zero"', '-0');
}

function reverseKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reverseKeys);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).toReversed().map(([key, item]) => [key, reverseKeys(item)]));
}

describe('tensors', () => {
  const withWeights = (data: Float32Array): LoomDocument => {
    const document = sample();
    const nodes = document.graph.nodes.map((node) => (node.id === 'conv0' ? { ...node, tensors: { weight: { value: { dtype: 'float32' as const, shape: [data.length], data } } } } : node));
    return { ...document, graph: { ...document.graph, nodes } };
  };

  test('few numbers stand in the text, as short as they read back', () => {
    const { text, tensors } = writeDocument(withWeights(Float32Array.of(0.1, -0, 1 / 3, 1e-30)));
    expect(tensors.size).toBe(0);
    expect(text).toContain('"data": [0.1, -0, 0.33333334, 1e-30]');
  });

  test('many stand beside it, under the id of the node', () => {
    const document = withWeights(new Float32Array(INLINE_TENSOR_BYTES / 4 + 1).map((_, index) => index));
    const { text, tensors } = writeDocument(document);
    expect([...tensors.keys()]).toEqual(['conv0.weight']);
    expect(text.length).toBeLessThan(3000);
    expect(readDocument(text, { tensors }).document).toEqual(document);
    expect(problemsOf(text)[0]!.message).toContain('graph.nodes[1].tensors.weight.value (node "conv1") names the stored tensor "conv0.weight", which is not in the file.');
    expect(problemsOf(text, { tensors: new Map([['conv0.weight', { dtype: 'float32', shape: [3], data: new Float32Array(3) }]]) })[0]!.message).toContain('but the stored tensor has [3]');
  });

  test('so do numbers that JSON cannot hold', () => {
    const { tensors } = writeDocument(withWeights(Float32Array.of(NaN, Infinity)));
    expect(tensors.get('conv0.weight')!.data).toEqual(Float32Array.of(NaN, Infinity));
  });
});

describe('what is wrong is named with line and column', () => {
  const text = writeDocument(sample()).text;

  test.each([
    ['a missing comma', text.replace('"conv2d",', '"conv2d" '), '"typeVersion": 1,\n        "name": "conv1"', 'a comma is expected here'],
    ['a trailing comma', text.replace('[5, 5]', '[5, 5,]'), '], "rate"', 'a value is expected here'],
    ['a comment', text.replace('"definitions"', '// none\n"definitions"'), '// none', 'JSON has no comments'],
    ['single quotes', text.replace('"conv2d"', "'conv2d'"), "'conv2d'", 'this is not a JSON value'],
    ['a bare NaN', text.replace('0.5', 'NaN'), 'NaN', 'this is not a JSON value'],
    ['a number with a leading zero', text.replace('0.5', '05'), '5 },', 'a comma is expected here'],
    ['a broken escape', text.replace('"conv1"', '"co\\qnv1"'), '"co\\qnv1"', 'this \\ escape does not exist in JSON'],
    ['two documents', `${text}{}`, '\n{}', 'the file should end here'],
    ['a number out of range', text.replace('0.5', '1e999'), '1e999', 'the number 1e999 is too large'],
    ['a key twice', text.replace('"rate": 0.5', '"rate": 0.5, "rate": 0.7'), '"rate": 0.7', 'the key "rate" stands here a second time'],
    ['a key that would be lost', text.replace('"rate"', '"__proto__"'), '"__proto__"', 'the key "__proto__" is not allowed'],
  ])('%s', (_, source, marker, reason) => {
    const place = marker.startsWith('\n') ? { line: source.split('\n').length, column: 1 } : placeOf(source, marker);
    const [found] = problemsOf(source);
    expect(found).toMatchObject({ file: 'a.loom', severity: 'error', ...place });
    expect(found!.message).toBe(`a.loom, line ${place.line}, column ${place.column}: ${reason}.`);
  });

  test('every truncation is an error at its end or earlier, never a crash', () => {
    for (let length = 0; length < text.length - 2; length += 17) {
      const [found] = problemsOf(text.slice(0, length));
      expect(found!.line).toBeLessThanOrEqual(text.slice(0, length).split('\n').length);
    }
    expect(problemsOf(text.slice(0, text.indexOf('"conv2d"')))[0]!.message).toContain('the file ends in the middle of the document');
    expect(problemsOf('')[0]).toMatchObject({ line: 1, column: 1 });
  });

  test('any damage gives a LoomError or another sound document', () => {
    fc.assert(
      fc.property(fc.nat({ max: text.length - 1 }), fc.string({ unit: 'binary', maxLength: 3 }), (at, insert) => {
        const damaged = text.slice(0, at) + insert + text.slice(at + 1);
        try {
          expect(checkDocument(readDocument(damaged).document)).toEqual([]);
        } catch (error) {
          expect(error).toBeInstanceOf(LoomError);
        }
      }),
      { numRuns: 120 },
    );
  });

  test('nesting without end does not exhaust the stack', () => {
    expect(problemsOf('['.repeat(1_000_000))[0]!.code).toBe('json-nesting');
    expect(problemsOf('{"a":'.repeat(1_000_000))[0]!.code).toBe('json-nesting');
  });

  test.each<[string, (document: ReturnType<typeof plainSample>) => void, string, string]>([
    ['a field of the wrong type', (d) => (d.graph.nodes[1]!.typeVersion = 'one'), '"one"', 'graph.nodes[1].typeVersion (node "conv1") must be a number, but is "one".'],
    ['a fraction', (d) => (d.graph.nodes[1]!.typeVersion = 1.5), '1.5', 'graph.nodes[1].typeVersion (node "conv1") must be a whole number, but is 1.5.'],
    ['a missing field', (d) => delete d.graph.nodes[1]!.params, '{ "id": "conv0"', 'graph.nodes[1].params (node "conv1") must be an object, but is missing.'],
    ['a number out of range', (d) => (d.graph.nodes[1]!.typeVersion = 0), '0,\n        "name": "conv1"', 'graph.nodes[1].typeVersion (node "conv1") must be at least 1, but is 0.'],
    ['a name with a slash', (d) => (d.graph.nodes[1]!.name = 'a/b'), '"a/b"', 'graph.nodes[1].name (node "a/b") must be 1 to 64 letters, digits, spaces, - or _, and start with a letter or digit, but is "a/b".'],
    ['a list instead of an object', (d) => (d.graph.nodes[1]!.position = [1, 2]), '[1, 2]', 'graph.nodes[1].position (node "conv1") must be an object, but is a list.'],
    ['an unknown choice', (d) => (d.data = { source: { kind: 'ftp', path: 'x' } }), '"ftp"', 'data.source.kind must be "folder" or "csv" or "builtin", but is "ftp".'],
    ['neither of two types', (d) => (d.graph.nodes[1]!.block = { definition: 'x', repeat: true }), 'true', 'graph.nodes[1].block.repeat (node "conv1") must be a number or an object, but is true.'],
    ['too many weights', (d) => (d.graph.nodes[1]!.tensors = { weight: { value: { shape: [3], data: [1, 2] } } }), '{ "shape": [3]', 'graph.nodes[1].tensors.weight.value (node "conv1") has 2 numbers, but its shape has room for 3.'],
    ['an id twice', (d) => (d.graph.nodes[1]!.id = 'in0'), '"in0",\n        "type": "conv2d"', 'The id "in0" stands in the document twice.'],
    ['a name twice', (d) => (d.graph.nodes[1]!.name = 'input'), '"input",\n        "params": { "filters"', 'Two nodes are named "input".'],
    ['a wire from nowhere', (d) => (d.graph.wires[0]!.from.node = 'gone'), '"gone"', 'The wire "w0" leads from the node "gone", which is not in the same graph.'],
    ['a port with two wires', (d) => (d.graph.wires[1]!.to = { node: 'conv0', port: 'in' }), '{ "node": "conv0", "port": "in" } }\n', 'Two wires lead to the port "in" of "conv1".'],
    ['a block without its definition', (d) => (d.graph.nodes[1]!.block = { definition: 'nope' }), '"nope"', 'The node "conv1" uses the block "nope", which is not defined in this document.'],
    ['a block that names none', (d) => (d.graph.nodes[1]!.type = 'block'), '{\n        "id": "conv0"', 'The node "conv1" is a block, but names no definition.'],
  ])('%s', (_, change, marker, message) => {
    const source = broken((document) => {
      document.graph.wires.forEach((wire, index) => (wire.id = `w${index}`));
      change(document);
    });
    // Where the same text also stands earlier, the last one is meant.
    const place = marker.endsWith('\n') ? placeOf(source.slice(0, source.lastIndexOf(marker)) + '§', '§') : placeOf(source, marker);
    expect(problemsOf(source)).toContainEqual(expect.objectContaining({ ...place, message: `a.loom, line ${place.line}, column ${place.column}: ${message}` }));
  });

  test('several mistakes are all named', () => {
    const source = broken((document) => {
      document.graph.nodes[0]!.typeVersion = 0;
      document.graph.nodes[2]!.muted = 'yes';
    });
    expect(problemsOf(source)).toHaveLength(2);
  });

  test('blocks that contain themselves, and ports that blocks do not have', () => {
    const use = (definition: string) => ({ id: `use${definition}`, type: 'block', typeVersion: 1, name: 'inner', params: {}, position: { x: 0, y: 0 }, block: { definition } });
    const define = (id: string, inner: string, wires: unknown[] = []) => ({ id, name: `block ${id}`, inputs: [{ name: 'x', kind: 'any' }], outputs: [], parameters: [], graph: { nodes: [use(inner)], wires, notes: [] } });
    const circular = broken((document) => document.definitions.push(define('a', 'b'), define('b', 'a')));
    expect(problemsOf(circular)).toMatchObject([{ code: 'block-recursion', message: expect.stringContaining('block a → block b → block a') }]);
    const wires = [
      { id: 'v1', from: { node: '$in', port: 'y' }, to: { node: 'useb', port: 'x' } },
      { id: 'v2', from: { node: '$in', port: 'x' }, to: { node: 'useb', port: 'z' } },
    ];
    const ports = broken((document) => document.definitions.push(define('a', 'b', wires), { ...define('b', 'a'), graph: { nodes: [], wires: [], notes: [] } }));
    expect(problemsOf(ports).map(({ code, port }) => [code, port])).toEqual([['wire-port', 'y'], ['wire-port', 'z']]);
  });
});

describe('versions', () => {
  test('a file too new is refused with the version that opens it', () => {
    const source = canonicalJson({ ...sample(), version: 3, oldestReader: 2, writer: '4.5.6', graph: 'all different' });
    const [found] = problemsOf(source);
    expect(found).toMatchObject({ code: 'document-too-new', file: 'a.loom' });
    expect(found!.message).toContain('saved by LayerLoom 4.5.6 and needs document format 2');
    expect(found!.remedy).toBe('Open it with LayerLoom 4.5.6 or newer. The file was left as it is.');
  });

  test('other JSON is not taken for a document', () => {
    expect(problemsOf('{"nodes": []}')[0]!.code).toBe('not-a-document');
    expect(problemsOf('[]')[0]!.code).toBe('not-a-document');
  });

  test('older formats are migrated step by step', () => {
    const { graph, ...rest } = sample();
    const old = canonicalJson({ ...rest, network: graph });
    const migrations: FormatMigration[] = [
      { from: 1, apply: ({ network, ...other }) => ({ ...other, graph: network! }) },
      { from: 2, apply: (document) => ({ ...document, name: 'migrated twice' }) },
    ];
    const { document } = readDocument(old, { format: { version: 3, migrations } });
    expect(document).toEqual({ ...sample(), graph, version: 3, name: 'migrated twice' });
    expect(() => readDocument(old, { format: { version: 3, migrations: migrations.slice(1) } })).toThrow('no migration from document format 1 to 2');
  });

  test('the version of the application is that of the package', () => {
    expect(APP_VERSION).toBe(packageVersion);
  });
});

describe('layers', () => {
  const catalog: LayerCatalog = {
    has: (type) => ['input', 'output', 'conv2d'].includes(type),
    latestVersion: (type) => (type === 'conv2d' ? 2 : 1),
    migrate: ({ params: { filters, ...rest }, ...node }) => ({ ...node, params: { ...rest, channels: filters! } }),
  };

  test('older layers are migrated', () => {
    const { document, diagnostics } = readDocument(writeDocument(sample()).text, { catalog });
    expect(document.graph.nodes[1]).toMatchObject({ id: 'conv0', typeVersion: 2, params: { channels: 6, kernel: [5, 5], rate: 0.5 } });
    expect(diagnostics).toEqual([]);
  });

  test('a migration that fails leaves a placeholder, not a document that does not open', () => {
    const failing: LayerCatalog = { ...catalog, migrate: () => fail('x', 'filters is no number') };
    for (const [broken, reason] of [[failing, 'filters is no number'], [{ ...catalog, migrate: undefined }, 'there is no migration']] as const) {
      const { document, diagnostics } = readDocument(writeDocument(sample()).text, { catalog: broken });
      expect(diagnostics).toMatchObject([{ code: 'layer-migration', severity: 'warning', node: 'conv1', message: expect.stringContaining(reason) }]);
      expect(document.graph.nodes.map((node) => isPlaceholder(node, broken))).toEqual([false, true, false]);
    }
  });

  test('unknown and newer layers become placeholders that keep everything', () => {
    const source = broken((document) => {
      Object.assign(document.graph.nodes[0]!, { typeVersion: 7 });
      Object.assign(document.graph.nodes[1]!, { type: 'attention', params: { heads: 4 }, gadget: [1] });
    });
    const { document, diagnostics } = readDocument(source, { catalog });
    expect(diagnostics).toMatchObject([
      { code: 'newer-layer', severity: 'warning', node: 'input' },
      { code: 'unknown-layer', severity: 'warning', node: 'conv1' },
    ]);
    expect(portsFromWires(document.graph, 'conv0')).toEqual({ inputs: ['in'], outputs: ['out'] });
    expect(writeDocument(document).text).toBe(source);
  });

  test('layers inside blocks are looked at too', () => {
    const inner = new GraphBuilder(LAYER_CATALOG);
    inner.add({ type: 'mystery', name: 'm' });
    const document = addDefinition(sample(), { id: 'd', name: 'd', inputs: [], outputs: [], parameters: [], graph: inner.build() });
    expect(readDocument(writeDocument(document).text, { catalog }).diagnostics).toMatchObject([{ node: 'm' }]);
  });
});

test('the data source of documents is the data source of the engine', () => {
  const toEngine = (source: DocumentDataSource): DataSource => source;
  const toDocument = (source: DataSource): DocumentDataSource => source;
  expect(toDocument(toEngine({ kind: 'builtin', name: 'xor' }))).toEqual({ kind: 'builtin', name: 'xor' });
});
