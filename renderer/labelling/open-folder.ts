/** Opening a folder to label. What it holds is read first, so that a folder that cannot be labelled takes nothing away. */
import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import { asProblem } from '../data/choose-data';
import { choosePath } from '../files/choose-path';
import { shell } from '../shell/connection';
import { beginEditing, writeLabels } from './edit-labels';
import { LabelSaver } from './label-saver';
import { forgetFolder, useLabelling } from './labelling-store';
import { forgetPictures, nextUnlabelled, showPicture } from './show-picture';

const KEPT = 5;

interface LabelledFolders {
  readonly paths: readonly string[];
}

/** Folders that were labelled in this browser, the last one first. */
export const useLabelledFolders = create<LabelledFolders>()(persist((): LabelledFolders => ({ paths: [] }), { name: 'layerloom-labelled', version: 1 }));

const PICTURES: readonly string[] = ['.png', '.jpg', '.jpeg', '.gif', '.bmp', '.webp', '.tif', '.tiff'];

export async function chooseFolder(): Promise<void> {
  const chosen = await choosePath({ title: 'Choose a folder of pictures to label', endings: PICTURES, files: [], folders: true });
  if (chosen) await openFolder(chosen.path);
}

export async function openFolder(path: string): Promise<void> {
  const client = shell();
  if (!client) return;
  useLabelling.setState({ isOpen: true, reading: path, refusal: undefined });
  const isWanted = (): boolean => useLabelling.getState().reading === path;
  try {
    // What is still to be written belongs to the folder before. Reading the same one again gives up what could not be.
    if (!(await writeLabels()) && useLabelling.getState().folder !== path) return useLabelling.setState({ reading: undefined });
    const { folder, file, revision, categories, nextId, pictures, notes } = await client.request('labels.open', { folder: path });
    if (!isWanted()) return;
    forgetFolder();
    forgetPictures();
    beginEditing(new LabelSaver({ folder, revision, save: (change) => client.request('labels.save', change), onChange: (saving) => useLabelling.setState({ saving }) }));
    useLabelling.setState({
      isOpen: true, folder, file, notes, pictures, nextId,
      saving: { kind: revision === '' ? 'fresh' : 'saved' },
      categories: categories.map(({ id, name }) => ({ id, name })),
      uses: new Map(categories.map(({ id, uses }) => [id, uses])),
      category: categories[0]?.id,
    });
    useLabelledFolders.setState(({ paths }) => ({ paths: [folder, ...paths.filter((one) => one !== folder)].slice(0, KEPT) }));
    // Where it was left: at the first picture that nobody has labelled.
    useLabelling.setState({ at: -1 });
    await showPicture(nextUnlabelled() ?? 0);
  } catch (error) {
    if (isWanted()) useLabelling.setState({ reading: undefined, refusal: asProblem(error) });
  }
}

/** Back to the choice of a folder. */
export async function leaveFolder(): Promise<void> {
  if (!(await writeLabels())) return;
  forgetFolder();
  forgetPictures();
}
