/** Writing labels: one after the other, the newest state of each picture, and nothing lost where it fails. */
import { describe, expect, it } from 'vitest';
import type { LabelChange } from '../../../engine/shell/protocol/labels';
import type { PictureState } from '../../../renderer/labelling/label-history';
import { LabelSaver, type Saving } from '../../../renderer/labelling/label-saver';

const state = (path: string, id?: number): PictureState => ({ path, width: 4, height: 3, objects: id === undefined ? undefined : [{ id, category: 1, x: 0, y: 0, width: 1, height: 1, isCrowd: false }] });

/** A host that answers when it is told to. */
function slowHost() {
  const asked: LabelChange[] = [];
  const answers: { resolve(revision: string): void; reject(error: Error): void }[] = [];
  const seen: Saving['kind'][] = [];
  const saver = new LabelSaver({
    folder: '/f',
    revision: 'r0',
    save: (change) => {
      asked.push(change);
      return new Promise((resolve, reject) => answers.push({ resolve: (revision) => resolve({ revision }), reject }));
    },
    onChange: ({ kind }) => seen.push(kind),
  });
  const settled = () => new Promise((resolve) => setTimeout(resolve));
  return { saver, asked, answers, seen, settled };
}

const ids = ({ pictures }: LabelChange) => pictures.map(({ path, objects }) => `${path} ${objects?.[0]?.id ?? 'none'}`);

describe('labels are written', () => {
  it('one writing at a time, each with what was done meanwhile', async () => {
    const { saver, asked, answers, seen, settled } = slowHost();
    saver.add(state('a', 1), [{ id: 1, name: 'cup' }]);
    saver.add(state('a', 2), undefined);
    saver.add(state('b', 3), undefined);
    await settled();
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({ folder: '/f', revision: 'r0', categories: [{ id: 1, name: 'cup' }] });
    const done = saver.write();
    answers[0]!.resolve('r1');
    await settled();
    expect(asked).toHaveLength(2);
    expect(asked[1]!.revision).toBe('r1');
    expect(ids(asked[1]!)).toEqual(['a 2', 'b 3']);
    expect(asked[1]!.categories).toBeUndefined();
    answers[1]!.resolve('r2');
    expect(await done).toBe(true);
    expect(seen).toEqual(['saving', 'saving', 'saved']);
  });

  it('again where it failed, with the newest of everything', async () => {
    const { saver, asked, answers, seen, settled } = slowHost();
    saver.add(state('a', 1), [{ id: 1, name: 'cup' }]);
    saver.add(state('b', 2), undefined);
    await settled();
    answers[0]!.reject(new Error('the disk is full'));
    await settled();
    expect(seen.at(-1)).toBe('failed');
    saver.add(state('b'), undefined);
    await settled();
    expect(ids(asked[1]!)).toEqual(['a 1', 'b none']);
    expect(asked[1]!.categories).toEqual([{ id: 1, name: 'cup' }]);
    expect(asked[1]!.revision).toBe('r0');
    answers[1]!.reject(new Error('the disk is full'));
    expect(await saver.write().then(async (isDone) => isDone, () => 'threw')).toBe(false);
  });

  it('with nothing to write at once', async () => {
    const { saver, asked } = slowHost();
    expect(await saver.write()).toBe(true);
    expect(asked).toEqual([]);
  });
});
