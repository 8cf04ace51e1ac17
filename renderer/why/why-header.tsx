/** Whose number it is, the way back, and the other numbers of the same box. */
import { ArrowLeft, X } from 'lucide-react';
import { Popover } from 'radix-ui';
import type { Quantity } from '../../engine/explain/sizes/explain-size';
import controls from '../design/controls.module.css';
import { Swatch } from '../design/swatch';
import type { Kind } from '../network/kind';
import { chooseQuantity, goBack, useWhy } from './why-store';
import styles from './why.module.css';

const TITLES: Readonly<Record<Quantity, string>> = { output: 'Output', parameters: 'Parameters', macs: 'MACs', field: 'Receptive field', memory: 'Memory' };

interface WhyHeaderProps {
  readonly kind?: Kind;
  readonly name: string;
  readonly title: string;
  readonly quantity: Quantity;
  readonly quantities: readonly Quantity[];
}

export function WhyHeader({ kind, name, title, quantity, quantities }: WhyHeaderProps) {
  const hasTrail = useWhy((state) => state.trail.length > 0);
  return (
    <div className={styles.header}>
      <div className={styles.headline}>
        {hasTrail && (
          <button type="button" className={controls.icon} aria-label="Back" title="Back" onClick={goBack}>
            <ArrowLeft size={15} aria-hidden />
          </button>
        )}
        {kind && <Swatch kind={kind} />}
        <h2>{name}</h2>
        <span className={styles.kind}>{title}</span>
        <Popover.Close className={controls.icon} aria-label="Close">
          <X size={15} aria-hidden />
        </Popover.Close>
      </div>
      <div className={controls.segments} role="group" aria-label={`Numbers of ${name}`}>
        {quantities.map((one) => (
          <button key={one} type="button" className={controls.segment} aria-pressed={one === quantity} onClick={() => chooseQuantity(one)}>
            {TITLES[one]}
          </button>
        ))}
      </div>
    </div>
  );
}
