/** One box from near: everything it carries for the sample, and its filters. */
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { Tabs } from 'radix-ui';
import { useState } from 'react';
import { showNextSample, showPreviousSample } from '../commands/maps';
import { CommandButton } from '../design/command-button';
import controls from '../design/controls.module.css';
import { Modal } from '../design/modal';
import { Swatch } from '../design/swatch';
import type { NodeFacts } from '../network/facts';
import { formatCount, shapeText } from '../network/text';
import { useOpenGraph } from '../store/open-graph-store';
import { useSession } from '../store/session-store';
import { BoxFigure } from '../why/figure';
import { WhyPopover } from '../why/why-popover';
import { boxPort } from './box-port';
import { closeLayerView, useLayerView } from './layer-view-store';
import { useMaps } from './maps-store';
import { originText } from './origin-text';
import { PlaneGrid } from './plane-grid';
import { FOLD, portPlanes, tensorPlanes } from './planes';
import { useValues, type ValuesQuestion } from './use-values';
import styles from './layer-view.module.css';

export function LayerView() {
  const node = useLayerView((state) => state.box?.node);
  const facts = useOpenGraph((state) => (node === undefined ? undefined : state.facts.get(node)));
  const port = useOpenGraph((state) => (node === undefined ? undefined : boxPort(state, node)));
  return facts && port !== undefined && <LayerDialog key={port} facts={facts} port={port} />;
}

function LayerDialog({ facts, port }: { readonly facts: NodeFacts; readonly port: string }) {
  const look = useMaps((state) => state.look);
  const order = useSession((state) => state.shapeOrder);
  const { node, title, kind, shape, sizes } = facts;
  const tensors = sizes?.tensors ?? [];
  const axes = shape?.length === 3 ? (order === 'channels-last' ? 'height × width × channels' : 'channels × height × width') : shape?.length === 2 ? 'steps × values' : 'values';
  return (
    <Modal
      isOpen
      onClose={closeLayerView}
      title={node.name}
      size="large"
      focusesItself
      icon={<Swatch kind={kind} />}
      tools={
        <>
          <span className={styles.kind}>{title}</span>
          {shape && <span className={styles.shape}><BoxFigure node={node.id} text={shapeText(shape, order)} quantity="output" />{`  ${axes}`}</span>}
          <span className={styles.sample}>
            <CommandButton command={showPreviousSample} icon={ChevronLeft} />
            <CommandButton command={showNextSample} icon={ChevronRight} />
            <span>{look?.name ?? 'given by hand'}</span>
            {look && <span className={styles.dim}>{originText(look.origin)}</span>}
          </span>
        </>
      }
    >
      <Tabs.Root className={styles.tabs ?? ''} defaultValue="maps">
        {tensors.length > 0 && (
          <Tabs.List className={styles.tabList ?? ''} aria-label={`Inside ${node.name}`}>
            <Tabs.Trigger className={styles.tab ?? ''} value="maps">{shape?.length === 3 ? 'Feature maps' : 'Values'}</Tabs.Trigger>
            {tensors.map(({ key, name }) => <Tabs.Trigger key={key} className={styles.tab ?? ''} value={key}>{name}</Tabs.Trigger>)}
          </Tabs.List>
        )}
        <Tabs.Content className={styles.body ?? ''} value="maps" tabIndex={-1}>
          <PortView port={port} total={shape?.length === 3 ? Number(shape[0]) : 1} isVector={shape?.length === 1} />
        </Tabs.Content>
        {tensors.map(({ key, shape: own }) => (
          <Tabs.Content key={key} className={styles.body ?? ''} value={key} tabIndex={-1}>
            <TensorView tensor={key} shape={own as readonly number[]} />
          </Tabs.Content>
        ))}
      </Tabs.Root>
      {/* Within the dialog, which would take a press beside it for one that closes it. */}
      <WhyPopover />
    </Modal>
  );
}

/** Channels or filters at once; the rest is a page away. */
const PAGE = 64;

function PortView({ port, total, isVector }: { readonly port: string; readonly total: number; readonly isVector: boolean }) {
  const at = port.lastIndexOf(':');
  const [path, name] = [port.slice(0, at), port.slice(at + 1)];
  return <Pages total={total} unit="channels" ask={(first, count) => ({ path, port: name, first, count: total === 1 ? Number.MAX_SAFE_INTEGER : count })} planesOf={portPlanes} isVector={isVector} />;
}

function TensorView({ tensor, shape }: { readonly tensor: string; readonly shape: readonly number[] }) {
  const isKernel = shape.length === 4;
  // As many filters as fill a page with their kernels; a matrix is one picture.
  const perPage = isKernel ? Math.max(1, Math.floor((2 * PAGE) / (shape[1] === 3 ? 1 : shape[1]!))) : Number.MAX_SAFE_INTEGER;
  return <Pages total={isKernel ? shape[0]! : 1} perPage={perPage} unit="filters" ask={(first, count) => ({ key: tensor, first, count })} planesOf={tensorPlanes} isVector={shape.length === 1} />;
}

interface PagesProps {
  readonly total: number;
  readonly perPage?: number;
  readonly unit: string;
  readonly isVector: boolean;
  readonly planesOf: typeof portPlanes;
  ask(first: number, count: number): ValuesQuestion;
}

function Pages({ total, perPage = PAGE, unit, isVector, planesOf, ask }: PagesProps) {
  const [first, setFirst] = useState(0);
  const [isShared, setShared] = useState(false);
  const { values, problem } = useValues(ask(first, perPage));
  const last = Math.min(total, first + (values ? Math.max(1, values.count) : perPage));
  return (
    <>
      <div className={styles.bar}>
        {total > 1 && <span className={styles.dim}>{`${unit} ${formatCount(first)} to ${formatCount(last - 1)} of ${formatCount(total)}`}</span>}
        {total > last - first && (
          <>
            <button type="button" className={controls.button} aria-disabled={first === 0} onClick={() => first > 0 && setFirst(Math.max(0, first - perPage))}>Previous</button>
            <button type="button" className={controls.button} aria-disabled={last >= total} onClick={() => last < total && setFirst(last)}>Next</button>
          </>
        )}
        {total > 1 && (
          <label className={styles.check}>
            <input type="checkbox" checked={isShared} onChange={({ target }) => setShared(target.checked)} />
            One scale for all
          </label>
        )}
        <span className={styles.legend}>
          <span>smallest</span>
          <span className={styles.ramp} aria-hidden />
          <span>largest</span>
        </span>
      </div>
      {problem !== undefined && <p role="alert" className={styles.problem}>{problem}</p>}
      {values ? (
        <PlaneGrid planes={planesOf(values)} isShared={isShared} placeText={(row, column) => (isVector ? `value ${row * FOLD + column}` : `row ${row}, column ${column}`)} />
      ) : (
        problem === undefined && <p className={styles.reading} role="status">Reading the values…</p>
      )}
    </>
  );
}
