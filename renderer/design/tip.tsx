import { Tooltip } from 'radix-ui';
import type { ReactNode } from 'react';
import { Keys } from './keys';
import styles from './controls.module.css';

interface TipProps {
  /** What it does. */
  readonly text: string;
  readonly keys?: string | undefined;
  /** Why it cannot be used now. */
  readonly reason?: string | undefined;
  readonly side?: 'top' | 'right' | 'bottom' | 'left';
  readonly children: ReactNode;
}

export function Tip({ text, keys, reason, side = 'bottom', children }: TipProps) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger asChild>{children}</Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Content className={styles.tip} side={side} sideOffset={6} collisionPadding={8}>
          {text}
          {keys !== undefined && <Keys keys={keys} />}
          {reason !== undefined && <span className={styles.tipReason}>{reason}</span>}
        </Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
