import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { ApiProblem } from './api.ts';
import { Once } from './keys.ts';

/** What is wrong with the field `name`, if the node said so; pointers may be written `/name`, `#/name` or `/name/0`. */
export function errorAt(problem: ApiProblem | undefined, name: string): string | undefined {
  return problem?.errors.find(({ pointer }) => {
    const path = pointer.replace(/^#?\/?/, '');
    return path === name || path.startsWith(`${name}/`);
  })?.detail;
}

/**
 * Sends a form once: while `send` is under way further presses do nothing. `once` gives its idempotency key;
 * it is renewed after success. The form keeps its content when sending fails.
 */
export function useSubmit<T>(send: (once: Once) => Promise<T>, done?: (result: T) => void, keptOnce?: Once) {
  const isBusy = useSignal(false);
  const problem = useSignal<ApiProblem | undefined>(undefined);
  const once = useRef<Once | undefined>(keptOnce);

  async function submit(event?: Event): Promise<void> {
    event?.preventDefault();
    if (isBusy.peek()) return;
    const form = event?.currentTarget instanceof HTMLFormElement ? event.currentTarget : undefined;
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
      // After the fields have been marked, the first wrong one gets the focus.
      requestAnimationFrame(() => form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
    } finally {
      isBusy.value = false;
    }
  }
  return { submit, isBusy, problem };
}
