/** The one way in: from a declared source to rows, columns and splits. */
import { resolve } from 'node:path';
import type { CheckDepth } from './check-pictures';
import { openCsvTable } from './csv-table';
import type { Dataset, DataSource, SplitOptions } from './dataset';
import { openBuiltin } from './generators';
import { openImageFolder } from './image-folder';
import { checkShares } from './split-rows';

export interface OpenOptions {
  /** The folder that relative paths start from, usually the document's; the working directory unless given. */
  readonly resolveFrom?: string;
  /** How thoroughly files are looked at; `full` unless given, which is bounded to a few seconds. */
  readonly check?: CheckDepth;
}

export async function openDataset(source: DataSource, split: SplitOptions, { resolveFrom = '.', check = 'full' }: OpenOptions = {}): Promise<Dataset> {
  checkShares(split);
  switch (source.kind) {
    case 'folder':
      return openImageFolder(source, resolve(resolveFrom, source.path), split, check);
    case 'csv':
      return openCsvTable(source, resolve(resolveFrom, source.path), split, check);
    case 'builtin':
      return openBuiltin(source, split);
  }
}
