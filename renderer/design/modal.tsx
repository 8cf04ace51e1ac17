/** A window over the window: a title, a way out, and what it asks or shows. What lies behind waits, and gets the keyboard back. */
import { X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import type { ReactNode } from 'react';
import { classes } from './classes';
import controls from './controls.module.css';
import styles from './modal.module.css';

interface ModalProps {
  readonly isOpen: boolean;
  onClose(): void;
  readonly title: string;
  /** `small` and `wide` are as high as what they hold; `medium` and `large` keep their height while it changes. */
  readonly size: 'small' | 'medium' | 'wide' | 'large';
  /** In the header, before and after the title. */
  readonly icon?: ReactNode;
  readonly tools?: ReactNode;
  /** The keyboard goes to the window itself, not to its first control, whose tip would open with it. */
  readonly focusesItself?: boolean;
  readonly children: ReactNode;
}

export function Modal({ isOpen, onClose, title, size, icon, tools, focusesItself, children }: ModalProps) {
  return (
    <Dialog.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className={styles.overlay} />
        <Dialog.Content
          className={classes(styles.modal, styles[size])}
          aria-describedby={undefined}
          {...(focusesItself && { onOpenAutoFocus: focusContent })}
        >
          <header className={styles.header}>
            {icon}
            <Dialog.Title>{title}</Dialog.Title>
            {tools}
            <Dialog.Close className={classes(controls.icon, styles.close)} aria-label="Close"><X size={16} aria-hidden /></Dialog.Close>
          </header>
          {children}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** What is asked or shown; scrolls where the window is too low for it. */
export function ModalBody({ children }: { readonly children: ReactNode }) {
  return <div className={styles.body}>{children}</div>;
}

export function ModalFoot({ children }: { readonly children: ReactNode }) {
  return <footer className={styles.foot}>{children}</footer>;
}

function focusContent(event: Event): void {
  event.preventDefault();
  (event.currentTarget as HTMLElement).focus();
}
