/** One picture for the network: drawn, from a file, from a camera, or from a row of the data. */
import { ToggleGroup } from 'radix-ui';
import { useState } from 'react';
import type { FeatureColumn } from '../../engine/run/signature';
import { useData } from '../store/data-store';
import { useSample } from '../store/sample-store';
import controls from '../design/controls.module.css';
import { CameraInput } from './camera-input';
import { DrawingPad } from './drawing-pad';
import { FileInput } from './file-input';
import { giveInput, useInputs } from './inputs-store';
import type { PictureSize } from './picture-bytes';
import { RowInput } from './row-input';
import styles from './predict.module.css';

type Way = 'draw' | 'file' | 'camera' | 'row';

const TITLES: Readonly<Record<Way, string>> = { draw: 'Draw', file: 'File', camera: 'Camera', row: 'Data row' };

interface PictureInputProps {
  readonly column: FeatureColumn;
  /** Channels, height, width. */
  readonly shape: readonly number[];
}

export function PictureInput({ column: { name }, shape }: PictureInputProps) {
  const [chosen, setChosen] = useState<Way>('draw');
  const hasData = useData((state) => state.request !== undefined);
  const isRow = useSample((state) => state.sample?.kind === 'row');
  const isGiven = useInputs((state) => state.given[name] !== undefined);
  const way = chosen === 'row' && !hasData ? 'draw' : chosen;
  const [channels, height, width] = shape as [number, number, number];
  const size: PictureSize = { height, width };
  const choose = (next: string): void => {
    if (next === '') return;
    setChosen(next as Way);
    if (next === 'row' && isGiven) giveInput(name, undefined);
  };
  return (
    <section className={styles.input} aria-label={name}>
      <div className={styles.inputHead}>
        <h3>{name}</h3>
        <ToggleGroup.Root type="single" className={controls.segments ?? ''} value={way} onValueChange={choose} aria-label={`How to give ${name}`}>
          {(Object.keys(TITLES) as Way[]).filter((one) => one !== 'row' || hasData).map((one) => (
            <ToggleGroup.Item key={one} value={one} className={controls.segment ?? ''}>{TITLES[one]}</ToggleGroup.Item>
          ))}
        </ToggleGroup.Root>
      </div>
      {way === 'draw' && <DrawingPad column={name} size={size} isGrey={channels === 1} />}
      {way === 'file' && <FileInput column={name} />}
      {way === 'camera' && <CameraInput column={name} size={size} />}
      {way === 'row' && <RowInput isShown={isRow} />}
    </section>
  );
}
