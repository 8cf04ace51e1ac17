/** A model from elsewhere: what it was recognised as, how it is mapped, and at once what that makes of a picture. */
import { CircleAlert, CircleCheck, CircleHelp, ScanEye } from 'lucide-react';
import { classes } from '../design/classes';
import controls from '../design/controls.module.css';
import { Modal, ModalBody, ModalFoot } from '../design/modal';
import modal from '../design/modal.module.css';
import { useDocument } from '../store/document-store';
import { AnswerFields } from './answer-fields';
import { ClassNames } from './class-names';
import { Section, Share } from './fields';
import { answerLive, changeTask, closeOutside, isKept, keepMapping } from './outside-model';
import { useOutside } from './outside-store';
import { PictureFields } from './picture-fields';
import { Preview } from './preview';
import styles from './outside.module.css';

export function OutsideDialog() {
  const phase = useOutside((state) => state.phase);
  const name = useOutside((state) => state.described?.name);
  return (
    <Modal isOpen={phase !== 'closed'} onClose={closeOutside} title={name ?? 'A model from elsewhere'} size={phase === 'open' ? 'large' : 'small'} focusesItself icon={<ScanEye size={16} aria-hidden />}>
      {phase === 'reading' && <ModalBody><p className={modal.hint} role="status">Reading the model, and trying it once</p></ModalBody>}
      {phase === 'failed' && <Failed />}
      {phase === 'open' && <Open />}
    </Modal>
  );
}

function Failed() {
  const problem = useOutside((state) => state.problem);
  return (
    <>
      <ModalBody><p role="alert" className={styles.sentence}>{problem}</p></ModalBody>
      <ModalFoot><button type="button" className={classes(controls.button, controls.primary)} onClick={closeOutside}>Close</button></ModalFoot>
    </>
  );
}

function Open() {
  const { task, described } = useOutside();
  useDocument((state) => state.document.outside);
  if (!described) return null;
  return (
    <>
      <div className={styles.body}>
        <Preview />
        <div className={styles.form} tabIndex={-1}>
          <Told />
          {task && <Mapping />}
        </div>
      </div>
      <ModalFoot>
        <span className={styles.footNote}>{task ? (isKept() ? 'The network keeps this mapping.' : 'The mapping is kept in the network once you say so.') : ''}</span>
        <button type="button" className={controls.button} onClick={closeOutside}>Close</button>
        {task && <button type="button" className={controls.button} disabled={isKept()} onClick={keepMapping}>Keep the mapping</button>}
        {task && <button type="button" className={classes(controls.button, controls.primary)} onClick={answerLive}>Use it live</button>}
      </ModalFoot>
    </>
  );
}

const SOURCES = {
  recognised: { Icon: CircleCheck, text: 'Recognised', tone: 'good' },
  guessed: { Icon: CircleHelp, text: 'Recognised by its shape; check it on a picture', tone: 'unsure' },
  document: { Icon: CircleCheck, text: 'Mapped as this network keeps it', tone: 'good' },
  'by-hand': { Icon: CircleHelp, text: 'Mapped by hand', tone: 'unsure' },
} as const;

/** What is known of the file, and what told it. */
function Told() {
  const { described, task, source } = useOutside();
  const { Icon, text, tone } = task ? SOURCES[source] : { Icon: CircleAlert, text: 'Not a model that sees', tone: 'unsure' as const };
  return (
    <div className={styles.told}>
      <p className={styles.title}>{task?.title ?? described?.name}</p>
      <p className={styles[tone]}><Icon size={14} aria-hidden />{text}</p>
      <p className={styles.why}>{described?.why}</p>
    </div>
  );
}

function Mapping() {
  const { described, path } = useOutside();
  const task = useOutside((state) => state.task)!;
  const { facts } = described!;
  const hasBoxes = ['rows', 'tables', 'grids', 'anchors'].includes(task.answer.kind);
  const isSuppressed = 'isSuppressed' in task.answer && task.answer.isSuppressed;
  return (
    <div key={path}>
      <AnswerFields rule={task.answer} facts={facts} classCount={task.classes.length} onChange={(answer) => changeTask((before) => ({ ...before, answer }))} />
      {hasBoxes && (
        <Section title="Which boxes count">
          <Share title="Score at least" value={task.selection.score} onChange={(score) => changeTask((before) => ({ ...before, selection: { ...before.selection, score } }))} />
          {!isSuppressed && <Share title="Overlap at most" value={task.selection.iou} onChange={(iou) => changeTask((before) => ({ ...before, selection: { ...before.selection, iou } }))} />}
        </Section>
      )}
      <PictureFields input={task.input} facts={facts} onChange={(input) => changeTask((before) => ({ ...before, input }))} />
      {task.answer.kind !== 'landmarks' && <ClassNames names={task.classes} onChange={(names) => changeTask((before) => ({ ...before, classes: names }))} />}
    </div>
  );
}
