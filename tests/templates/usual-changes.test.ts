import { describe, expect, it } from 'vitest';
import { openBuiltin } from '../../engine/data/generators';
import type { DataSource } from '../../engine/data/dataset';
import { requireTemplate } from '../../engine/templates';
import { fitTemplate, withUsualChanges } from '../../engine/templates/fit-to-data';

const SPLIT = { seed: 1, validation: 0.1, test: 0 };

async function made(template: string, source: DataSource & { readonly kind: 'builtin' }) {
  const { columns } = await openBuiltin(source, SPLIT);
  return withUsualChanges(fitTemplate(requireTemplate(template), columns), source);
}

describe('a document made from a template', () => {
  it('begins with the random changes of built-in data that has some', async () => {
    const { data } = await made('yolo-v8-small', { kind: 'builtin', name: 'scenes', count: 10 });
    expect(data?.augmentation).toContainEqual({ kind: 'hue', degrees: 180 });
    expect((await made('hand-landmarks', { kind: 'builtin', name: 'hand', count: 10 })).data?.augmentation).toContainEqual({ kind: 'rotate', degrees: 15 });
  });

  it('leaves other data as it is', async () => {
    expect((await made('lenet5', { kind: 'builtin', name: 'digits', count: 10 })).data).toBeUndefined();
    const scenes = await openBuiltin({ kind: 'builtin', name: 'scenes', count: 10 }, SPLIT);
    const document = fitTemplate(requireTemplate('yolo-v8-small'), scenes.columns);
    expect(withUsualChanges(document, { kind: 'folder', path: '/pictures' })).toBe(document);
  });
});
