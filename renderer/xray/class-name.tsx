import styles from './xray.module.css';

/** With the colour that it has on the picture. */
export function ClassName({ label, classes }: { readonly label: number; readonly classes: readonly string[] }) {
  return (
    <span className={styles.className}>
      <i style={{ background: `var(--class-${label % 10})` }} aria-hidden />
      {classes[label] ?? label}
    </span>
  );
}
