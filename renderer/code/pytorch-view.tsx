/** The PyTorch code of the network, to read and to copy. */
import { useEffect, useMemo, useRef } from 'react';
import { useDocument } from '../store/document-store';
import { createPythonView, type monaco } from './monaco';
import { pytorchCode } from './pytorch-code';
import styles from './code-panel.module.css';

export function PytorchView() {
  const document = useDocument((state) => state.document);
  const network = useDocument((state) => state.network);
  const written = useMemo(() => pytorchCode(document, network), [document, network]);
  if ('reason' in written) return <p className={styles.empty}>{written.reason}</p>;
  return <PythonText code={written.code} />;
}

function PythonText({ code }: { readonly code: string }) {
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<monaco.editor.IStandaloneCodeEditor>(undefined);
  useEffect(() => {
    const created = createPythonView(host.current!, '');
    editor.current = created;
    return () => {
      created.getModel()?.dispose();
      created.dispose();
    };
  }, []);
  useEffect(() => {
    const model = editor.current?.getModel();
    if (model && model.getValue() !== code) model.setValue(code);
  }, [code]);
  return <div ref={host} className={styles.host} />;
}
