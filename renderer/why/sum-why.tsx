/** A total as its terms: of the whole network, or of the layers in a block. Each term leads to its own derivation. */
import { useEffect, useMemo } from 'react';
import { explainSum, type ExplainedSum, type SumTerm } from '../../engine/explain/sizes/sum-terms';
import type { InferredNetwork, InferredNode } from '../../engine/infer/infer-network';
import type { Quantity } from '../../engine/explain/sizes/explain-size';
import { Swatch } from '../design/swatch';
import { kindOf } from '../network/kind';
import { formatBytes, formatCount, plural } from '../network/text';
import { useDocument } from '../store/document-store';
import { closeWhy, follow, type WhySubject } from './why-store';
import { WhyHeader } from './why-header';
import styles from './why.module.css';

type SumSubject = Exclude<WhySubject, { readonly kind: 'layer' }>;

const SUMMED = ['parameters', 'macs', 'memory'] as const;
type Summed = (typeof SUMMED)[number];

const SENTENCES: Readonly<Record<Summed, string>> = {
  parameters: 'The parameters of all layers together. Tensors that several layers share count once.',
  macs: 'Each multiplication of a weight with a value, for one sample, added up over the layers.',
  memory: 'Every value that one sample leaves behind, at 4 bytes each. Training keeps as much again for the gradients.',
};

export function SumWhy({ subject, quantity }: { readonly subject: SumSubject; readonly quantity: Quantity }) {
  const network = useDocument((state) => state.network);
  const name = useDocument((state) => state.document.name);
  const summed = SUMMED.find((one) => one === quantity) ?? 'parameters';
  const nodes = useMemo(() => nodesOf(network, subject), [network, subject]);
  const sum = useMemo(() => explainSum(nodes, summed), [nodes, summed]);
  const isGone = nodes.length === 0 && subject.kind === 'block';
  useEffect(() => {
    if (isGone) closeWhy();
  }, [isGone]);
  const block = subject.kind === 'block' ? blockName(network, subject) : undefined;
  return (
    <>
      <WhyHeader {...(block !== undefined && { kind: 'block' as const })} name={block ?? name} title={block === undefined ? 'network' : 'block'} quantity={summed} quantities={SUMMED} />
      <div className={styles.body}>
        <section className={styles.derivation} aria-label="Derivation">
          <div className={styles.result}>
            <output>{totalText(sum.total, summed)}</output>
          </div>
          <p className={styles.sum}>{sumText(sum)}</p>
          <p className={styles.reason}>{SENTENCES[summed]}</p>
          {summed === 'parameters' && <p className={styles.reason}>{`Saved at 4 bytes each, they take ${formatBytes(4 * sum.total)}.`}</p>}
        </section>
        {sum.terms.length > 0 && <Terms sum={sum} quantity={summed} />}
      </div>
    </>
  );
}

function nodesOf({ nodes }: InferredNetwork, subject: SumSubject): readonly InferredNode[] {
  if (subject.kind === 'network') return nodes;
  const key = [...subject.place, subject.node];
  return nodes.filter(({ flat }) => key.every((id, depth) => flat.instancePath[depth] === id));
}

/** Of its first copy, without the number of the copy. */
function blockName({ graph }: InferredNetwork, { place, node }: Extract<SumSubject, { readonly kind: 'block' }>): string {
  const key = [...place, node].join('/');
  const copies = graph.blocks.filter(({ instancePath }) => instancePath.join('/') === key);
  const path = copies[0]?.path ?? '';
  return copies.length > 1 ? `${path.replace(/\d+$/, '')}, ${plural(copies.length, 'copy', 'copies')}` : path;
}

function totalText(total: number, quantity: Summed): string {
  if (quantity === 'memory') return `${formatBytes(total)} per sample`;
  return quantity === 'macs' ? `${plural(total, 'MAC')} per sample` : plural(total, 'parameter');
}

const WRITTEN_TERMS = 6;

/** 156 + 2,416 + … = 61,706. */
function sumText({ terms, total }: ExplainedSum): string {
  const counts = terms.flatMap(({ count }) => (count > 0 ? [formatCount(count)] : []));
  if (counts.length === 0) return 'No layer adds anything.';
  const written = counts.length <= WRITTEN_TERMS ? counts : [...counts.slice(0, WRITTEN_TERMS - 1), `… ${counts.length - WRITTEN_TERMS} more …`, counts.at(-1)!];
  return counts.length === 1 ? counts[0]! : `${written.join(' + ')} = ${formatCount(total)}`;
}

function Terms({ sum: { terms, total }, quantity }: { readonly sum: ExplainedSum; readonly quantity: Summed }) {
  const largest = Math.max(...terms.map(({ count }) => count), 1);
  return (
    <ul className={styles.terms} aria-label="Terms">
      {terms.map((term) => (
        <li key={term.node.flat.path}>
          <Swatch kind={kindOf(term.node.flat.node.type)} />
          <button type="button" onClick={() => follow({ subject: { kind: 'layer', path: term.node.flat.path }, quantity })}>{term.node.flat.path}</button>
          <span className={styles.termBar} aria-hidden><span style={{ width: `${(100 * term.count) / largest}%` }} /></span>
          <TermCount term={term} total={total} quantity={quantity} />
        </li>
      ))}
    </ul>
  );
}

function TermCount({ term: { count, sharedWith }, total, quantity }: { readonly term: SumTerm; readonly total: number; readonly quantity: Summed }) {
  if (sharedWith !== undefined && count === 0) return <span className={styles.shared}>{`shared with ${sharedWith}`}</span>;
  return (
    <>
      <span className={styles.count}>{quantity === 'memory' ? formatBytes(count) : formatCount(count)}</span>
      <span className={styles.share}>{shareOf(count, total)}</span>
    </>
  );
}

function shareOf(count: number, total: number): string {
  const percent = (100 * count) / total;
  return percent > 0 && percent < 1 ? '< 1 %' : `${Math.round(percent)} %`;
}
