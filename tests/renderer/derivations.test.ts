/** Formulas filled with a box's numbers give what the engine says. */
import { describe, expect, it } from 'vitest';
import { findLayer, LAYER_TYPES } from '../../engine/layers/index';
import { createDocument } from '../../engine/document/edits';
import { GraphBuilder } from '../../engine/document/graph-builder';
import type { JsonObject } from '../../engine/document/model';
import { inferNetwork } from '../../engine/infer/infer-network';
import { openGraph, type NodeFacts } from '../../renderer/network/facts';
import { evaluate, parameterDerivation, sizeDerivation } from '../../renderer/inspector/derivations';
import { parseLatex, plainText } from '../../renderer/inspector/latex';

/** The facts about a layer in one of its worked examples. */
function factsOf(type: string, params: JsonObject, inputs: readonly (readonly (number | string)[])[]): NodeFacts {
  const builder = new GraphBuilder();
  const layer = findLayer(type)!;
  const names = 'prefix' in layer.inputs ? inputs.map((_, index) => `${(layer.inputs as { prefix: string }).prefix}${index + 1}`) : layer.inputs.map(({ name }) => name);
  const sources = Object.fromEntries(inputs.map((shape, index) => [names[index]!, builder.add({ type: 'input', params: { shape: shape as readonly number[] } })]));
  const node = builder.add({ type, name: 'subject', params }, sources);
  const document = createDocument('test', builder.build());
  return openGraph(document, inferNetwork(document), [], undefined).facts.get(node.id)!;
}

describe('formulas', () => {
  for (const type of LAYER_TYPES) {
    const { examples, documentation } = findLayer(type)!;
    it(`of ${type} can be written in a line`, () => {
      for (const source of documentation.formulas ?? []) expect(plainText(parseLatex(source))).not.toMatch(/[\\{}]/);
    });
    for (const example of examples.filter(({ inputs }) => inputs.length > 0 && inputs.flat().every((size) => typeof size === 'number'))) {
      it(`of ${type} (${example.title}) give its sizes`, () => {
        const facts = factsOf(type, example.parameters as JsonObject, example.inputs);
        for (const derivation of [sizeDerivation(facts), parameterDerivation(facts)]) {
          for (const { pieces, result } of derivation?.filled ?? []) {
            expect(evaluate(pieces) ?? plainText(pieces)).toSatisfy((value: unknown) => typeof value === 'string' || value === Number(result.replaceAll(',', '')));
          }
        }
      });
    }
  }

  it('are filled in for the layers that are taught with them', () => {
    const conv = factsOf('conv2d', { filters: 16, kernel: [5, 5] }, [[6, 14, 14]]);
    expect(sizeDerivation(conv)!.filled.map(({ pieces, result }) => `${plainText(pieces)} = ${result}`)).toEqual(['⌊(14 + 2·0 − 1·(5 − 1) − 1) / 1⌋ + 1 = 10']);
    expect(parameterDerivation(conv)!.filled.map(({ pieces, result }) => `${plainText(pieces)} = ${result}`)).toEqual(['(5 · 5 · 6 / 1 + 1) · 16 = 2,416']);
    const dense = factsOf('dense', { units: 120 }, [[400]]);
    expect(parameterDerivation(dense)!.filled.map(({ pieces, result }) => `${plainText(pieces)} = ${result}`)).toEqual(['(400 + 1) · 120 = 48,120']);
    const pool = factsOf('max-pool2d', {}, [[6, 28, 28]]);
    expect(sizeDerivation(pool)!.filled[0]!.result).toBe('14');
  });

  it('tell height and width apart where they differ', () => {
    const conv = factsOf('conv2d', { kernel: [3, 1] }, [[1, 8, 8]]);
    expect(sizeDerivation(conv)!.filled.map(({ axis, result }) => `${axis} ${result}`)).toEqual(['height 6', 'width 8']);
  });

  it('count tensors where the formula does not hold', () => {
    const conv = factsOf('conv2d', { filters: 4, bias: false }, [[3, 8, 8]]);
    expect(parameterDerivation(conv)!.filled.map(({ pieces, result }) => `${plainText(pieces)} = ${result}`)).toEqual(['4·3·3·3 = 108']);
  });
});
