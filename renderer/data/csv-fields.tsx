import { useId } from 'react';
import type { DocumentDataSource } from '../../engine/document/model';
import controls from '../design/controls.module.css';
import { takeSource } from './choose-data';
import fields from './fields.module.css';
import styles from './overview.module.css';

type CsvSource = Extract<DocumentDataSource, { kind: 'csv' }>;

/** Whether the first line of a table names its columns; their kinds are chosen in the table itself. */
export function CsvFields({ source }: { readonly source: CsvSource }) {
  const id = useId();
  const change = (value: string): void => {
    // With other names, what was said by name means nothing any more.
    const plain: CsvSource = { kind: 'csv', path: source.path };
    void takeSource(value === 'auto' ? plain : { ...plain, header: value === 'names' }, 'Change the first line');
  };
  return (
    <div className={styles.fields}>
      <div className={fields.field}>
        <label htmlFor={id}>First line</label>
        <select id={id} className={controls.select} value={source.header === undefined ? 'auto' : source.header ? 'names' : 'values'} onChange={({ target }) => change(target.value)}>
          <option value="auto">by its values</option>
          <option value="names">names columns</option>
          <option value="values">is data</option>
        </select>
      </div>
    </div>
  );
}
