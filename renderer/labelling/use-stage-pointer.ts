/** The pointer on the picture: what it begins to change is shown as it moves, and becomes one step where it lets go. */
import { useEffect, useRef, useState, type MouseEvent, type PointerEvent, type RefObject } from 'react';
import { isReshapable, type LabelledObject } from '../../engine/data/annotations/labels';
import { putPoint } from './draw-shape';
import { editObject } from './edit-labels';
import { panBy, pictureAt, setCursor, zoomBy } from './label-view';
import { selectedObject, selectObject, useLabelling } from './labelling-store';
import { dragged, moved, withCorner, withNewCorner, withoutCorner, type Corner, type Handle, type Place, type Size } from './shapes';
import { acceptSuggestions, useSuggestions } from './suggestions';

/** A change of the object that was there when the pointer went down. */
interface Change {
  readonly label: string;
  readonly object: LabelledObject;
  to(place: Place, picture: Size): LabelledObject;
}

type Gesture = { readonly kind: 'pan' } | { readonly kind: 'draw'; readonly from: Place } | { readonly kind: 'change'; readonly change: Change };

/** Pixels of the window: a hand that presses a button moves as much. */
const CLICK = 4;
const WHEEL_STEP = 0.0016;
const MIDDLE_BUTTON = 1;

interface StagePointer {
  readonly preview: LabelledObject | undefined;
  readonly handlers: {
    onPointerDown(event: PointerEvent<HTMLElement>): void;
    onPointerMove(event: PointerEvent<HTMLElement>): void;
    onPointerUp(event: PointerEvent<HTMLElement>): void;
    onPointerCancel(): void;
    onPointerLeave(): void;
    onContextMenu(event: MouseEvent): void;
  };
}

export function useStagePointer(stage: RefObject<HTMLElement | null>): StagePointer {
  const [preview, setPreview] = useState<LabelledObject>();
  const gesture = useRef<Gesture>(undefined);
  useWheel(stage);

  const placeOf = ({ clientX, clientY }: { readonly clientX: number; readonly clientY: number }): Place => {
    const { left, top } = stage.current!.getBoundingClientRect();
    return { x: clientX - left, y: clientY - top };
  };
  const end = (): void => {
    gesture.current = undefined;
    setPreview(undefined);
  };
  return {
    preview,
    handlers: {
      onPointerDown: (event) => {
        const { shown, tool } = useLabelling.getState();
        if (!shown || (event.button !== 0 && event.button !== MIDDLE_BUTTON)) return;
        const on = placeOf(event);
        const at = pictureAt(on);
        event.currentTarget.setPointerCapture(event.pointerId);
        if (event.button === MIDDLE_BUTTON) gesture.current = { kind: 'pan' };
        else if (tool === 'select') gesture.current = grab(event.target as Element, at, shown, event.altKey);
        else {
          setCursor(at);
          const isBegun = useLabelling.getState().draft !== undefined;
          putPoint(at);
          if (tool === 'box' && !isBegun) gesture.current = { kind: 'draw', from: on };
        }
      },
      onPointerMove: (event) => {
        const { shown } = useLabelling.getState();
        if (!shown) return;
        const at = pictureAt(placeOf(event));
        setCursor(at);
        if (gesture.current?.kind === 'pan') panBy(event.movementX, event.movementY);
        if (gesture.current?.kind === 'change') setPreview(gesture.current.change.to(at, shown));
      },
      onPointerUp: (event) => {
        const { shown } = useLabelling.getState();
        const ended = gesture.current;
        end();
        if (!shown || !ended) return;
        const on = placeOf(event);
        if (ended.kind === 'change') editObject(ended.change.label, ended.change.to(pictureAt(on), shown));
        // A click leaves the box open, to be ended by another.
        else if (ended.kind === 'draw' && Math.hypot(on.x - ended.from.x, on.y - ended.from.y) > CLICK) putPoint(pictureAt(on));
      },
      onPointerCancel: end,
      onPointerLeave: () => setCursor(undefined),
      onContextMenu: (event) => event.preventDefault(),
    },
  };
}

/** Two numbers of an attribute. */
function pair(element: Element | null, name: string): readonly [number, number] | undefined {
  const text = element?.getAttribute(name);
  return text ? (text.split(' ').map(Number) as [number, number]) : undefined;
}

/** What the pointer takes hold of: a handle or point of the selected object, an object, a suggestion, or the picture itself. */
function grab(target: Element, from: Place, picture: Size, isAlt: boolean): Gesture | undefined {
  const selected = selectedObject();
  if (selected) {
    const held = grabPart(target, selected, picture, isAlt);
    if (held !== undefined) return held ?? undefined;
  }
  const object = useLabelling.getState().shown?.objects?.find(({ id }) => String(id) === target.closest('[data-object]')?.getAttribute('data-object'));
  if (object) {
    selectObject(object.id);
    return isReshapable(object) ? { kind: 'change', change: { label: 'Move an object', object, to: (place, size) => moved(object, rounded(from, place), size) } } : undefined;
  }
  const suggested = useSuggestions.getState().list.filter(({ id }) => String(id) === target.closest('[data-suggestion]')?.getAttribute('data-suggestion'));
  if (suggested.length > 0) {
    acceptSuggestions(suggested);
    return undefined;
  }
  selectObject(undefined);
  return { kind: 'pan' };
}

/** `null` where the press itself was all. */
function grabPart(target: Element, object: LabelledObject, picture: Size, isAlt: boolean): Gesture | null | undefined {
  const handle = pair(target, 'data-handle');
  if (handle) return { kind: 'change', change: { label: 'Resize an object', object, to: (place, size) => dragged(object, handle as Handle, place, size) } };
  const corner = cornerOf(pair(target, 'data-corner'));
  if (corner && isAlt) {
    editObject('Take a point out', withoutCorner(object, corner));
    return null;
  }
  if (corner) return { kind: 'change', change: { label: 'Move a point', object, to: (place, size) => withCorner(object, corner, place, size) } };
  const side = cornerOf(pair(target, 'data-side'));
  return side && { kind: 'change', change: { label: 'Add a point', object, to: (place) => withNewCorner(object, side, place, picture) } };
}

function cornerOf(numbers: readonly [number, number] | undefined): Corner | undefined {
  return numbers && { polygon: numbers[0], point: numbers[1] };
}

/** How far it has gone, in whole pixels. */
function rounded(from: Place, to: Place): Place {
  return { x: Math.round(to.x - from.x), y: Math.round(to.y - from.y) };
}

/** Zooms where the wheel is turned. React's own listener could not keep the page from scrolling. */
function useWheel(stage: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const place = stage.current!;
    const onWheel = (event: WheelEvent): void => {
      event.preventDefault();
      const { left, top } = place.getBoundingClientRect();
      zoomBy(Math.exp(-event.deltaY * (event.ctrlKey ? 6 : 1) * WHEEL_STEP), { x: event.clientX - left, y: event.clientY - top });
    };
    place.addEventListener('wheel', onWheel, { passive: false });
    return () => place.removeEventListener('wheel', onWheel);
  }, [stage]);
}
