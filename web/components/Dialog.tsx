import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import type { ApiProblem } from '../lib/api.ts';
import { t } from '../lib/i18n.ts';
import type { Once } from '../lib/keys.ts';
import { useSubmit } from '../lib/submit.ts';
import { Button } from './Button.tsx';
import { ProblemNote } from './States.tsx';

type Props<T> = {
  title: string;
  text?: string;
  submitLabel: string;
  keepLabel?: string;
  isDanger?: boolean;
  send: (once: Once) => Promise<T>;
  done: (result: T) => void;
  close: () => void;
  /** The fields; they get what the node found wrong with them. */
  children?: (problem: ApiProblem | undefined) => ComponentChildren;
};

/** Asks something before it is done. Shown while mounted; focus goes in, stays in and returns where it was. */
export function Dialog<T>(props: Props<T>) {
  const { title, text, submitLabel, keepLabel, isDanger, send, done, close, children } = props;
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  const { submit, isBusy, problem } = useSubmit(send, (result) => {
    close();
    done(result);
  });
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    // Not what stands above it, as a preview: whoever opened this goes on with the first thing that is asked.
    element?.querySelector<HTMLElement>('input, textarea, select')?.focus();
    return () => element?.close();
  }, []);
  return (
    <dialog
      class="dialog"
      ref={dialog}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        if (!isBusy.value) close();
      }}
    >
      <form onSubmit={submit} noValidate>
        <div class="dialog-body">
          <h2 id={id}>{title}</h2>
          {text && <p class="muted">{text}</p>}
          {children?.(problem.value)}
          <ProblemNote problem={problem.value} />
        </div>
        <div class="dialog-actions">
          <Button onClick={close} disabled={isBusy.value}>
            {keepLabel ?? t('common.keep')}
          </Button>
          <Button type="submit" look={isDanger ? 'danger' : 'primary'} isBusy={isBusy.value}>
            {submitLabel}
          </Button>
        </div>
      </form>
    </dialog>
  );
}
