/** Where data can come from: what LayerLoom makes itself, a folder or table, the camera. */
import { Camera, FolderOpen, Hand } from 'lucide-react';
import { useRef } from 'react';
import type { BuiltinSummary, Thumbnail } from '../../engine/shell/protocol/data';
import { classes } from '../design/classes';
import controls from '../design/controls.module.css';
import { formatCount } from '../network/text';
import { useDocument } from '../store/document-store';
import { chooseFolderOrTable, takeSource } from './choose-data';
import { useDataSession } from './data-session';
import { Picture } from './picture';
import styles from './source-view.module.css';
import { filesOfInput, uploadData } from './upload';
import { useBuiltins } from './use-builtins';
import { useSamples } from './use-samples';

export function SourceView() {
  const builtins = useBuiltins();
  return (
    <div className={styles.view}>
      <section aria-labelledby="own-data" className={styles.own}>
        <h2 id="own-data">Your own</h2>
        <FolderCard />
        <button type="button" className={styles.card} onClick={() => useDataSession.setState({ view: 'webcam' })}>
          <Camera size={20} aria-hidden />
          <span className={styles.text}>
            <strong>Webcam</strong>
            <small>Record the classes yourself; it takes a minute.</small>
          </span>
        </button>
        <button type="button" className={styles.card} onClick={() => useDataSession.setState({ view: 'gestures' })}>
          <Hand size={20} aria-hidden />
          <span className={styles.text}>
            <strong>Gestures</strong>
            <small>Record what a hand does: its points are kept, no pictures.</small>
          </span>
        </button>
      </section>
      <section aria-labelledby="built-in-data" className={styles.builtins}>
        <h2 id="built-in-data">Built-in</h2>
        <ul>
          {builtins.map((builtin) => (
            <BuiltinCard key={builtin.name} builtin={builtin} />
          ))}
        </ul>
      </section>
    </div>
  );
}

function FolderCard() {
  const folder = useRef<HTMLInputElement>(null);
  const files = useRef<HTMLInputElement>(null);
  const onPicked = (list: FileList | null): void => {
    if (list && list.length > 0) void uploadData(filesOfInput(list));
  };
  return (
    <div className={classes(styles.card, styles.folder)}>
      <FolderOpen size={20} aria-hidden />
      <span className={styles.text}>
        <strong>Folder or table</strong>
        <small>One folder of pictures per class, or a CSV file. Drop it anywhere on this panel.</small>
      </span>
      <span className={styles.actions}>
        <button type="button" className={classes(controls.button, controls.primary)} onClick={() => void chooseFolderOrTable()}>Choose…</button>
        <button type="button" className={controls.button} onClick={() => folder.current?.click()}>Upload a folder</button>
        <button type="button" className={controls.button} onClick={() => files.current?.click()}>Upload a table</button>
      </span>
      <input ref={folder} type="file" hidden multiple {...{ webkitdirectory: '' }} aria-label="Folder to upload" onChange={({ target }) => onPicked(target.files)} />
      <input ref={files} type="file" hidden accept=".csv,.tsv" aria-label="Table to upload" onChange={({ target }) => onPicked(target.files)} />
    </div>
  );
}

const STRIP = 6;

function BuiltinCard({ builtin }: { readonly builtin: BuiltinSummary }) {
  const source = useDocument((state) => state.document.data?.source);
  const samples = useSamples(builtin.name, STRIP);
  const isUsed = source?.kind === 'builtin' && source.name === builtin.name;
  return (
    <li>
      <button type="button" className={classes(styles.card, isUsed && styles.used)} aria-pressed={isUsed} onClick={() => void takeSource({ kind: 'builtin', name: builtin.name }, `Use ${builtin.title.toLowerCase()}`)}>
        <Strip samples={samples} />
        <span className={styles.text}>
          <strong>{builtin.title}</strong>
          <small className={styles.docs} title={builtin.docs}>{builtin.docs}</small>
          <small className={styles.count}>{`${formatCount(builtin.defaultCount)} samples`}</small>
        </span>
      </button>
    </li>
  );
}

/** Real samples, as pictures; numbers as points in the plane. */
function Strip({ samples }: { readonly samples: ReturnType<typeof useSamples> }) {
  if (!samples) return <span className={styles.strip} aria-hidden />;
  if (samples.kind === 'points') {
    return (
      <svg className={styles.points} viewBox="-1.1 -1.1 2.2 2.2" aria-hidden>
        {samples.points.map(({ x, y, label }, index) => (
          <circle key={index} cx={x} cy={-y} r={0.04} className={styles[`class${label % 3}`]} />
        ))}
      </svg>
    );
  }
  return (
    <span className={styles.strip}>
      {samples.pictures.map((picture: Thumbnail) => (
        <Picture key={picture.row} picture={picture} />
      ))}
    </span>
  );
}
