import { beforeEach, describe, expect, it } from 'vitest';
import { arrangeRows, sizeRows, tableAsCsv, tableAsMarkdown, totalsOf } from '../../renderer/size-table/rows';
import { formatBytes, formatShortCount, inScreenOrder } from '../../renderer/network/text';
import { useDocument } from '../../renderer/store/document-store';
import { openTemplate } from './window';

const rows = () => sizeRows(useDocument.getState().network);
const LINE = { column: 'layer', isDescending: false };

describe('the size table', () => {
  beforeEach(() => openTemplate('lenet5'));

  it('shows every layer in the order of the wires, with totals', () => {
    expect(rows().slice(0, 4).map(({ path }) => path)).toEqual(['input', 'conv1', 'relu1', 'pool1']);
    expect(totalsOf(useDocument.getState().network)).toMatchObject({ parameters: 61_706, macs: 416_520 });
  });

  it('sorts by numbers and filters by words', () => {
    expect(arrangeRows(rows(), '', { column: 'parameters', isDescending: true })[0]!.path).toBe('dense3');
    expect(arrangeRows(rows(), 'pool', LINE).map(({ path }) => path)).toEqual(['pool1', 'pool2']);
    expect(arrangeRows(rows(), 'conv2d conv1', LINE)).toHaveLength(1);
  });

  it('is copied as it stands, in either order of axes', () => {
    const [head, , conv] = tableAsCsv(rows(), 'channels-last').split('\n');
    expect(head).toBe('Layer,Kind,Output (h × w × c),Activations,Parameters,MACs,Receptive field,Activation memory');
    expect(conv).toBe('conv1,Conv2D,28 × 28 × 6,4704,156,117600,5,18.4 KiB');
    expect(tableAsMarkdown(rows(), 'channels-first').split('\n')[3]).toBe('| conv1 | Conv2D | 6 × 28 × 28 | 4,704 | 156 | 117,600 | 5 | 18.4 KiB |');
  });
});

describe('numbers on screen', () => {
  it('are short where there is little room', () => {
    expect([formatShortCount(48_120), formatShortCount(272_474), formatShortCount(25_600_000)]).toEqual(['48,120', '272 k', '25.6 M']);
    expect([formatBytes(3136), formatBytes(12), formatBytes(5 * 2 ** 30)]).toEqual(['3.1 KiB', '12 B', '5 GiB']);
  });

  it('follow the order of axes in sentences too', () => {
    expect(inScreenOrder('needs a vector, but gets 16×5×5', 'channels-last')).toBe('needs a vector, but gets 5×5×16');
    expect(inScreenOrder('gets 16×5×5', 'channels-first')).toBe('gets 16×5×5');
  });
});
