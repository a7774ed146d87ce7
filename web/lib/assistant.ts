import { type ReadonlySignal, useSignal } from '@preact/signals';
import type { ApiProblem } from './api.ts';
import { me } from './session.ts';
import { useSubmit } from './submit.ts';

/** The model that can be asked here; undefined without an assistant, and then nothing of it is shown. */
export const assistantModel = (): string | undefined => me.value?.assistant?.model;

export type Asking<T> = {
  readonly answer: ReadonlySignal<T | undefined>;
  readonly isBusy: ReadonlySignal<boolean>;
  readonly problem: ReadonlySignal<ApiProblem | undefined>;
  readonly ask: () => Promise<void>;
  readonly forget: () => void;
};

/** Something asked of the assistant by a button: once at a time, and what it said until it is forgotten. */
export function useAsking<T>(ask: () => Promise<T>): Asking<T> {
  const answer = useSignal<T | undefined>(undefined);
  const { submit, isBusy, problem } = useSubmit(ask, (said) => {
    answer.value = said;
  });
  return {
    answer,
    isBusy,
    problem,
    ask: () => submit(),
    forget: () => {
      answer.value = undefined;
    },
  };
}

/** A draft in a box: alone if that is empty, else below what somebody wrote, which is never lost. */
export function withDraft(written: string, draft: string): string {
  const before = written.trimEnd();
  return before === '' ? draft : `${before}\n\n${draft}`;
}

/** `+0.10`, with a real minus. */
export const shiftText = (shift: number): string => `${shift < 0 ? '−' : '+'}${Math.abs(shift).toFixed(2)}`;
