/** Several heads on one frame, beside each other: what each keeps, how long it takes and how large it is. */
import { Plus } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useEffect, useState } from 'react';
import type { TemplateSummary } from '../../../engine/shell/protocol/documents';
import { loadBundledModels, useBundled } from '../../bundled/bundled-models';
import controls from '../../design/controls.module.css';
import { report, shell } from '../../shell/connection';
import { useData } from '../../store/data-store';
import { useRun } from '../../store/run-store';
import { scoreDigits } from '../scene';
import { Threshold } from '../threshold';
import { useXray } from '../xray-store';
import styles from '../xray.module.css';
import { CompareTile } from './compare-tile';
import { keyOf, MOST_CONTENDERS, toggleContender, useCompare, type Contender } from './compare-store';
import { followComparison } from './follow-comparison';

export function CompareView() {
  useEffect(() => followComparison(), []);
  const contenders = useCompare((state) => state.contenders);
  const { score, iou } = useXray();
  return (
    <div className={styles.compare}>
      <div className={styles.compareTools}>
        <ContenderMenu />
        <Threshold title="Score at least" value={score} text={scoreDigits(score)} power={3} onChange={(value) => useXray.setState({ score: value })} />
        <Threshold title="Overlap at most (IoU)" value={iou} text={iou.toFixed(2)} onChange={(value) => useXray.setState({ iou: value })} />
        <p className={styles.hint}>Times are of the exported network on two threads of the processor, the median of five passes.</p>
      </div>
      <ul className={styles.tiles} aria-label="Detectors side by side">
        {contenders.map((contender) => <CompareTile key={keyOf(contender)} contender={contender} />)}
        {contenders.length === 0 && <li className={styles.hint}>Choose a detector to begin with.</li>}
      </ul>
    </div>
  );
}

function ContenderMenu() {
  const contenders = useCompare((state) => state.contenders);
  const runs = useRun((state) => state.list);
  const request = useData((state) => state.request);
  const templates = useDetectors();
  useEffect(() => void loadBundledModels(), []);
  const bundled = useBundled((state) => state.models).filter(({ answers }) => answers === 'boxes');
  const kind = request?.source.kind;
  // A run of other data would be asked about pictures that it has not been made for.
  const fitting = runs.filter(({ data, step }) => step > 0 && data.source.kind === kind && (data.source.kind !== 'builtin' || request?.source.kind !== 'builtin' || data.source.name === request.source.name));
  const isChosen = (contender: Contender): boolean => contenders.some((one) => keyOf(one) === keyOf(contender));
  const isFull = contenders.length >= MOST_CONTENDERS;
  const item = (contender: Contender, title: string) => (
    <DropdownMenu.CheckboxItem key={keyOf(contender)} className={controls.item ?? ''} checked={isChosen(contender)} disabled={isFull && !isChosen(contender)} onSelect={(event) => event.preventDefault()} onCheckedChange={() => toggleContender(contender)}>
      <span className={styles.checkMark}>
        <DropdownMenu.ItemIndicator>✓</DropdownMenu.ItemIndicator>
      </span>
      {title}
    </DropdownMenu.CheckboxItem>
  );
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger className={controls.button}>
        <Plus size={14} aria-hidden />
        Detectors
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className={`${controls.menu} ${styles.menu}`} align="start" sideOffset={6} collisionPadding={12}>
          {item({ kind: 'canvas' }, 'Canvas')}
          {fitting.length > 0 && <DropdownMenu.Label className={styles.menuLabel ?? ''}>Runs on this kind of data</DropdownMenu.Label>}
          {fitting.map(({ run, title }) => item({ kind: 'run', run, title }, title))}
          {bundled.length > 0 && <DropdownMenu.Label className={styles.menuLabel ?? ''}>Trained already</DropdownMenu.Label>}
          {bundled.map(({ name, title }) => item({ kind: 'bundled', name, title }, title))}
          <DropdownMenu.Label className={styles.menuLabel ?? ''}>Networks to start from, untrained</DropdownMenu.Label>
          {templates.map(({ name, title }) => item({ kind: 'template', name, title }, title))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

function useDetectors(): readonly TemplateSummary[] {
  const [templates, setTemplates] = useState<readonly TemplateSummary[]>([]);
  useEffect(() => {
    let isGone = false;
    shell()
      ?.request('templates.list', {})
      .then((all) => {
        if (!isGone) setTemplates(all.filter(({ category, data }) => category === 'detection' && data?.kind === 'builtin' && data.name === 'scenes'));
      })
      .catch(report);
    return () => {
      isGone = true;
    };
  }, []);
  return templates;
}
