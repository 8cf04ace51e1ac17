/** One layer over the time of the run: its weights, what it puts out, and the gradients of the weights (without any, of what it puts out). */
import { useMemo } from 'react';
import type { WatchRecord } from '../../../engine/run/watch/record';
import { HeatChart } from './heat-chart';
import { percentText, type LayerRow } from './layer-rows';
import { valueText } from './value-text';
import styles from './layers-view.module.css';

interface LayerChartsProps {
  readonly row: LayerRow;
  readonly records: readonly WatchRecord[];
  /** The chosen look. */
  readonly at: number;
}

export function LayerCharts({ row: { path, weights, port }, records, at }: LayerChartsProps) {
  const key = weights?.key;
  const portName = port.port;
  const { steps, values, activations, gradients } = useMemo(() => {
    const tensors = records.map((record) => record.tensors.find((tensor) => tensor.key === key));
    const ports = records.map((record) => record.ports.find((one) => one.node === path && one.port === portName));
    return {
      steps: records.map(({ step }) => step),
      values: tensors.map((tensor) => tensor?.value),
      activations: ports.map((one) => one?.activation),
      gradients: key === undefined ? ports.map((one) => one?.gradient) : tensors.map((tensor) => tensor?.gradient),
    };
  }, [records, key, path, portName]);
  return (
    <section className={styles.layer} aria-label={`Charts of ${path}`}>
      <div className={styles.charts}>
        <HeatChart title={weights ? tensorName(weights.key) : 'Weights'} distributions={values} steps={steps} at={at} absent="This layer trains no weights." />
        <HeatChart title="Activations" distributions={activations} steps={steps} at={at} absent="" />
        <HeatChart title={key === undefined ? 'Gradients of what it puts out' : 'Gradients'} distributions={gradients} steps={steps} at={at} absent="The loss does not depend on this layer." />
      </div>
      <p className={styles.note}>{facts(weights, port)}</p>
    </section>
  );
}

/** What stands in no chart. */
function facts(weights: LayerRow['weights'], { saturated, units }: LayerRow['port']): string {
  const known = [
    weights?.update !== undefined && `the last step changed its weights by ${changeText(weights.update)} of their size`,
    saturated !== undefined && `${percentText(saturated)} of its values are at their limits`,
    units && `${units.dead} of ${units.count} units gave 0 for every sample`,
  ].filter((one) => typeof one === 'string');
  const text = known.join('; ');
  return text === '' ? '' : `${text[0]!.toUpperCase()}${text.slice(1)}.`;
}

/** Shares below a hundredth of a percent as a number. */
function changeText(share: number): string {
  return share >= 1e-4 ? `${valueText(share * 100)} %` : valueText(share);
}

/** `weight` of `block1/conv.weight`. */
function tensorName(key: string): string {
  const name = key.slice(key.lastIndexOf('.') + 1);
  return name === 'weight' ? 'Weights' : name[0]!.toUpperCase() + name.slice(1);
}
