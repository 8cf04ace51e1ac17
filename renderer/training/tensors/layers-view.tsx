/** What happens inside the shown run: its layers, their histograms over time, and what is to be said about them. */
import { TriangleAlert } from 'lucide-react';
import { useMemo } from 'react';
import { formatCount } from '../../network/text';
import { goToLayer } from './go-to-layer';
import { LayerCharts } from './layer-charts';
import { LayerList } from './layer-list';
import { layerRows } from './layer-rows';
import { useChosenLayer } from './use-chosen-layer';
import { lookAt, useWatch } from './watch-store';
import styles from './layers-view.module.css';

export function LayersView() {
  const records = useWatch((state) => state.records);
  const chosenAt = useWatch((state) => state.at);
  const findings = useWatch((state) => state.findings);
  const at = chosenAt ?? records.length - 1;
  const rows = useMemo(() => layerRows(records.slice(0, at + 1), findings), [records, at, findings]);
  const row = useChosenLayer(rows);
  if (records.length === 0) return <Empty />;
  return (
    <div className={styles.view}>
      <div className={styles.list}>
        {findings.length > 0 && (
          <ul className={styles.findings} aria-label="What to look at">
            {findings.map(({ kind, text, remedy, nodes }) => (
              <li key={kind}>
                <button type="button" className={styles.finding} title={`${text} ${remedy}`} onClick={() => goToLayer(nodes[0]!)}>
                  <TriangleAlert className={styles.sign} size={14} aria-hidden />
                  <span>{text} <span className={styles.remedy}>{remedy}</span></span>
                </button>
              </li>
            ))}
          </ul>
        )}
        <LayerList rows={rows} chosen={row} />
      </div>
      <div className={styles.detail}>
        <StepSlider at={at} />
        {row && <LayerCharts row={row} records={records} at={at} />}
      </div>
    </div>
  );
}

/** Which look is shown, here and on the wires. */
function StepSlider({ at }: { readonly at: number }) {
  const records = useWatch((state) => state.records);
  const { step, epoch, samples } = records[at]!;
  const isNewest = at === records.length - 1;
  return (
    <div className={styles.slider}>
      <label className={styles.sliderLabel} htmlFor="watch-step">Step</label>
      <input
        id="watch-step"
        type="range"
        min={0}
        max={Math.max(1, records.length - 1)}
        value={at}
        disabled={records.length < 2}
        aria-valuetext={`step ${formatCount(step)}`}
        onChange={({ target }) => lookAt(Number(target.value))}
      />
      <span className={styles.step} title={`From ${samples} fixed samples of the training data.`}>
        {formatCount(step)}
        <span className={styles.epoch}>{` · epoch ${epoch}`}</span>
      </span>
      <button type="button" className={styles.newest} aria-pressed={isNewest} disabled={isNewest} onClick={() => lookAt(undefined)}>
        Newest
      </button>
    </div>
  );
}

function Empty() {
  const isLoading = useWatch((state) => state.isLoading);
  const hasRun = useWatch((state) => state.run !== undefined);
  if (isLoading) return <p className={styles.empty} role="status">Reading the statistics of the run…</p>;
  return (
    <div className={styles.empty}>
      <p>Statistics appear with the first checkpoint of a run.</p>
      <p className={styles.remedy}>{hasRun ? 'This run has none: it was trained without them.' : 'Histograms of weights, activations and gradients show what each layer learns, and where a gradient vanishes or a unit dies.'}</p>
    </div>
  );
}
