/** Samples with what they are and what the network takes them for. Choosing one sends it through the canvas. */
import { useEffect, useRef, useState } from 'react';
import type { Answers, ClassAnswer, NumberAnswer } from '../../../engine/run/answers';
import type { Thumbnail } from '../../../engine/shell/protocol/data';
import { classes as join } from '../../design/classes';
import { shell } from '../../shell/connection';
import { useRun } from '../../store/run-store';
import { showSample, useSample } from '../../store/sample-store';
import { percentText, valueText } from '../number-text';
import styles from './samples.module.css';

const SIZE = 96;

export function Samples({ answers, rows }: { readonly answers: Answers; readonly rows: readonly (ClassAnswer | NumberAnswer)[] }) {
  const pictures = useThumbnails(rows.map(({ row }) => row));
  const shown = useSample(({ sample }) => (sample?.kind === 'row' ? sample.row : undefined));
  return (
    <ul className={styles.samples}>
      {rows.map((sample) => (
        <li key={sample.row}>
          <button type="button" className={join(styles.sample, shown === sample.row && styles.shown)} aria-pressed={shown === sample.row} title={`${sample.name} (show it on the canvas)`} onClick={() => showSample({ kind: 'row', row: sample.row })}>
            {pictures !== 'none' && <Picture thumbnail={pictures.get(sample.row)} />}
            <Words answers={answers} sample={sample} />
          </button>
        </li>
      ))}
    </ul>
  );
}

function Words({ answers, sample }: { readonly answers: Answers; readonly sample: ClassAnswer | NumberAnswer }) {
  if (answers.kind === 'classification') {
    const { truth, answer, confidence, truthProbability } = sample as ClassAnswer;
    const isRight = truth === answer;
    return (
      <span className={styles.words}>
        <b className={isRight ? undefined : styles.wrong}>{isRight ? `${answers.classes[truth]} ✓` : `${answers.classes[truth]} → ${answers.classes[answer]}`}</b>
        <span>{`${percentText(confidence, 1)} sure`}</span>
        {!isRight && <span>{`${answers.classes[truth]} ${percentText(truthProbability, 1)}`}</span>}
      </span>
    );
  }
  const { truth, answer, name } = sample as NumberAnswer;
  return (
    <span className={styles.words}>
      <b>{name}</b>
      <span>{`true ${truth.map(valueText).join(', ')}`}</span>
      <span>{`answer ${answer.map(valueText).join(', ')}`}</span>
    </span>
  );
}

function Picture({ thumbnail }: { readonly thumbnail: Thumbnail | undefined }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (!canvas.current || !thumbnail || thumbnail.width === 0) return;
    canvas.current.width = thumbnail.width;
    canvas.current.height = thumbnail.height;
    canvas.current.getContext('2d')!.putImageData(new ImageData(new Uint8ClampedArray(thumbnail.pixels), thumbnail.width, thumbnail.height), 0, 0);
  }, [thumbnail]);
  return <canvas ref={canvas} className={styles.picture} aria-hidden width={28} height={28} />;
}

/** By row; `none` where the data has no pictures. */
function useThumbnails(rows: readonly number[]): ReadonlyMap<number, Thumbnail> | 'none' {
  const data = useRun((state) => state.run?.data);
  const [pictures, setPictures] = useState<ReadonlyMap<number, Thumbnail> | 'none'>(new Map());
  const key = JSON.stringify([data, rows]);
  useEffect(() => {
    let isWanted = true;
    if (data && rows.length > 0) {
      shell()!
        .request('data.thumbnails', { ...data, rows, size: SIZE })
        .then(
          (list) => isWanted && setPictures(new Map(list.map((one) => [one.row, one]))),
          () => isWanted && setPictures('none'),
        );
    }
    return () => {
      isWanted = false;
    };
  }, [key]);
  return pictures;
}
