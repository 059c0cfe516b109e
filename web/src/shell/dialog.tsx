/**
 * Dialog: a window over the page that keeps the focus until it is closed, by its button or Escape.
 */
import { type ReactNode, useEffect, useRef } from 'react';
import { Icon } from './icon.tsx';
import { arrange } from './shell-state.ts';

export interface DialogProps {
  readonly title: string;
  readonly children: ReactNode;
  readonly className?: string;
}

/** Closes the dialog that is open. */
export function closeDialog(): void {
  arrange({ dialog: null });
}

export function Dialog({ title, children, className = '' }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = ref.current;
    const before = document.activeElement;
    dialog?.showModal();
    // What is to be written, where something is: the browser would take the button that closes.
    dialog?.querySelector<HTMLElement>('[role="combobox"], .condition [type="text"]')?.focus();
    return () => {
      dialog?.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={ref}
      className={`dialog ${className}`}
      aria-label={title}
      onCancel={(event) => {
        event.preventDefault();
        closeDialog();
      }}
    >
      <header className="dialog-head">
        <h2>{title}</h2>
        <button type="button" className="quiet" onClick={closeDialog} title="Close (Escape)">
          <Icon name="close" />
          <span className="unseen">Close</span>
        </button>
      </header>
      {children}
    </dialog>
  );
}
