import { WandSparkles } from 'lucide-react';
import { useMemo } from 'react';
import type { DataSummary } from '../../engine/shell/protocol/data';
import controls from '../design/controls.module.css';
import { editDocument, useDocument } from '../store/document-store';
import { fitNetwork } from './fit-network';
import styles from './overview.module.css';

/** Offered only where it would change something. */
export function FitButton({ summary }: { readonly summary: DataSummary }) {
  const document = useDocument((state) => state.document);
  const fits = useMemo(() => fitNetwork(document, summary.columns) === document, [document, summary]);
  if (fits || document.graph.nodes.length === 0) return null;
  return (
    <div className={styles.notice}>
      <p>The network is made for other data.</p>
      <button type="button" className={controls.button} onClick={() => editDocument('Fit the network to the data', (old) => fitNetwork(old, summary.columns))}>
        <WandSparkles size={13} aria-hidden />
        Fit the network to this data
      </button>
    </div>
  );
}
