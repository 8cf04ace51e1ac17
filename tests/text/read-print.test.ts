/** Every document can be written and read back, and a text changes what it says and nothing else. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDocument } from '../../engine/document/edits';
import type { LoomDocument } from '../../engine/document/model';
import { LAYER_TYPES } from '../../engine/layers';
import { TEMPLATES } from '../../engine/templates';
import { functionOf, FUNCTION_NAMES, typeOf, ANY_LAYER } from '../../engine/text/function-names';
import { modelText } from '../../engine/text/model-text';
import { printModel } from '../../engine/text/print-model';
import { readModel } from '../../engine/text/read-model';
import { arbitraryDocument } from '../document/arbitrary-document';
import { arbitraryNetwork } from './arbitrary-network';

const templates = TEMPLATES.map((template) => [template.name, template.build(template.size)] as const);

function read(text: string, base: LoomDocument): LoomDocument {
  const { document, problems } = readModel(text, base);
  expect(problems).toEqual([]);
  return document!;
}

describe('the text of a document', () => {
  it.each(templates)('%s reads back as the very same document', (_, document) => {
    expect(read(printModel(document), document)).toBe(document);
  });

  it.each(templates)('%s is written anew from its text alone', (_, document) => {
    const fresh = read(printModel(document), createDocument('empty'));
    expect(printModel(fresh)).toBe(printModel(document));
  });

  it('reads back any network, with blocks, odd names and settings of tensors', () => {
    fc.assert(fc.property(arbitraryNetwork, (document) => {
      expect(read(printModel(document), document)).toBe(document);
    }), { numRuns: 300 });
  });

  it('reads back documents of later versions', () => {
    fc.assert(fc.property(arbitraryDocument, (document) => {
      expect(read(printModel(document), document)).toBe(document);
    }), { numRuns: 300 });
  });

  it('keeps comments and spelling through the document', () => {
    const [, document] = templates.find(([name]) => name === 'lenet5')!;
    const text = `// The network of 1998\n\n${printModel(document).replace('const conv1 =', 'const   conv1  = /* first */')}`;
    const written = read(text, document);
    expect(written.code).toBe(text);
    expect(written.graph).toBe(document.graph);
    expect(modelText(written)).toBe(text);
  });
});

describe('functions', () => {
  it('are one for each layer, and none has the name of another or of a word of the language', () => {
    expect(new Set(FUNCTION_NAMES).size).toBe(LAYER_TYPES.length);
    for (const type of LAYER_TYPES) expect(typeOf(functionOf(type)!)).toBe(type);
    for (const word of [ANY_LAYER, 'const', 'function', 'return', 'undefined', 'block']) expect(FUNCTION_NAMES).not.toContain(word);
  });
});
