/** One number of one layer: its derivation, what it would be with other settings, and what depends on it. */
import { useDeferredValue, useEffect, useMemo } from 'react';
import { exchangeConvolution } from '../network/separable';
import { NetworkInference, type InferredNetwork, type InferredNode } from '../../engine/infer/infer-network';
import { editGraph } from '../../engine/document/edits';
import { explainSize, QUANTITIES, type Quantity } from '../../engine/explain/sizes/explain-size';
import { deriveSizes } from '../../engine/explain/sizes/derive-sizes';
import { definitionAt } from '../network/facts';
import { kindOf } from '../network/kind';
import { inScreenOrder } from '../network/text';
import { useDocument } from '../store/document-store';
import { useSession } from '../store/session-store';
import { Derivation } from './derivation';
import { FieldView } from './field-view';
import { SeparableView } from './separable-view';
import { WhatIf } from './what-if-view';
import { boxOf, effectOf, withParameters, type Effect } from './what-if';
import { WhyHeader } from './why-header';
import { closeWhy, useWhy } from './why-store';
import styles from './why.module.css';

export function LayerWhy({ path, quantity }: { readonly path: string; readonly quantity: Quantity }) {
  const document = useDocument((state) => state.document);
  const network = useDocument((state) => state.network);
  const tried = useWhy((state) => state.changes);
  // In a network of a thousand boxes a slider goes on moving while its effect is worked out.
  const changes = useDeferredValue(tried);
  const order = useSession((state) => state.shapeOrder);
  const now = findNode(network, path);
  // Its own, because what it remembers are networks that may never be.
  const inference = useMemo(() => new NetworkInference(), []);
  const isTrial = Object.keys(changes).length > 0;
  const trial = useMemo(() => (isTrial && now ? inference.infer(withParameters(document, now, changes)) : network), [inference, document, network, now, changes, isTrial]);
  const node = findNode(trial, path);
  useEffect(() => {
    // Undone, renamed or deleted meanwhile: the number is no more.
    if (!now?.sizes) closeWhy();
  }, [now]);
  const box = now && boxOf(document, now);
  if (!now?.sizes || !node || !box) return null;
  const explanation = explainSize(trial, node, quantity);
  const derived = deriveSizes(trial, node);
  const effect = isTrial ? effectOf(network, trial) : undefined;
  const comparison = (quantity === 'parameters' || quantity === 'macs') && derived?.separable;
  return (
    <>
      <WhyHeader kind={kindOf(box.type)} name={path} title={now.definition!.title} quantity={quantity} quantities={quantitiesOf(network, now)} />
      <div className={styles.columns}>
        <div className={styles.body}>
          {explanation ? <Derivation explanation={explanation} node={node} before={now} quantity={quantity} /> : <p className={styles.broken} role="alert">{inScreenOrder(whyNot(effect, path), order)}</p>}
          {quantity === 'field' && node.sizes && <FieldView network={trial} node={node} />}
          {comparison && <SeparableView comparison={comparison} box={box} isSound={isTrial ? undefined : isSound(inference, network, now)} place={now.flat.instancePath} />}
        </div>
        <WhatIf node={now} box={box} values={valuesOf(now, tried)} effect={effect} />
      </div>
    </>
  );
}

/** Why there is no number with what is tried out. */
function whyNot(effect: Effect | undefined, path: string): string {
  const own = effect?.broken.find(({ node }) => node === path);
  const [first] = effect?.broken ?? [];
  if (own) return own.message;
  return first ? `With these settings there is no such number, because of what would break before it. ${first.message}` : 'With these settings there is no such number.';
}

function findNode({ nodes }: InferredNetwork, path: string): InferredNode | undefined {
  return nodes.find(({ flat }) => flat.path === path);
}

function quantitiesOf(network: InferredNetwork, node: InferredNode): readonly Quantity[] {
  return QUANTITIES.filter((quantity) => explainSize(network, node, quantity) !== undefined);
}

/** As the layer reads them, with what is tried out on top. */
function valuesOf({ definition, parameters }: InferredNode, changes: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const tried = Object.entries(changes).flatMap(([name, value]) => {
    const parsed = definition!.parameters[name]?.parse(value);
    return parsed && 'value' in parsed ? [[name, parsed.value] as const] : [];
  });
  return { ...parameters, ...Object.fromEntries(tried) };
}

/** Whether the network would be as right with the other convolution as it is now. */
function isSound(inference: NetworkInference, network: InferredNetwork, { flat }: InferredNode): boolean {
  const { document } = useDocument.getState();
  const exchanged = editGraph(document, definitionAt(document, flat.instancePath), (graph) => exchangeConvolution(graph, flat.node.id));
  return effectOf(network, inference.infer(exchanged)).broken.length === 0;
}
