/** Asking the network: inputs on the left, what it sees of them, and what it answers. */
import { sentence } from '../../engine/core/diagnostic';
import { showProblems } from '../commands/go';
import { classes } from '../design/classes';
import { CommandButton } from '../design/command-button';
import { inScreenOrder, plural } from '../network/text';
import { useDocument } from '../store/document-store';
import { useMaps } from '../maps/maps-store';
import { useSession } from '../store/session-store';
import { AnswerList } from './answer-list';
import { FeatureInputs, isPicture } from './feature-inputs';
import { ModelMenu } from './model-menu';
import { SeenPicture } from './seen-picture';
import { useSignature } from './use-signature';
import styles from './predict.module.css';

export function PredictPanel() {
  const { signature, problem } = useSignature();
  const errors = useDocument((state) => state.network.problems.filter(({ severity }) => severity === 'error').length);
  const order = useSession((state) => state.shapeOrder);
  if (!signature) {
    return (
      <div className={styles.empty}>
        {problem === undefined ? <p>Reading what the network takes.</p> : <p>{inScreenOrder(errors > 0 ? `The network cannot answer yet: it has ${plural(errors, 'problem')}.` : problem, order)}</p>}
        {errors > 0 && <CommandButton command={showProblems} label="Show the problems" />}
      </div>
    );
  }
  if (signature.features.length === 0 || signature.targets.length === 0) {
    return (
      <div className={styles.empty}>
        <p>{signature.features.length === 0 ? 'The network has no Input, so there is nothing to ask it about. Add an Input box.' : 'The network has no Output, so it answers nothing. Add an Output box.'}</p>
      </div>
    );
  }
  const pictures = signature.features.filter(isPicture);
  return (
    <div className={classes(styles.panel, pictures.length === 0 && styles.ofNumbers)}>
      <FeatureInputs features={signature.features} />
      {pictures.length > 0 && <div className={styles.middle}>{pictures.map((feature) => <SeenPicture key={feature.input} feature={feature} />)}</div>}
      <div className={styles.answers}>
        <LookProblem />
        {signature.targets.map(({ node, column }) => <AnswerList key={node} path={node} title={column === node ? node : `${node}: ${column}`} feature={pictures[0]} />)}
      </div>
      <ModelMenu />
    </div>
  );
}

function LookProblem() {
  const problem = useMaps((state) => state.problem);
  return problem ? <p role="alert" className={styles.error}>{problem.code === 'missing-input' ? problem.message : sentence(problem)}</p> : null;
}
