import { Switch } from 'radix-ui';
import type { ComponentProps } from 'react';
import styles from './controls.module.css';

/** On or off; its label is beside it, or given as `aria-label`. */
export function Toggle(props: Omit<ComponentProps<typeof Switch.Root>, 'className' | 'children'>) {
  return (
    <Switch.Root className={styles.switch ?? ''} {...props}>
      <Switch.Thumb className={styles.thumb ?? ''} />
    </Switch.Root>
  );
}
