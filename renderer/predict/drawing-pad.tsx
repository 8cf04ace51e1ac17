/** A pad to draw a picture on. Every movement of the pen is asked about; the newest drawing wins. */
import { Eraser, Pencil, Trash2, Undo2 } from 'lucide-react';
import { useCallback, useEffect, useRef, type KeyboardEvent, type PointerEvent } from 'react';
import { classes } from '../design/classes';
import controls from '../design/controls.module.css';
import { Tip } from '../design/tip';
import { report } from '../shell/connection';
import { paperOf, PEN_SIZES, setPen, setStrokes, useDrawing } from './drawing-store';
import { giveInput, useInputs } from './inputs-store';
import { drawingPicture, pngOf, type PictureSize } from './picture-bytes';
import { PAD, paintStrokes, type Stroke, type StrokePoint } from './stroke';
import styles from './predict.module.css';

interface DrawingPadProps {
  readonly column: string;
  readonly size: PictureSize;
  readonly isGrey: boolean;
}

export function DrawingPad({ column, size, isGrey }: DrawingPadProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { strokes, pen } = useDrawing();
  const drawn = useRef<Stroke | undefined>(undefined);
  const { height, width } = size;
  const background = paperOf(pen);

  const paint = useCallback((all: readonly Stroke[]) => {
    const context = canvas.current?.getContext('2d');
    if (context) paintStrokes(context, all, { background });
  }, [background]);
  useEffect(() => paint(strokes), [paint, strokes]);

  const give = useGiveDrawing(column, { height, width }, background, pen.isCentred);
  // Another way to see the same drawing is another picture.
  useEffect(() => {
    if (useInputs.getState().given[column] !== undefined && useDrawing.getState().strokes.length > 0) give(useDrawing.getState().strokes);
  }, [give, column]);

  const change = (next: readonly Stroke[]): void => {
    setStrokes(next);
    give(next);
  };
  const pointOf = ({ clientX, clientY }: { readonly clientX: number; readonly clientY: number }): StrokePoint => {
    const { left, top, width: shown } = canvas.current!.getBoundingClientRect();
    return { x: ((clientX - left) * PAD) / shown, y: ((clientY - top) * PAD) / shown };
  };
  const down = (event: PointerEvent<HTMLCanvasElement>): void => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    drawn.current = { points: [pointOf(event)], size: pen.size, isEraser: pen.isEraser, colour: isGrey ? (pen.isOnWhite ? '#000000' : '#ffffff') : pen.colour };
    show();
  };
  const move = (event: PointerEvent<HTMLCanvasElement>): void => {
    if (!drawn.current) return;
    const moves = event.nativeEvent.getCoalescedEvents();
    drawn.current = { ...drawn.current, points: [...drawn.current.points, ...(moves.length > 0 ? moves : [event]).map(pointOf)] };
    show();
  };
  const up = (): void => {
    if (!drawn.current) return;
    const stroke = drawn.current;
    drawn.current = undefined;
    change([...useDrawing.getState().strokes, stroke]);
  };
  const show = (): void => {
    const all = [...useDrawing.getState().strokes, drawn.current!];
    paint(all);
    give(all);
  };
  const keys = (event: KeyboardEvent): void => {
    if (event.key === 'Delete' || event.key === 'Backspace') change([]);
    else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z') change(strokes.slice(0, -1));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const invert = (): void => {
    setPen({ isOnWhite: !pen.isOnWhite });
    setStrokes(strokes.map((stroke) => ({ ...stroke, colour: opposite(stroke.colour) })));
  };
  return (
    <div className={styles.pad} onKeyDown={keys}>
      <div className={styles.page}>
        <canvas
          ref={canvas}
          className={styles.paper}
          width={PAD}
          height={PAD}
          tabIndex={0}
          role="img"
          aria-label={`Drawing pad for ${column}. Draw with the pointer; with the keyboard alone, choose a picture under File. Control Z takes back a stroke, Delete clears.`}
          onPointerDown={down}
          onPointerMove={move}
          onPointerUp={up}
          onPointerCancel={up}
        />
        {strokes.length === 0 && <span className={classes(styles.drawHere, pen.isOnWhite && styles.onWhite)} aria-hidden>Draw here</span>}
      </div>
      <div className={styles.tools}>
        <div className={styles.toolRow} role="group" aria-label="Pen">
          <Tool text="Pen" icon={Pencil} isPressed={!pen.isEraser} onClick={() => setPen({ isEraser: false })} />
          <Tool text="Eraser" icon={Eraser} isPressed={pen.isEraser} onClick={() => setPen({ isEraser: true })} />
          <Tool text="Take back the last stroke" icon={Undo2} isOff={strokes.length === 0} onClick={() => change(strokes.slice(0, -1))} />
          <Tool text="Clear" icon={Trash2} isOff={strokes.length === 0} onClick={() => change([])} />
        </div>
        <label className={styles.slider}>
          Pen size
          <input type="range" min={PEN_SIZES.least} max={PEN_SIZES.most} value={pen.size} onChange={({ target }) => setPen({ size: Number(target.value) })} />
        </label>
        {!isGrey && (
          <label className={styles.check}>
            <input type="color" value={pen.colour} onChange={({ target }) => setPen({ colour: target.value, isEraser: false })} />
            Colour
          </label>
        )}
        <label className={styles.check}>
          <input type="checkbox" checked={pen.isCentred} onChange={({ target }) => setPen({ isCentred: target.checked })} />
          <Tip text="The ink is scaled to 20 of 28 parts of the picture and its centre of mass is put in the middle, as in MNIST. Off, the pad is taken as it is."><span>Centre and scale</span></Tip>
        </label>
        <label className={styles.check}>
          <input type="checkbox" checked={pen.isOnWhite} onChange={invert} />
          White paper
        </label>
      </div>
    </div>
  );
}

function opposite(colour: string): string {
  return colour === '#ffffff' ? '#000000' : colour === '#000000' ? '#ffffff' : colour;
}

/** Hands the newest drawing on, at most once a frame; an empty pad gives the input back to the row. */
function useGiveDrawing(column: string, { height, width }: PictureSize, background: string, isCentred: boolean): (strokes: readonly Stroke[]) => void {
  const last = useRef({ frame: 0, asked: 0, given: 0 });
  return useCallback((strokes: readonly Stroke[]) => {
    const state = last.current;
    cancelAnimationFrame(state.frame);
    state.frame = requestAnimationFrame(() => {
      const mine = ++state.asked;
      const hand = (bytes: Uint8Array | undefined): void => {
        // Encoders may overtake each other.
        if (mine < state.given) return;
        state.given = mine;
        giveInput(column, bytes);
      };
      if (strokes.length === 0) hand(undefined);
      else pngOf(drawingPicture(strokes, { height, width }, { background, isCentred })).then(hand, report);
    });
  }, [column, height, width, background, isCentred]);
}

interface ToolProps {
  readonly text: string;
  readonly icon: typeof Pencil;
  readonly isPressed?: boolean;
  readonly isOff?: boolean;
  onClick(): void;
}

function Tool({ text, icon: Icon, isPressed, isOff = false, onClick }: ToolProps) {
  return (
    <Tip text={text}>
      <button type="button" className={controls.icon} aria-label={text} aria-pressed={isPressed} aria-disabled={isOff} onClick={() => !isOff && onClick()}>
        <Icon size={16} strokeWidth={1.8} aria-hidden />
      </button>
    </Tip>
  );
}
