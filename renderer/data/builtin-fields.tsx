import type { DocumentDataSource } from '../../engine/document/model';
import { editDocument } from '../store/document-store';
import { NumberField } from './number-field';
import styles from './overview.module.css';
import { useBuiltins } from './use-builtins';

type BuiltinSource = Extract<DocumentDataSource, { kind: 'builtin' }>;

const LARGEST_COUNT = 1_000_000;
const LARGEST_SEED = 2 ** 31 - 1;

/** How many samples a generator makes, and which. */
export function BuiltinFields({ source }: { readonly source: BuiltinSource }) {
  const usual = useBuiltins().find(({ name }) => name === source.name)?.defaultCount ?? 1;
  const change = (label: string, changes: Partial<BuiltinSource>, visit: string): void =>
    // The fingerprint follows from the numbers, so it is not known before they are read.
    editDocument(label, (document) => {
      const { fingerprint: _, ...data } = document.data!;
      return { ...document, data: { ...data, source: { ...source, ...changes } } };
    }, visit);
  return (
    <div className={styles.fields}>
      <NumberField label="Samples" value={source.count ?? usual} least={1} most={LARGEST_COUNT} isWhole help="How many samples are made; more leave the earlier ones as they are" onChange={(count, visit) => change('Change the number of samples', { count }, visit)} />
      <NumberField label="Seed" value={source.seed ?? 1} least={0} most={LARGEST_SEED} isWhole help="Another seed makes other samples" onChange={(seed, visit) => change('Change the seed of the data', { seed }, visit)} />
    </div>
  );
}
