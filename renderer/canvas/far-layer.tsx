/**
 * Boxes and wires from far away, drawn in one go. A thousand of them as elements of the page cost the browser more than a
 * frame; what can neither be read nor hit needs no element. React Flow keeps the empty boxes: they are still dragged and selected.
 */
import { useStoreApi } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import { useSession } from '../store/session-store';
import { useWatch } from '../training/tensors/watch-store';
import { drawFar } from './draw-far';
import type { FlowNode, WireFlowEdge } from './flow-elements';
import { gradientStep } from './gradient-scale';
import styles from './canvas.module.css';

interface FarLayerProps {
  readonly edges: readonly WireFlowEdge[];
}

export function FarLayer({ edges }: FarLayerProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const isDrawn = useRef(false);
  const store = useStoreApi<FlowNode, WireFlowEdge>();
  const theme = useSession((state) => state.theme);
  const isTinted = useSession((state) => state.tint);
  const norms = useWatch((state) => state.norms);

  useEffect(() => {
    const tintOf = ({ data }: WireFlowEdge): number | undefined => {
      const norm = isTinted ? norms.get(data!.origin ?? '') : undefined;
      return norm === undefined ? undefined : gradientStep(norm);
    };
    let frame = 0;
    const draw = (): void => {
      frame = 0;
      if (canvas.current) drawFar(canvas.current, store.getState(), edges, tintOf);
    };
    const schedule = (): void => {
      frame ||= requestAnimationFrame(draw);
    };
    // Between the elements and the first drawing no frame stays empty; later ones wait for the frame that shows all of a change.
    if (isDrawn.current) schedule();
    else draw();
    isDrawn.current = true;
    const stop = store.subscribe((now, before) => {
      if (now.transform !== before.transform || now.nodes !== before.nodes || now.width !== before.width || now.height !== before.height) schedule();
    });
    const dark = window.matchMedia('(prefers-color-scheme: dark)');
    dark.addEventListener('change', schedule);
    return () => {
      stop();
      dark.removeEventListener('change', schedule);
      cancelAnimationFrame(frame);
    };
  }, [store, edges, theme, isTinted, norms]);

  return <canvas ref={canvas} className={styles.far} aria-hidden />;
}
