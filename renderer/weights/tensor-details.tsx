/** One tensor: its numbers as figures, as a histogram and as pictures. */
import { Download, FolderOpen } from 'lucide-react';
import { useRef } from 'react';
import type { TensorSummary } from '../../engine/run/look';
import type { LookFrom } from '../../engine/shell/protocol/look';
import controls from '../design/controls.module.css';
import { shareText, valueText } from '../maps/answer-text';
import { formatCount } from '../network/text';
import { report } from '../shell/connection';
import { useDocument } from '../store/document-store';
import { notify } from '../store/session-store';
import { loadTensor, putAllWeights } from './change-weights';
import { fetchTensor } from './fetch-tensor';
import { saveTensor, TENSOR_ENDINGS, type TensorFormat } from './tensor-files';
import { TensorPictures } from './tensor-pictures';
import { WeightHistogram } from './weight-histogram';
import type { WeightsSource } from './weights-store';
import styles from './weights.module.css';

interface TensorDetailsProps {
  readonly summary: TensorSummary;
  readonly from: LookFrom;
  readonly source: WeightsSource;
}

export function TensorDetails({ summary, from, source }: TensorDetailsProps) {
  const { key, shape, distribution } = summary;
  const { min, max, mean, std, norm, zeros, notFinite } = distribution;
  const count = shape.reduce((product, size) => product * size, 1);
  const figures: readonly (readonly [string, string])[] = [
    ['Numbers', formatCount(count)],
    ['Smallest', valueText(min)],
    ['Zero', shareText(zeros)],
    ['Largest', valueText(max)],
    ['L2 norm', valueText(norm)],
    ['Mean', valueText(mean)],
    ['Deviation', valueText(std)],
    ...(notFinite === undefined ? [] : [['Not finite', formatCount(notFinite)] as const]),
  ];
  return (
    <section className={styles.details} aria-label={key}>
      <header className={styles.head}>
        <h3>{key}</h3>
        <span className={styles.shape}>{shape.join(' × ') || 'one number'}</span>
        <Files tensor={key} from={from} source={source} />
      </header>
      <div className={styles.spread}>
        <dl className={styles.figures}>
          {figures.map(([title, text]) => (
            <div key={title}>
              <dt>{title}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
        <WeightHistogram distribution={distribution} />
      </div>
      <TensorPictures tensor={key} shape={shape} from={from} />
    </section>
  );
}

function Files({ tensor, from, source }: { readonly tensor: string; readonly from: LookFrom; readonly source: WeightsSource }) {
  const file = useRef<HTMLInputElement>(null);
  const isOnCanvas = useDocument((state) => state.network.tensors.has(tensor));
  const save = (format: TensorFormat) => () => void fetchTensor(from, tensor).then((values) => saveTensor(tensor, values, format), report);
  const missing = `The network on the canvas has no “${tensor}”.`;
  return (
    <div className={styles.files}>
      <button type="button" className={controls.button} onClick={save('npy')}><Download size={14} aria-hidden />.npy</button>
      <button type="button" className={controls.button} onClick={save('safetensors')}><Download size={14} aria-hidden />.safetensors</button>
      <button type="button" className={controls.button} aria-disabled={!isOnCanvas} onClick={() => (isOnCanvas ? file.current?.click() : notify(missing))}><FolderOpen size={14} aria-hidden />Load…</button>
      {source !== 'canvas' && <button type="button" className={controls.button} onClick={() => void putAllWeights(from, 'the run')}>Put all into the network</button>}
      <input
        ref={file}
        type="file"
        hidden
        accept={TENSOR_ENDINGS}
        aria-label={`File with the numbers of ${tensor}`}
        onChange={({ target }) => {
          const [chosen] = target.files ?? [];
          target.value = '';
          if (chosen) void loadTensor(chosen, tensor);
        }}
      />
    </div>
  );
}
