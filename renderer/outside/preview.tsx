/** An own picture with what the model answers about it, by the mapping as it is now. */
import { ImageUp } from 'lucide-react';
import { useEffect, useRef, useState, type DragEvent } from 'react';
import { classes } from '../design/classes';
import controls from '../design/controls.module.css';
import { classColours } from '../design/overlay/class-colours';
import { paintAnswer } from '../design/overlay/paint-answer';
import { fitView } from '../design/overlay/picture-view';
import { showPicture } from './outside-model';
import { useOutside } from './outside-store';
import { answerText, scoreDoubt } from './answer-text';
import styles from './outside.module.css';

const MASK_OPACITY = 0.5;

export function Preview() {
  const picture = useOutside((state) => state.picture);
  const problem = useOutside((state) => state.problem);
  const answer = useOutside((state) => state.answer);
  const [isOver, setOver] = useState(false);
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    event.stopPropagation();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file) void showPicture(file);
  };
  const over = (event: DragEvent): void => {
    event.preventDefault();
    event.stopPropagation();
    setOver(true);
  };
  return (
    <div className={styles.preview}>
      <div className={classes(styles.stage, isOver && styles.over)} onDragOver={over} onDragLeave={() => setOver(false)} onDrop={drop}>
        {picture ? <Painted /> : <p className={styles.invitation}>Drop a picture here, or choose one, to see what the model answers about it.</p>}
      </div>
      <div className={styles.line}>
        <Choose label={picture ? 'Another picture' : 'Choose a picture'} />
        <Status />
      </div>
      <p className={styles.problem} role="alert">{problem ?? (answer && scoreDoubt(answer.answer)) ?? ''}</p>
    </div>
  );
}

function Choose({ label }: { readonly label: string }) {
  return (
    <label className={classes(controls.button, styles.choose)}>
      <ImageUp size={14} aria-hidden />
      {label}
      <input
        type="file"
        accept="image/*"
        aria-label={label}
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          if (file) void showPicture(file);
          target.value = '';
        }}
      />
    </label>
  );
}

function Status() {
  const { answer, took, isAsking } = useOutside();
  return (
    <p className={styles.status} role="status">
      <span>{answer ? answerText(answer) : isAsking ? 'Asking the model' : ''}</span>
      {took !== undefined && <span className={styles.took}>{`${took.toFixed(took < 10 ? 1 : 0)} ms`}</span>}
    </p>
  );
}

/** Sharp on every screen: as many pixels as the place has. */
function Painted() {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { picture, answer } = useOutside();
  useEffect(() => {
    const shown = canvas.current!;
    const draw = (): void => {
      const density = window.devicePixelRatio;
      const size = { width: shown.clientWidth, height: shown.clientHeight };
      if (!picture || size.width === 0) return;
      shown.width = Math.round(size.width * density);
      shown.height = Math.round(size.height * density);
      const context = shown.getContext('2d')!;
      context.setTransform(density, 0, 0, density, 0, 0);
      const view = fitView(picture.bitmap, size, false);
      context.imageSmoothingQuality = 'high';
      context.drawImage(picture.bitmap, view.left, view.top, view.width, view.height);
      const look = { colours: classColours(shown), font: getComputedStyle(shown).fontFamily, opacity: MASK_OPACITY, labels: 'scores' as const };
      if (answer) paintAnswer(context, answer.answer, view, look);
    };
    draw();
    const resized = new ResizeObserver(draw);
    resized.observe(shown);
    return () => resized.disconnect();
  }, [picture, answer]);
  return <canvas ref={canvas} className={styles.canvas} role="img" aria-label={`${picture?.name ?? 'The picture'}. ${answer ? answerText(answer) : ''}`} />;
}
