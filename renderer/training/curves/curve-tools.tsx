/** How curves are drawn, and taking them along. */
import { Download, SlidersHorizontal } from 'lucide-react';
import { DropdownMenu, Popover } from 'radix-ui';
import { classes } from '../../design/classes';
import controls from '../../design/controls.module.css';
import { Tip } from '../../design/tip';
import { Toggle } from '../../design/toggle';
import { report } from '../../shell/connection';
import { useTrainingPanel, type CurveAxis } from '../panel-store';
import type { ComparedRun } from './compared-runs';
import { exportCsv, exportPng } from './curve-export';
import type { CurveMetric } from './curve-metrics';
import styles from './curves.module.css';

interface CurveToolsProps {
  readonly metrics: readonly CurveMetric[];
  readonly compared: readonly ComparedRun[];
}

export function CurveTools({ metrics, compared }: CurveToolsProps) {
  return (
    <div className={styles.buttons}>
      <Popover.Root>
        <Tip text="How the curves are drawn">
          <Popover.Trigger className={styles.tool} aria-label="How the curves are drawn">
            <SlidersHorizontal size={14} aria-hidden />
          </Popover.Trigger>
        </Tip>
        <Popover.Portal>
          <Popover.Content className={classes(controls.menu, styles.popover)} align="end" sideOffset={4} collisionPadding={8} aria-label="How the curves are drawn">
            <Look />
          </Popover.Content>
        </Popover.Portal>
      </Popover.Root>
      <DropdownMenu.Root>
        <Tip text="Export the curves">
          <DropdownMenu.Trigger className={styles.tool} aria-label="Export the curves">
            <Download size={14} aria-hidden />
          </DropdownMenu.Trigger>
        </Tip>
        <DropdownMenu.Portal>
          <DropdownMenu.Content className={controls.menu} align="end" sideOffset={4}>
            {metrics.map((metric) => (
              <DropdownMenu.Item key={metric.id} className={controls.item} onSelect={() => void exportPng(metric, compared).catch(report)}>
                {`${metric.title} as a picture (PNG)`}
              </DropdownMenu.Item>
            ))}
            <DropdownMenu.Separator className={controls.divider} />
            <DropdownMenu.Item className={controls.item} onSelect={() => void exportCsv(compared).catch(report)}>
              Everything as a table (CSV)
            </DropdownMenu.Item>
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
    </div>
  );
}

function Look() {
  const { smoothing, isLog, axis } = useTrainingPanel();
  return (
    <div className={styles.look}>
      <label htmlFor="smoothing">Smoothing</label>
      <span className={styles.slider}>
        <input id="smoothing" type="range" min={0} max={0.99} step={0.01} value={smoothing} onChange={({ target }) => useTrainingPanel.setState({ smoothing: Number(target.value) })} />
        <output htmlFor="smoothing">{smoothing.toFixed(2)}</output>
      </span>
      <label htmlFor="log-axis">Logarithmic</label>
      <Toggle id="log-axis" checked={isLog} onCheckedChange={(on) => useTrainingPanel.setState({ isLog: on })} />
      <label htmlFor="curve-axis">Along</label>
      <select id="curve-axis" className={controls.select} value={axis} onChange={({ target }) => useTrainingPanel.setState({ axis: target.value as CurveAxis })}>
        <option value="epoch">epochs</option>
        <option value="step">steps</option>
      </select>
    </div>
  );
}
