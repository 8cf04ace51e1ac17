/** The worked examples of a course on the start screen, by what they are about. */
import type { Example, ExampleKind } from '../../engine/examples/example';
import { EXAMPLES } from '../../engine/examples';
import { exampleCommands } from '../commands/examples';
import { runCommand } from '../commands/run-command';
import styles from './examples.module.css';

const KINDS: readonly { readonly kind: ExampleKind; readonly title: string }[] = [
  { kind: 'perceptron', title: 'Perceptrons' },
  { kind: 'dense', title: 'Dense networks' },
  { kind: 'dropout', title: 'Dropout' },
  { kind: 'convolution', title: 'Convolution' },
  { kind: 'pooling', title: 'Pooling' },
  { kind: 'recurrent', title: 'Recurrent networks' },
  { kind: 'sizes', title: 'Sizes and costs' },
];

export function ExampleSection({ heading }: { readonly heading: string }) {
  return (
    <section aria-labelledby="examples">
      <h2 id="examples" className={heading}>Examples, every number worked out</h2>
      <div className={styles.kinds}>
        {KINDS.map(({ kind, title }) => (
          <section key={kind} className={styles.kind} aria-labelledby={`examples-${kind}`}>
            <h3 id={`examples-${kind}`}>{title}</h3>
            <ul>
              {EXAMPLES.filter((example) => example.kind === kind).map((example) => <ExampleLine key={example.id} example={example} />)}
            </ul>
          </section>
        ))}
      </div>
    </section>
  );
}

function ExampleLine({ example: { id, title, task } }: { readonly example: Example }) {
  return (
    <li>
      <button type="button" className={styles.example} title={task} onClick={() => runCommand(exampleCommands.find((command) => command.id === `example:${id}`)!)}>
        {title}
      </button>
    </li>
  );
}
