import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { ApiProblem } from './api.ts';
import { Once } from './keys.ts';

/** What is wrong with the field `name`, if the node said so; pointers may be written `/name`, `#/name` or `/name/0`. */
export function errorAt(problem: ApiProblem | undefined, name: string): string | undefined {
  return problem?.errors.find(({ pointer }) => isAbout(pointer, name))?.detail;
}

function isAbout(pointer: string, name: string): boolean {
  const path = pointer.replace(/^#?\/?/, '');
  return path === name || path.startsWith(`${name}/`);
}

/** What is still wrong once the field `name` has been changed: it was said of what stood there. */
export function withoutField(problem: ApiProblem | undefined, name: string): ApiProblem | undefined {
  const errors = problem?.errors.filter(({ pointer }) => !isAbout(pointer, name));
  if (problem === undefined || errors === undefined || errors.length === problem.errors.length)
    return problem;
  return errors.length === 0
    ? undefined
    : new ApiProblem(problem.status, problem.code, problem.message, errors);
}

const nameOf = ({ target }: Event): string =>
  target !== null && 'name' in target && typeof target.name === 'string' ? target.name : '';

/** The first field of which the page itself knows that the node would refuse it. */
const firstWrong = (form: HTMLFormElement | undefined): HTMLElement | undefined =>
  Array.from(form?.elements ?? []).find(
    (field): field is HTMLInputElement =>
      'validity' in field && (field as HTMLInputElement).validity.customError,
  );

/**
 * Sends a form once: while `send` is under way further presses do nothing. `once` gives its idempotency key;
 * it is renewed after success. What the page itself knows to be wrong is not sent, but gets the focus. The form keeps its content when sending fails; what is said of a field stays until it is changed: by the
 * person, or by the page, which says so by `changed`.
 */
export function useSubmit<T>(send: (once: Once) => Promise<T>, done?: (result: T) => void, keptOnce?: Once) {
  const isBusy = useSignal(false);
  const problem = useSignal<ApiProblem | undefined>(undefined);
  const once = useRef<Once | undefined>(keptOnce);
  const changed = (name: string) => {
    problem.value = withoutField(problem.peek(), name);
  };
  // The same each time, so that a form listens once however often it is sent.
  const onInput = useRef((event: Event) => changed(nameOf(event)));

  async function submit(event?: Event): Promise<void> {
    event?.preventDefault();
    if (isBusy.peek()) return;
    const form = event?.currentTarget instanceof HTMLFormElement ? event.currentTarget : undefined;
    const wrong = firstWrong(form);
    if (wrong !== undefined) {
      wrong.focus();
      return;
    }
    once.current ??= new Once();
    isBusy.value = true;
    problem.value = undefined;
    try {
      const result = await send(once.current);
      once.current.renew();
      done?.(result);
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      problem.value = error;
      form?.addEventListener('input', onInput.current);
      // After the fields have been marked, the first wrong one gets the focus.
      requestAnimationFrame(() => form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
    } finally {
      isBusy.value = false;
    }
  }
  return { submit, isBusy, problem, changed };
}
