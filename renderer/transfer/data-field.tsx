/** The data to retrain on: a folder, or a generator that makes classes. */
import type { DocumentDataSource } from '../../engine/document/model';
import controls from '../design/controls.module.css';
import { sourceName } from '../data/choose-data';
import { useBuiltins } from '../data/use-builtins';
import { choosePath } from '../files/choose-path';
import type { NewDataState } from './use-new-data';

const FOLDER = 'folder…';
const PICTURE_ENDINGS: readonly string[] = ['.png', '.jpg', '.jpeg', '.gif', '.bmp', '.webp', '.tif', '.tiff'];

const keyOf = (source: DocumentDataSource | undefined): string => (source === undefined ? '' : source.kind === 'builtin' ? source.name : FOLDER);

export function DataField({ id, data: { source, read } }: { readonly id: string; readonly data: NewDataState }) {
  const builtins = useBuiltins();
  const choose = (value: string): void => {
    if (value !== FOLDER) return read({ kind: 'builtin', name: value });
    void choosePath({ title: 'Choose a folder of pictures', endings: PICTURE_ENDINGS, files: [], folders: true }).then((chosen) => chosen && read({ kind: 'folder', path: chosen.path }));
  };
  const folder = source && source.kind !== 'builtin' ? sourceName(source) : undefined;
  return (
    <select id={id} className={controls.select} value={folder === undefined ? keyOf(source) : 'chosen'} onChange={({ target }) => choose(target.value)}>
      {source === undefined && <option value="" disabled>Choose a folder or built-in data</option>}
      {folder !== undefined && <option value="chosen">{`The folder ${folder}`}</option>}
      <option value={FOLDER}>A folder of pictures…</option>
      <optgroup label="Built in">
        {builtins.map(({ name, title }) => <option key={name} value={name}>{title}</option>)}
      </optgroup>
    </select>
  );
}
