/** From the sample that is shown to its numbers as the network takes them, which can then be changed one by one. */
import { useMemo } from 'react';
import controls from '../../design/controls.module.css';
import { report, shell } from '../../shell/connection';
import { useDocument } from '../../store/document-store';
import { useDebugger } from '../debugger-store';
import { MOST_TYPED, numberFields, type NumberField } from './given-numbers';
import styles from './sample.module.css';

export function TypedNumbers() {
  const network = useDocument((state) => state.network);
  const fields = useMemo(() => numberFields(network), [network]);
  if (!fields) return <p className={styles.hint}>{`The network takes more than ${MOST_TYPED} numbers, too many to type in.`}</p>;
  return (
    <>
      <p className={styles.hint}>Inputs and targets as the network takes them, after preprocessing; classes are counted from 0. They begin with those of the sample that is shown.</p>
      <button type="button" className={controls.button} onClick={() => void takeNumbers(fields).catch(report)}>Type in numbers</button>
    </>
  );
}

/** What is not known of the sample, such as a target in use, begins with 0. */
async function takeNumbers(fields: readonly NumberField[]): Promise<void> {
  const client = shell();
  const { request, trace } = useDebugger.getState();
  const read = async ({ box, role, count }: NumberField): Promise<readonly number[]> => {
    const name = role === 'inputs' ? `${box}.out` : `${box}.target`;
    if (!client || !request || !trace?.values.some((value) => value.name === name)) return Array<number>(count).fill(0);
    const { values } = await client.request('network.traceValues', { ...request, name });
    return Array.from(new Float64Array(values.slice().buffer)).slice(0, count);
  };
  const entries = await Promise.all(fields.map(async (field) => [field.role, field.box, await read(field)] as const));
  const of = (wanted: NumberField['role']) => Object.fromEntries(entries.flatMap(([role, box, numbers]) => (role === wanted ? [[box, numbers]] : [])));
  useDebugger.setState({ given: { samples: [{ inputs: of('inputs'), targets: of('targets') }] } });
}
