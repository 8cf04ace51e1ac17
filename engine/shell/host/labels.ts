/** Labelling, as a window asks for it: only in granted folders, and only the pictures and the one file in them. */
import { join } from 'node:path';
import type { FoundBox } from '../../run/detect';
import type { LabelChange, LabelFolder, LabelOperations, PictureLabels } from '../protocol/labels';
import type { DataDesk } from './data-desk';
import type { Engines } from './engines';
import type { Grants } from './grants';
import { usualThreads } from '../../run/usual-threads';

/** So many boxes of one picture are worth looking at. */
const MOST_SUGGESTED = 100;

export class Labels {
  /** Where the labels of a folder are written, by the folder: a link may lead out of it. */
  private readonly files = new Map<string, string>();

  constructor(private readonly grants: Grants, private readonly desk: DataDesk, private readonly engines: Engines) {}

  async open(path: string): Promise<LabelFolder> {
    const folder = await this.grants.allow(path);
    const open = await this.desk.ask('labels.open', { folder });
    this.files.set(folder, await this.grants.allow(join(folder, open.file)));
    return open;
  }

  async read(path: string, picture: string): Promise<PictureLabels> {
    const folder = await this.grants.allow(path);
    await this.pictureFile(folder, picture);
    return this.desk.ask('labels.read', { folder, picture });
  }

  async save(change: LabelChange): Promise<{ revision: string }> {
    const folder = await this.grants.allow(change.folder);
    if (!this.files.has(folder)) await this.open(folder);
    await this.grants.allow(this.files.get(folder)!);
    return this.desk.ask('labels.save', { ...change, folder });
  }

  async suggest({ folder, picture, model, score }: LabelOperations['labels.suggest']['input']): Promise<readonly FoundBox[]> {
    const file = await this.pictureFile(await this.grants.allow(folder), picture);
    const [found] = await this.engines.ask('detect', { model: await this.grants.allow(model), pictures: [file], threads: usualThreads(), score, most: MOST_SUGGESTED });
    return found?.boxes ?? [];
  }

  /** A link among the pictures may lead out of the folder. */
  private async pictureFile(folder: string, picture: string): Promise<string> {
    return this.grants.allow(join(folder, picture));
  }
}
