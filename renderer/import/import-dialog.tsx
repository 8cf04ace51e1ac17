/** While a file is imported, what it asks, and what became of it. */
import { CircleAlert, FileBox } from 'lucide-react';
import { useState } from 'react';
import { runCommand } from '../commands/run-command';
import { retrain } from '../commands/transfer';
import { classes } from '../design/classes';
import controls from '../design/controls.module.css';
import { Modal, ModalBody, ModalFoot } from '../design/modal';
import modal from '../design/modal.module.css';
import { openOutside } from '../outside/outside-model';
import styles from './import-dialog.module.css';
import { importModelFile } from './import-file';
import { ImportFacts } from './import-facts';
import { closeImport, useImport, type ImportPhase } from './import-store';
import { useHeadProblem } from './training-note';

const TITLES: Readonly<Record<ImportPhase['phase'], string>> = { reading: 'Importing', asking: 'Sizes of the model', failed: 'The file could not be imported', done: 'Imported' };

export function ImportDialog() {
  const at = useImport((state) => state.at);
  return (
    <Modal isOpen={at !== undefined} onClose={closeImport} title={at ? TITLES[at.phase] : ''} size="small" focusesItself icon={at?.phase === 'failed' ? <CircleAlert size={16} aria-hidden /> : <FileBox size={16} aria-hidden />}>
      {at?.phase === 'reading' && <Reading name={at.file.name} sent={at.sent} />}
      {at?.phase === 'asking' && <Sizes key={at.file.path} name={at.file.name} dims={at.dims} onSay={(dims) => void importModelFile(at.file.path, dims)} />}
      {at?.phase === 'failed' && <Failed sentences={at.sentences} path={at.file.path} />}
      {at?.phase === 'done' && <Done name={at.file.name} path={at.file.path}><ImportFacts report={at.report} /></Done>}
    </Modal>
  );
}

function Reading({ name, sent }: { readonly name: string; readonly sent: number | undefined }) {
  const isSending = sent !== undefined && sent < 1;
  return (
    <>
      <ModalBody>
        <p className={modal.hint} role="status">{isSending ? `Sending ${name} to LayerLoom` : `Reading ${name} and looking for layers in it`}</p>
        <progress className={styles.progress} aria-label="Progress" max={1} {...(isSending && { value: sent })} />
      </ModalBody>
      <ModalFoot>
        <button type="button" className={controls.button} onClick={closeImport}>Cancel</button>
      </ModalFoot>
    </>
  );
}

function Sizes({ name, dims, onSay }: { readonly name: string; readonly dims: readonly string[]; onSay(dims: Readonly<Record<string, number>>): void }) {
  const [texts, setTexts] = useState<Readonly<Record<string, string>>>({});
  const [problem, setProblem] = useState<string>();
  const say = (): void => {
    const wrong = dims.find((dim) => !/^[1-9]\d{0,6}$/.test((texts[dim] ?? '').trim()));
    if (wrong !== undefined) return setProblem(`“${wrong}” must be a whole number from 1.`);
    onSay(Object.fromEntries(dims.map((dim) => [dim, Number(texts[dim])])));
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        say();
      }}
    >
      <ModalBody>
        <p className={modal.hint}>{name} leaves {dims.length === 1 ? 'a size' : 'sizes'} open that a network needs to know. The number of samples stays open.</p>
        <div className={styles.fields}>
          {dims.map((dim, index) => (
            <Size key={dim} id={`size-${index}`} name={dim} text={texts[dim] ?? ''} isFirst={index === 0} onText={(text) => { setTexts({ ...texts, [dim]: text }); setProblem(undefined); }} />
          ))}
        </div>
        {problem !== undefined && <p className={modal.failure} role="alert">{problem}</p>}
      </ModalBody>
      <ModalFoot>
        <button type="button" className={controls.button} onClick={closeImport}>Cancel</button>
        <button type="submit" className={classes(controls.button, controls.primary)}>Import</button>
      </ModalFoot>
    </form>
  );
}

interface SizeProps {
  readonly id: string;
  readonly name: string;
  readonly text: string;
  readonly isFirst: boolean;
  onText(text: string): void;
}

function Size({ id, name, text, isFirst, onText }: SizeProps) {
  return (
    <>
      <label htmlFor={id}>{name}</label>
      <input id={id} value={text} inputMode="numeric" autoComplete="off" autoFocus={isFirst} onChange={({ target }) => onText(target.value)} />
    </>
  );
}

function Failed({ sentences, path }: { readonly sentences: readonly string[]; readonly path: string }) {
  return (
    <>
      <ModalBody>
        <div role="alert" className={styles.sentences}>{sentences.map((one) => <p key={one}>{one}</p>)}</div>
      </ModalBody>
      <ModalFoot>
        <UseLive path={path} />
        <button type="button" className={classes(controls.button, controls.primary)} onClick={closeImport}>Close</button>
      </ModalFoot>
    </>
  );
}

/** The file as it is, run on pictures: for detectors, landmarkers and the like, which need no network on the canvas. */
function UseLive({ path }: { readonly path: string }) {
  const use = (): void => {
    closeImport();
    void openOutside(path);
  };
  return <button type="button" className={controls.button} onClick={use}>Use it on pictures</button>;
}

function Retrain() {
  const obstacle = useHeadProblem();
  if (obstacle) return null;
  const begin = (): void => {
    closeImport();
    runCommand(retrain);
  };
  return <button type="button" className={controls.button} onClick={begin}>Retrain on new data…</button>;
}

function Done({ name, path, children }: { readonly name: string; readonly path: string; readonly children: React.ReactNode }) {
  return (
    <>
      <ModalBody>
        <p className={modal.hint}>{name} is open as a network that no file has yet. Save keeps it with its weights.</p>
        {children}
      </ModalBody>
      <ModalFoot>
        <UseLive path={path} />
        <Retrain />
        <button type="button" className={classes(controls.button, controls.primary)} onClick={closeImport}>Show the network</button>
      </ModalFoot>
    </>
  );
}
