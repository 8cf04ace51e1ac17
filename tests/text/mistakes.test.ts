/** Mistakes in a text are found where they stand, and said in words that help. */
import { describe, expect, it } from 'vitest';
import { createDocument } from '../../engine/document/edits';
import { readModel } from '../../engine/text/read-model';

const BEFORE = "const image = input({ shape: [1, 8, 8] });\nconst conv1 = conv2d(image);\n";

/** The words that are underlined, and the sentence. */
function mistakes(line: string): readonly (readonly [string, string])[] {
  const text = BEFORE + line;
  const { problems, document } = readModel(text, createDocument('test'));
  expect(document).toBeUndefined();
  return problems.map(({ start, end, message }) => [text.slice(start, end), message]);
}

describe('a mistake', () => {
  it.each([
    ['const c = con2d(image);', 'con2d', 'There is no layer or block called con2d. Did you mean conv2d?'],
    ['const c = conv2d(imgae);', 'imgae', 'There is no box called imgae. Did you mean image?'],
    ['const c = conv2d(image, { filter: 3 });', 'filter', 'Conv2D has no parameter filter. Did you mean filters?'],
    ['const c = conv2d(image, { filters: 0 });', '0', '“c”: Filters (filters) must be a whole number from 1, not 0.'],
    ['const c = conv2d(image, { padding: same });', 'same', '“c”: Padding (padding) must be one of valid, same, explicit. Texts stand in quotes, and names of parameters only inside a block.'],
    ['const conv1 = relu(image);', 'conv1', 'Two boxes are called “conv1”. Give one of them another name.'],
    ['const c = relu(image, conv1);', 'conv1', 'relu takes 1 input, but 2 are given. Remove what is too many, or join them with add or concat first.'],
    ['const c = relu(conv2d(image));', 'conv2d', 'Each box has a line of its own. Give the result of conv2d(…) a name there, and use the name here.'],
    ['const c = relu(d);\nconst d = relu(c);', 'd', 'The network runs in a circle: c → d → c. Change one of these inputs.'],
    ['const o = output(conv1);\nconst c = relu(o);', 'o', '“o” gives nothing that another box could take. Use the box before it.'],
    ['const c = relu(image', 'image', ''],
    ["const c = relu('image);", "'", 'This text has no end. Close it with the same quotation mark, on the same line.'],
    ['let c = relu(image);', 'let', 'Boxes begin with “const”. Write const instead.'],
    ['function f(x: any): any {\n  const a = f(x);\n  return a;\n}', 'f', 'The block "f" contains itself: f → f.'],
    ['const c = relu(image, {}, { mutd: true });', 'mutd', 'A box has no setting mutd. Did you mean muted?'],
    ["const c = dense(conv1, {}, { tensors: { weight: { init: 'zero' } } });", "'zero'", 'There is no initializer zero. Did you mean zeros?'],
  ])('%s', (line, words, sentence) => {
    const [first] = mistakes(line);
    if (sentence === '') expect(first![1]).toContain('“)” is expected');
    else expect(first).toEqual([words, sentence]);
  });

  it('does not hide the mistakes of other lines', () => {
    expect(mistakes('const a = relu(image;\nconst b = rellu(image);').map(([words]) => words)).toEqual([';', 'rellu']);
  });

  it('in one line is not counted again where its box is used', () => {
    expect(mistakes('const a = con2d(image);\nconst b = relu(a);')).toHaveLength(1);
  });
});
