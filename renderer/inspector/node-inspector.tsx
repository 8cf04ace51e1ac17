/** Everything about one box: its parameters, and where its numbers come from. */
import { Fragment, type ReactNode } from 'react';
import type { ParameterSpec } from '../../engine/core/parameters';
import { isExpression } from '../../engine/document/block-arguments';
import { updateNode } from '../../engine/document/edits';
import type { BlockUse, Json, JsonObject } from '../../engine/document/model';
import { ANCHORS, anchorCount } from '../../engine/infer/anchored-heads';
import type { Quantity } from '../../engine/explain/sizes/explain-size';
import { freeze } from '../commands/freeze';
import { openBlock } from '../commands/blocks';
import { openFeatureMaps } from '../commands/maps';
import { runCommand } from '../commands/run-command';
import { denseIntoConvolution, inspectWeights } from '../commands/weights';
import { findsObjects, showXrayPanel } from '../commands/xray';
import { CommandButton } from '../design/command-button';
import { Swatch } from '../design/swatch';
import { Toggle } from '../design/toggle';
import { exposeParameter } from '../network/expose-parameter';
import type { NodeFacts } from '../network/facts';
import { formatBytes, formatCount, inScreenOrder, shapeText } from '../network/text';
import { editDocument, useDocument } from '../store/document-store';
import { editOpenGraph, useOpenGraph } from '../store/open-graph-store';
import { useSession } from '../store/session-store';
import { BoxFigure } from '../why/figure';
import { AnchorFit } from './anchor-fit';
import { blockParameterSpec, REPEAT, SHARE_WEIGHTS } from './block-parameters';
import { FormulaLine } from './formula';
import { NodeName } from './node-name';
import { otherFormulas } from './other-formulas';
import { ParameterField } from './parameter-field';
import { RateField } from './rate-field';
import { ShortDerivation } from './short-derivation';
import { TensorList } from './tensor-list';
import styles from './inspector.module.css';

function setParameter(facts: NodeFacts, name: string, label: string, value: Json | undefined, visit: string): void {
  const { id, params } = facts.node;
  const others: JsonObject = Object.fromEntries(Object.entries(params).filter(([key]) => key !== name));
  editOpenGraph(`Set ${label.toLowerCase()} of ${facts.node.name}`, (graph) => updateNode(graph, id, { params: value === undefined ? others : { ...params, [name]: value } }), `${visit} ${id} ${name}`);
}

function setBlockUse({ node }: NodeFacts, label: string, changes: Partial<BlockUse>, visit: string): void {
  editOpenGraph(`Set ${label} of ${node.name}`, (graph) => updateNode(graph, node.id, { block: { ...node.block!, ...changes } }), `${visit} ${node.id} ${label}`);
}

function expose({ node }: NodeFacts, block: string, name: string, spec: ParameterSpec<unknown>): void {
  editDocument(`Make ${spec.label.toLowerCase()} of ${node.name} a parameter of the block`, (document) => exposeParameter(document, block, node, name, spec));
}

/** The explicit pads matter only where padding is explicit. */
function isRelevant(name: string, params: JsonObject): boolean {
  return name !== 'pads' || params.padding === 'explicit';
}

export function NodeInspector({ facts }: { readonly facts: NodeFacts }) {
  const { node, title, kind, definition } = facts;
  const order = useSession((state) => state.shapeOrder);
  const open = useOpenGraph((state) => state.definition);
  const inBlock = open !== undefined;
  const block = useDocument((state) => state.document.definitions.find(({ id }) => id === node.block?.definition));
  const specs: readonly (readonly [string, ParameterSpec<unknown>])[] = block ? block.parameters.map((parameter) => [parameter.name, blockParameterSpec(parameter)] as const) : Object.entries(definition?.parameters ?? {});
  return (
    <div className={styles.inspector}>
      <header className={styles.header}>
        <Swatch kind={kind} />
        <NodeName key={node.id} facts={facts} />
        <span className={styles.kind}>{title}</span>
      </header>
      {facts.problems.map(({ message, parameter }) => parameter === undefined && <p key={message} className={styles.problem}>{inScreenOrder(message, order)}</p>)}
      <div className={styles.fields}>
        {specs.filter(([name]) => isRelevant(name, node.params)).map(([name, spec]) => (
          <Fragment key={`${node.id} ${name}`}>
            <ParameterField
              name={name}
              spec={spec}
              given={node.params[name]}
              inBlock={inBlock}
              problem={inScreenOrder(facts.problems.find(({ parameter }) => parameter === name)?.message ?? '', order) || undefined}
              onChange={(value, visit) => setParameter(facts, name, spec.label, value, visit)}
              onExpose={open === undefined || isExpression(node.params[name]) ? undefined : () => expose(facts, open, name, spec)}
            />
            {name === ANCHORS && anchorCount(node) !== undefined && <AnchorFit facts={facts} />}
          </Fragment>
        ))}
        {node.block && (
          <>
            <ParameterField name="repeat" spec={REPEAT} given={node.block.repeat as Json | undefined} inBlock={inBlock} onChange={(value, visit) => setBlockUse(facts, 'copies', { repeat: (value ?? undefined) as number }, visit)} />
            <ParameterField name="shareWeights" spec={SHARE_WEIGHTS} given={node.block.shareWeights} inBlock={inBlock} onChange={(value, visit) => setBlockUse(facts, 'shared weights', { shareWeights: value === true }, visit)} />
          </>
        )}
        {(facts.parameters ?? 0) > 0 && (
          <div className={styles.field}>
            <label className={styles.label} htmlFor="trainable">Trainable</label>
            <div className={styles.control}>
              <Toggle id="trainable" checked={!node.frozen} onCheckedChange={() => runCommand(freeze)} />
            </div>
          </div>
        )}
        {(facts.parameters ?? 0) > 0 && !node.frozen && <RateField key={`${node.id} rate`} facts={facts} />}
      </div>
      {node.block && <div className={styles.actions}><CommandButton command={openBlock} label="Open the block" /></div>}
      {facts.outputs.length > 0 && <div className={styles.actions}><CommandButton command={openFeatureMaps} label="Feature maps and filters" /></div>}
      {(facts.sizes?.tensors.length ?? 0) > 0 && <div className={styles.actions}><CommandButton command={inspectWeights} label="Weights" /></div>}
      {(node.type === 'flatten' || node.type === 'dense') && <div className={styles.actions}><CommandButton command={denseIntoConvolution} label="Turn into convolutions" /></div>}
      {findsObjects(facts) && <div className={styles.actions}><CommandButton command={showXrayPanel} label="X-ray" /></div>}
      <Numbers facts={facts} />
      {definition && <Documentation facts={facts} />}
    </div>
  );
}

function Section({ title, figure, children }: { readonly title: string; readonly figure?: ReactNode; readonly children?: ReactNode }) {
  return (
    <section className={styles.section}>
      <h3>
        {title}
        {figure !== undefined && <span className={styles.value}>{figure}</span>}
      </h3>
      {children}
    </section>
  );
}

function Numbers({ facts }: { readonly facts: NodeFacts }) {
  const order = useSession((state) => state.shapeOrder);
  const { node, sizes, shape, parameters, macs, receptiveField } = facts;
  if (!shape) return null;
  const figure = (quantity: Quantity, text: string) => <BoxFigure node={node.id} quantity={quantity} text={text} />;
  return (
    <>
      <Section title="Output size" figure={figure('output', shapeText(shape, order, ' × '))}><ShortDerivation facts={facts} quantity="output" /></Section>
      <Section title="Parameters" figure={figure('parameters', formatCount(parameters ?? 0))}><ShortDerivation facts={facts} quantity="parameters" /></Section>
      {macs !== undefined && macs > 0 && <Section title="Cost per sample" figure={figure('macs', `${formatCount(macs)} MACs`)} />}
      {receptiveField && <Section title="Receptive field" figure={figure('field', receptiveField.size.join(' × '))} />}
      {sizes && <Section title="Activation memory" figure={figure('memory', formatBytes(sizes.activationBytes))} />}
      {sizes && sizes.tensors.length > 0 && (
        <Section title="Tensors">
          <TensorList facts={facts} tensors={sizes.tensors} />
        </Section>
      )}
    </>
  );
}

function Documentation({ facts }: { readonly facts: NodeFacts }) {
  const { summary, documentation } = facts.definition!;
  const formulas = otherFormulas(facts);
  return (
    <Section title={`About ${facts.title}`}>
      <p className={styles.about}>{`${summary}. ${documentation.text}`}</p>
      {formulas.length > 0 && (
        <div className={styles.formula}>
          {formulas.map((pieces, index) => (
            <div key={index}><FormulaLine pieces={pieces} /></div>
          ))}
        </div>
      )}
      {documentation.source && <p className={styles.source}>{documentation.source}</p>}
    </Section>
  );
}
