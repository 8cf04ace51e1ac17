/** A number that explains itself: a press, or Enter, opens its derivation beside it. */
import type { Quantity } from '../../engine/explain/sizes/explain-size';
import { classes } from '../design/classes';
import { subjectOfBox } from './box-subject';
import { explain, type WhySubject } from './why-store';
import styles from './figure.module.css';

interface FigureProps {
  /** As it is shown. */
  readonly text: string;
  /** As it is asked for, where the text is short. */
  readonly about?: string;
  readonly quantity: Quantity;
  /** False where the keyboard comes by another way, as in tables and on the canvas. */
  readonly isTabStop?: boolean;
  readonly className?: string | undefined;
}

export function Figure({ subject, text, about = text, quantity, isTabStop = true, className }: FigureProps & { readonly subject: WhySubject }) {
  return <Button {...{ text, about, quantity, isTabStop, className }} subject={() => subject} />;
}

/** Of a box of the open graph; whose number it is, is found out when it is asked for. */
export function BoxFigure({ node, text, about = text, quantity, isTabStop = true, className }: FigureProps & { readonly node: string }) {
  return <Button {...{ text, about, quantity, isTabStop, className }} subject={() => subjectOfBox(node, quantity)} />;
}

function Button({ subject, text, about, quantity, isTabStop, className }: FigureProps & { subject(): WhySubject | undefined }) {
  return (
    <button
      type="button"
      className={classes(styles.figure, className)}
      tabIndex={isTabStop ? 0 : -1}
      title={`Why ${about}?`}
      data-figure={quantity}
      // Pressed to drag its box, it leaves the keyboard to the canvas.
      onMouseDown={(event) => !isTabStop && event.preventDefault()}
      onClick={({ currentTarget }) => {
        const found = subject();
        if (found) explain({ subject: found, quantity }, currentTarget);
      }}
    >
      {text}
    </button>
  );
}
