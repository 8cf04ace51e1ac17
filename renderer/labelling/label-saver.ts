/** Writes what was labelled, change after change, one writing at a time. What could not be written waits and goes along with the next. */
import type { LabelCategory } from '../../engine/data/annotations/labels';
import type { LabelChange, PictureChange } from '../../engine/shell/protocol/labels';
import type { PictureState } from './label-history';

/** `fresh`: there is nothing to save yet, and no file. */
export type Saving = { readonly kind: 'fresh' } | { readonly kind: 'saved' } | { readonly kind: 'saving' } | { readonly kind: 'failed'; readonly error: unknown };

interface SaverOptions {
  readonly folder: string;
  readonly revision: string;
  save(change: LabelChange): Promise<{ readonly revision: string }>;
  onChange(saving: Saving): void;
}

export class LabelSaver {
  private pictures = new Map<string, PictureState>();
  private categories: readonly LabelCategory[] | undefined;
  private writing: Promise<void> | undefined;
  private revision: string;

  constructor(private readonly options: SaverOptions) {
    this.revision = options.revision;
  }

  add(picture: PictureState | undefined, categories: readonly LabelCategory[] | undefined): void {
    if (picture) this.pictures.set(picture.path, picture);
    this.categories = categories ?? this.categories;
    void this.write();
  }

  /** Once more, where it failed. Resolves when nothing is left to write, or it failed again; returns whether all is written. */
  async write(): Promise<boolean> {
    while (this.isWaiting || this.writing) {
      this.writing ??= this.writeOnce().finally(() => {
        this.writing = undefined;
      });
      try {
        await this.writing;
      } catch {
        return false;
      }
    }
    return true;
  }

  private get isWaiting(): boolean {
    return this.pictures.size > 0 || this.categories !== undefined;
  }

  private async writeOnce(): Promise<void> {
    const { folder, save, onChange } = this.options;
    const [pictures, categories] = [this.pictures, this.categories];
    this.pictures = new Map();
    this.categories = undefined;
    onChange({ kind: 'saving' });
    try {
      const { revision } = await save({ folder, revision: this.revision, pictures: [...pictures.values()].map(changeOf), ...(categories && { categories }) });
      this.revision = revision;
      if (!this.isWaiting) onChange({ kind: 'saved' });
    } catch (error) {
      // What was done meanwhile is newer.
      this.pictures = new Map([...pictures, ...this.pictures]);
      this.categories ??= categories;
      onChange({ kind: 'failed', error });
      throw error;
    }
  }
}

function changeOf({ path, width, height, objects }: PictureState): PictureChange {
  return { path, width, height, ...(objects && { objects }) };
}
