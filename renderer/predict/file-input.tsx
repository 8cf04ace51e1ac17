/** A picture from a file: chosen, or dropped here. */
import { ImageUp } from 'lucide-react';
import { useEffect, useState, type DragEvent } from 'react';
import { classes } from '../design/classes';
import controls from '../design/controls.module.css';
import { formatBytes } from '../network/text';
import { report } from '../shell/connection';
import { giveInput, useInputs } from './inputs-store';
import styles from './predict.module.css';

const MOST_BYTES = 50 * 2 ** 20;

export function FileInput({ column }: { readonly column: string }) {
  const [name, setName] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const [isOver, setOver] = useState(false);
  const given = useInputs((state) => state.given[column]);
  const url = usePictureUrl(given instanceof Uint8Array ? given : undefined);

  const take = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    if (file.size > MOST_BYTES) return setProblem(`“${file.name}” has ${formatBytes(file.size)}; a picture may have ${formatBytes(MOST_BYTES)}.`);
    setProblem(undefined);
    setName(file.name);
    giveInput(column, new Uint8Array(await file.arrayBuffer()));
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    event.stopPropagation();
    setOver(false);
    take(event.dataTransfer.files[0]).catch(report);
  };
  const isShown = given !== undefined && name !== undefined;
  return (
    <div
      className={classes(styles.invitation, styles.drop, isOver && styles.over)}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      {isShown && url && <img className={styles.chosen} src={url} alt={name} />}
      <label className={controls.button}>
        <ImageUp size={16} aria-hidden />
        {isShown ? 'Choose another picture' : 'Choose a picture'}
        <input
          type="file"
          className={styles.fileField}
          accept="image/png,image/jpeg,image/webp,image/gif,image/bmp,image/tiff,.tif,.tiff"
          onChange={({ target }) => {
            take(target.files?.[0]).catch(report);
            target.value = '';
          }}
        />
      </label>
      {problem !== undefined ? <p role="alert" className={styles.error}>{problem}</p> : <p className={styles.hint}>{isShown ? name : 'or drop one here: PNG, JPEG, WebP, GIF, BMP, TIFF'}</p>}
    </div>
  );
}

function usePictureUrl(bytes: Uint8Array | undefined): string | undefined {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    if (!bytes) return setUrl(undefined);
    const made = URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>]));
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [bytes]);
  return url;
}
