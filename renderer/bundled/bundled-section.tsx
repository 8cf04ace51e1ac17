/** On the start screen: networks that have learned something already. */
import { ScanEye } from 'lucide-react';
import { useEffect } from 'react';
import { loadBundledModels, openBundled, useBundled, type BundledModel } from './bundled-models';
import styles from './bundled-section.module.css';

export function BundledSection({ heading }: { readonly heading: string | undefined }) {
  const models = useBundled((state) => state.models);
  useEffect(() => void loadBundledModels(), []);
  if (models.length === 0) return null;
  return (
    <section aria-labelledby="bundled">
      <h2 id="bundled" className={heading}>Trained already: open one, and show it something</h2>
      <ul className={styles.cards}>
        {models.map((model) => (
          <li key={model.name}>
            <Card model={model} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Card({ model }: { readonly model: BundledModel }) {
  const { title, summary, scores, seen } = model;
  return (
    <button type="button" className={styles.card} title={seen} onClick={() => void openBundled(model)}>
      <ScanEye size={18} aria-hidden />
      <strong>{title}</strong>
      <span>{summary}</span>
      <small>{Object.entries(scores).map(([name, value]) => `${name} ${value.toFixed(2)}`).join(' · ')}</small>
    </button>
  );
}
