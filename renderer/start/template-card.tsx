/** One network to start from. Its picture is drawn when the card comes into sight: a deep network takes a while to be worked out. */
import { useRef } from 'react';
import type { Template } from '../../engine/templates/template';
import { runCommand } from '../commands/run-command';
import { templateCommands } from '../commands/files';
import { Tip } from '../design/tip';
import { plural, shapeText } from '../network/text';
import { useSession } from '../store/session-store';
import { NetworkPicture } from './network-picture';
import { templateFacts } from './template-facts';
import styles from './template-section.module.css';
import { useSeen } from './use-seen';

export function TemplateCard({ template }: { readonly template: Template }) {
  const order = useSession((state) => state.shapeOrder);
  const card = useRef<HTMLLIElement>(null);
  const facts = useSeen(card) ? templateFacts(template) : undefined;
  const { name, title, year, summary, notes, paper, size, reference } = template;
  // What a reference has is known without building the network.
  const parameters = reference?.parameters ?? facts?.parameters;
  const command = templateCommands.find(({ id }) => id === `template:${name}`)!;
  return (
    <li ref={card}>
      <Tip text={`${notes} ${paper.authors}: ${paper.title}.`}>
        <button type="button" className={styles.card} onClick={() => runCommand(command)}>
          <NetworkPicture slabs={facts?.slabs ?? []} />
          <span className={styles.title}>
            {title}
            <small>{year}</small>
          </span>
          <span className={styles.summary}>{summary}</span>
          <span className={styles.numbers}>{`${shapeText(size.input, order)}${parameters === undefined ? '' : ` · ${plural(parameters, 'parameter')}`}`}</span>
        </button>
      </Tip>
    </li>
  );
}
