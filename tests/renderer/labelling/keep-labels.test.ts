/** A window with labels that no file has asks before it closes, and writes them as soon as somebody is there to write them. */
import { expect, it, onTestFinished } from 'vitest';
import { beginEditing } from '../../../renderer/labelling/edit-labels';
import { keepLabels } from '../../../renderer/labelling/keep-labels';
import { LabelSaver } from '../../../renderer/labelling/label-saver';
import { forgetFolder, useLabelling } from '../../../renderer/labelling/labelling-store';

type Follow = Parameters<Parameters<typeof keepLabels>[1]['onState']>[0];

it('is not closed before labels are written', async () => {
  const page = new EventTarget();
  const followers: Follow[] = [];
  const end = keepLabels(page, { onState: (follow) => (followers.push(follow), () => undefined) });
  onTestFinished(() => {
    end();
    forgetFolder();
  });
  const closes = (): boolean => page.dispatchEvent(new Event('beforeunload', { cancelable: true }));
  expect(closes()).toBe(true);

  let isThere = false;
  const saver = new LabelSaver({
    folder: '/f',
    revision: '',
    save: async () => {
      if (!isThere) throw new Error('gone');
      return { revision: 'r1' };
    },
    onChange: (saving) => useLabelling.setState({ saving }),
  });
  beginEditing(saver);
  saver.add({ path: 'a', width: 4, height: 3, objects: [] }, undefined);
  expect(useLabelling.getState().saving.kind).toBe('saving');
  expect(closes()).toBe(false);
  await expect.poll(() => useLabelling.getState().saving.kind).toBe('failed');
  expect(closes()).toBe(false);

  isThere = true;
  for (const follow of followers) follow('open');
  await expect.poll(() => useLabelling.getState().saving.kind).toBe('saved');
  expect(closes()).toBe(true);
});
