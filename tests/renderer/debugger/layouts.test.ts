/** How numbers of a step are laid out: tables and pictures, neurons, and what a cell sees. */
import { beforeEach, describe, expect, it } from 'vitest';
import { EXAMPLES } from '../../../engine/examples';
import { inferNetwork } from '../../../engine/infer/infer-network';
import { readUnits } from '../../../engine/explain/dense/unit-network';
import { latexOf, linesOf } from '../../../renderer/debugger/formula-view';
import { numberFields, withNumber, zeros } from '../../../renderer/debugger/sample/given-numbers';
import { markBoxes } from '../../../renderer/debugger/mark-boxes';
import { axesText, elementName, fullText, layoutOf, partTitle, placeText } from '../../../renderer/debugger/number-layout';
import { regionsBehind, regionText } from '../../../renderer/debugger/cells/receptive-regions';
import { unitPicture, valuesOf } from '../../../renderer/debugger/neurons/unit-picture';
import { slipsIn } from '../../../renderer/examples/printed';
import { useDocument } from '../../../renderer/store/document-store';
import { openTemplate } from '../window';

const PICTURE = ['batch', 'channel', 'row', 'column'];
const example = (id: string) => EXAMPLES.find((one) => one.id === id)!;

describe('numbers', () => {
  it('are a table while they are few, pictures in pages when they are many', () => {
    expect(layoutOf([1, 2, 4, 4], PICTURE)).toMatchObject({ isTable: true, height: 4, width: 4, perPage: 32, pages: 1 });
    expect(layoutOf([1, 64, 56, 56], PICTURE)).toMatchObject({ isTable: false, height: 56, width: 56, perPage: 20 * 56 * 56, pages: 4 });
    expect(layoutOf([4096, 25088], ['unit', 'input'])).toMatchObject({ isTable: false, width: 25088, height: 2, pages: 2048 });
    expect(layoutOf([1, 10000], ['batch', 'unit'])).toMatchObject({ isTable: false, width: 32, pages: 3 });
    expect(layoutOf([], [])).toMatchObject({ isTable: true, height: 1, width: 1, perPage: 1 });
  });

  it('are called by their axes', () => {
    expect(axesText([1, 2, 4, 4], PICTURE)).toBe('2 channels × 4 rows × 4 columns');
    expect(axesText([], [])).toBe('a single number');
    expect(partTitle([1, 2, 4, 4], PICTURE, 16)).toBe('channel 1');
    expect(elementName('conv.out', [0, 1, 2, 3], [1, 2, 4, 4], PICTURE)).toBe('conv.out[1,2,3]');
    expect(elementName('w', [1, 0], [2, 2], ['unit', 'input'])).toBe('w[1,0]');
  });

  it('have all digits that tell a float32 from its neighbours, and no more', () => {
    expect(fullText(Math.fround(0.17))).toBe('0.17');
    expect(fullText(Math.fround(0.123456789))).toBe('0.12345679');
    expect(fullText(Number.NaN)).toBe('NaN');
    for (const value of [1 / 3, -2e-9, 16777217, 0.1 + 0.2].map(Math.fround)) expect(Math.fround(Number(fullText(value)))).toBe(value);
  });

  it('that notes print differently are slips, and rounded ones are not', () => {
    expect([...slipsIn([0.5551, 0.555073, null], [0.555, 0.565, 1])]).toEqual([[1, 0.565]]);
  });
});

describe('formulas', () => {
  const formula = { subject: 'b', symbols: 'a', numbers: '2', result: '2' };

  it('say nothing twice', () => {
    expect(linesOf(formula)).toEqual([{ title: 'In symbols', text: 'a' }]);
    expect(latexOf(formula)).toBe('b = a = 2');
  });
});

describe('numbers typed in', () => {
  it('are as many as inputs and targets take, and too many are refused', () => {
    const fields = numberFields(inferNetwork(example('mlp-2-2-2').document()))!;
    expect(fields.map(({ box, role, count }) => [box, role, count])).toEqual([['x', 'inputs', 2], ['output', 'targets', 2]]);
    const given = withNumber(zeros(fields), fields[0]!, 1, 0.5);
    expect(given).toEqual({ samples: [{ inputs: { x: [0, 0.5] }, targets: { output: [0, 0] } }] });
    openTemplate('lenet5');
    expect(numberFields(useDocument.getState().network)).toBeUndefined();
  });
});

describe('neurons', () => {
  it('are numbered as in the course, and each weight has its line and its element', () => {
    const units = readUnits(inferNetwork(example('mlp-3-2-2-1-squared').document()));
    if ('problem' in units) throw new Error(units.problem);
    const picture = unitPicture(units);
    expect(picture.circles.map(({ name }) => name)).toEqual(['x1', 'x2', 'x3', 'a4', 'a5', 'a6', 'a7', 'a8']);
    expect(picture.edges).toHaveLength(12);
    expect(picture.edges.find(({ name }) => name === 'w57')!.place).toEqual({ value: 'layer2.weight', position: [1, 1] });
    expect(valuesOf(picture)).toContain('layer3.weight.grad');
    // Nothing stands on anything else.
    const places = picture.circles.map(({ x, y }) => `${x} ${y}`);
    expect(new Set(places).size).toBe(places.length);
  });
});

describe('what a cell sees', () => {
  beforeEach(() => openTemplate('lenet5'));

  it('grows on the way back to the picture, and agrees with the receptive field', () => {
    const { network } = useDocument.getState();
    const maps = regionsBehind(network, 'conv2', [4, 5]);
    expect(maps.map(({ path, region }) => [path, regionText(region)])).toEqual([
      ['pool1', 'rows 4 to 8, columns 5 to 9'],
      ['relu1', 'rows 8 to 17, columns 10 to 19'],
      ['conv1', 'rows 8 to 17, columns 10 to 19'],
      ['input', 'rows 6 to 19, columns 8 to 21'],
    ]);
    const field = network.nodes.find(({ flat }) => flat.path === 'conv2')!.receptiveField!;
    expect(field.size).toEqual([14, 14]);
  });

  it('ends at the edge, and where places mean nothing any more', () => {
    const { network } = useDocument.getState();
    expect(regionText(regionsBehind(network, 'conv1', [0, 27]).at(-1)!.region)).toBe('rows 0 to 2, columns 25 to 27');
    expect(regionsBehind(network, 'dense3', [0])).toEqual([]);
  });
});

describe('marks', () => {
  it('are one frame where they fill a rectangle, else one each', () => {
    expect(markBoxes([6, 7, 8, 11, 12, 13], 5, 9)).toEqual([{ row: 1, column: 1, height: 2, width: 3 }]);
    expect(markBoxes([0, 2, 10, 12], 5, 9)).toHaveLength(4);
    expect(markBoxes([0, 2, 10, 12], 5, 3)).toHaveLength(3);
    expect(markBoxes([], 5, 9)).toEqual([]);
  });

  it('and the lens name the axes', () => {
    expect(placeText([0, 1, 2, 3], [1, 2, 4, 4], PICTURE)).toBe('channel 1, row 2, column 3');
    expect(placeText([1, 0], [2, 3], ['batch', 'unit'])).toBe('sample 1, unit 0');
    expect(placeText([], [], [])).toBe('');
  });
});
