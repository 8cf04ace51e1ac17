/** A data source as a document refers to it. */
import type { DataSource } from '../data/dataset';
import type { DocumentDataSource } from '../document/model';

/** `place` says how the document names the path. What only a command can choose (how folders are read) stays out. */
export function documentSource(source: DataSource, place: (path: string) => string): DocumentDataSource {
  switch (source.kind) {
    case 'builtin':
      return source;
    case 'folder':
      return { kind: 'folder', path: place(source.path) };
    case 'csv':
      return { kind: 'csv', path: place(source.path), ...(source.target !== undefined && { target: source.target }) };
  }
}
