/** Formulas as the window writes them: those of documentation, and those of sizes with a box's numbers in them. */
import { describe, expect, it } from 'vitest';
import { createDocument } from '../../engine/document/edits';
import { GraphBuilder } from '../../engine/document/graph-builder';
import type { JsonObject } from '../../engine/document/model';
import { evaluate } from '../../engine/explain/expression/evaluate';
import { explainSize, type Quantity } from '../../engine/explain/sizes/explain-size';
import { inferNetwork } from '../../engine/infer/infer-network';
import { LAYER_CATALOG } from '../../engine/infer/layer-catalog';
import { findLayer, LAYER_TYPES } from '../../engine/layers/index';
import { otherFormulas } from '../../renderer/inspector/other-formulas';
import { parseLatex, plainText } from '../../renderer/inspector/latex';
import { asLatex, asText } from '../../renderer/why/copied-derivation';
import { formulaPieces, piecesText } from '../../renderer/why/formula-pieces';
import { joinedLines } from '../../renderer/why/joined-lines';
import { latexProblem } from '../explain/latex-parser';

/** A layer alone behind an input. */
function lines(type: string, params: JsonObject, shape: readonly number[], quantity: Quantity, order: 'channels-last' | 'channels-first' = 'channels-last') {
  const graph = new GraphBuilder(LAYER_CATALOG);
  graph.add({ type, name: 'subject', params }, graph.add({ type: 'input', params: { shape: [...shape] } }));
  const network = inferNetwork(createDocument('test', graph.build()));
  return joinedLines(explainSize(network, network.nodes.at(-1)!, quantity)!.lines, order);
}

const written = (...about: Parameters<typeof lines>) => lines(...about).map(({ label, formula }) => `${label === '' ? '' : `${label}: `}${piecesText(formulaPieces(formula, true))} = ${evaluate(formula)}`);

describe('formulas of documentation', () => {
  it.each(LAYER_TYPES)('of %s can be written in a line', (type) => {
    for (const source of findLayer(type)!.documentation.formulas ?? []) expect(plainText(parseLatex(source))).not.toMatch(/[\\{}]/);
  });

  it('are shown but for those that are explained with numbers', () => {
    expect(otherFormulas({ definition: findLayer('conv2d') })).toEqual([]);
    expect(otherFormulas({ definition: findLayer('separable-conv2d') })).toHaveLength(1);
  });
});

describe('derivations', () => {
  it('have the numbers of the box in them', () => {
    expect(written('conv2d', { filters: 16, kernel: [5, 5] }, [6, 14, 14], 'output')).toEqual(['height, width: ⌊(14 + 2·0 − 1·(5 − 1) − 1)/1⌋ + 1 = 10', 'channels: 16 = 16']);
    expect(written('conv2d', { filters: 16, kernel: [5, 5] }, [6, 14, 14], 'parameters')).toEqual(['(5·5·6 + 1)·16 = 2416']);
    expect(written('dense', { units: 120 }, [400], 'parameters')).toEqual(['(400 + 1)·120 = 48120']);
    expect(written('flatten', {}, [1600, 4, 4], 'output')).toEqual(['1,600·4·4 = 25600']);
  });

  it('tell height and width apart where they differ, and follow the order of the screen', () => {
    expect(lines('conv2d', { kernel: [3, 1] }, [1, 8, 8], 'output').map(({ label }) => label)).toEqual(['height', 'width', 'channels']);
    expect(lines('conv2d', { kernel: [3, 1] }, [1, 8, 8], 'output', 'channels-first').map(({ label }) => label)).toEqual(['channels', 'height', 'width']);
  });

  it('leave out a bias that is not there', () => {
    expect(written('conv2d', { filters: 4, bias: false }, [3, 8, 8], 'parameters')).toEqual(['3·3·3·4 = 108']);
  });

  it('write letters with what stands below them apart', () => {
    const [line] = lines('conv2d', {}, [3, 8, 8], 'parameters');
    expect(formulaPieces(line!.formula, false).filter(({ kind }) => kind === 'letter').slice(0, 3)).toEqual([
      { kind: 'letter', text: 'f', below: 'h' },
      { kind: 'letter', text: 'f', below: 'w' },
      { kind: 'letter', text: 'C', below: 'in' },
    ]);
  });

  it('are copied as text and as LaTeX that compiles', () => {
    const size = lines('conv2d', { filters: 16, kernel: [5, 3] }, [6, 14, 14], 'output');
    expect(asText(size)).toBe('height = ⌊(n + 2·p − d·(f − 1) − 1)/s⌋ + 1 = ⌊(14 + 2·0 − 1·(5 − 1) − 1)/1⌋ + 1 = 10\nwidth = ⌊(n + 2·p − d·(f − 1) − 1)/s⌋ + 1 = ⌊(14 + 2·0 − 1·(3 − 1) − 1)/1⌋ + 1 = 12\nchannels = filters = 16');
    const body = /\\begin\{aligned\}\n([^]*)\n\\end\{aligned\}/.exec(asLatex(size))![1]!;
    for (const line of body.split(' \\\\\n')) expect(latexProblem(line.replace('&', ''))).toBeUndefined();
    expect(latexProblem(asLatex(lines('dense', { units: 4 }, [8], 'parameters')))).toBeUndefined();
  });
});
