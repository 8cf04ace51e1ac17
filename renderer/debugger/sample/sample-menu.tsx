/** Choosing what is stepped through: any row of the data by number, class or name; a picture drawn, taken or chosen; numbers typed in. */
import { ChevronDown } from 'lucide-react';
import { Popover, Tabs } from 'radix-ui';
import { useState } from 'react';
import { classes as joined } from '../../design/classes';
import controls from '../../design/controls.module.css';
import { useData } from '../../store/data-store';
import { useSample } from '../../store/sample-store';
import { ByHand } from './by-hand';
import { RowChoice } from './row-choice';
import { TypedNumbers } from './typed-numbers';
import styles from './sample.module.css';

type Way = 'row' | 'hand' | 'numbers';

const TITLES: Readonly<Record<Way, string>> = { row: 'Row of the data', hand: 'By hand', numbers: 'Numbers' };

export function SampleMenu() {
  const sample = useSample((state) => state.sample);
  const hasData = useData((state) => state.request !== undefined);
  const [way, setWay] = useState<Way>('row');
  const shown = way === 'row' && !hasData ? 'hand' : way;
  const title = sample?.kind === 'given' ? 'Given by hand' : `Row ${sample?.row ?? ''}`;
  return (
    <Popover.Root>
      <Popover.Trigger className={controls.button} aria-label={`Sample: ${title}`}>
        {title}
        <ChevronDown size={14} aria-hidden />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className={styles.popover} side="top" align="start" sideOffset={6} collisionPadding={12} aria-label="Sample">
          <Tabs.Root value={shown} onValueChange={(next) => setWay(next as Way)}>
            <Tabs.List className={joined(controls.segments, styles.tabs)} aria-label="Where the sample comes from">
              {(Object.keys(TITLES) as Way[]).filter((one) => one !== 'row' || hasData).map((one) => (
                <Tabs.Trigger key={one} value={one} className={controls.segment ?? ''}>{TITLES[one]}</Tabs.Trigger>
              ))}
            </Tabs.List>
            <Tabs.Content value="row" className={styles.way ?? ''}><RowChoice /></Tabs.Content>
            <Tabs.Content value="hand" className={styles.way ?? ''}><ByHand /></Tabs.Content>
            <Tabs.Content value="numbers" className={styles.way ?? ''}><TypedNumbers /></Tabs.Content>
          </Tabs.Root>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
