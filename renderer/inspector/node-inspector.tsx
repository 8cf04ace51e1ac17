/** Everything about one box: its parameters, and where its numbers come from. */
import type { ReactNode } from 'react';
import type { ParameterSpec } from '../../engine/core/parameters';
import { updateNode } from '../../engine/document/edits';
import type { BlockUse, Json, JsonObject } from '../../engine/document/model';
import { freeze } from '../commands/freeze';
import { openBlock } from '../commands/blocks';
import { openFeatureMaps } from '../commands/maps';
import { runCommand } from '../commands/run-command';
import { CommandButton } from '../design/command-button';
import { Swatch } from '../design/swatch';
import { Toggle } from '../design/toggle';
import type { NodeFacts } from '../network/facts';
import { formatBytes, formatCount, inScreenOrder, shapeText } from '../network/text';
import { useDocument } from '../store/document-store';
import { editOpenGraph, useOpenGraph } from '../store/open-graph-store';
import { useSession } from '../store/session-store';
import { blockParameterSpec, REPEAT, SHARE_WEIGHTS } from './block-parameters';
import { otherFormulas, parameterDerivation, sizeDerivation } from './derivations';
import { DerivationBox, FormulaLine } from './formula';
import { NodeName } from './node-name';
import { ParameterField } from './parameter-field';
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

/** The explicit pads matter only where padding is explicit. */
function isRelevant(name: string, params: JsonObject): boolean {
  return name !== 'pads' || params.padding === 'explicit';
}

export function NodeInspector({ facts }: { readonly facts: NodeFacts }) {
  const { node, title, kind, definition } = facts;
  const order = useSession((state) => state.shapeOrder);
  const inBlock = useOpenGraph((state) => state.definition !== undefined);
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
          <ParameterField
            key={`${node.id} ${name}`}
            name={name}
            spec={spec}
            given={node.params[name]}
            inBlock={inBlock}
            problem={inScreenOrder(facts.problems.find(({ parameter }) => parameter === name)?.message ?? '', order) || undefined}
            onChange={(value, visit) => setParameter(facts, name, spec.label, value, visit)}
          />
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
      </div>
      {node.block && <div className={styles.actions}><CommandButton command={openBlock} label="Open the block" /></div>}
      {facts.outputs.length > 0 && <div className={styles.actions}><CommandButton command={openFeatureMaps} label="Feature maps and filters" /></div>}
      <Numbers facts={facts} />
      {definition && <Documentation facts={facts} />}
    </div>
  );
}

function Section({ title, value, children }: { readonly title: string; readonly value?: string; readonly children?: ReactNode }) {
  return (
    <section className={styles.section}>
      <h3>
        {title}
        {value !== undefined && <span className={styles.value}>{value}</span>}
      </h3>
      {children}
    </section>
  );
}

function Numbers({ facts }: { readonly facts: NodeFacts }) {
  const order = useSession((state) => state.shapeOrder);
  const { sizes, shape, parameters, macs, receptiveField } = facts;
  const size = sizeDerivation(facts);
  const count = parameterDerivation(facts);
  if (!shape) return null;
  return (
    <>
      <Section title="Output size" value={shapeText(shape, order, ' × ')}>{size && <DerivationBox derivation={size} />}</Section>
      <Section title="Parameters" value={formatCount(parameters ?? 0)}>{count && <DerivationBox derivation={count} />}</Section>
      {macs !== undefined && macs > 0 && <Section title="Cost per sample" value={`${formatCount(macs)} MACs`} />}
      {receptiveField && <Section title="Receptive field" value={receptiveField.size.join(' × ')} />}
      {sizes && <Section title="Activation memory" value={formatBytes(sizes.activationBytes)} />}
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
