import { type Assistant, AssistantError, type AssistantQuestion } from '../ports.ts';

export type Asked = Pick<AssistantQuestion<unknown>, 'name' | 'instructions' | 'text'> & {
  readonly isBackground: boolean;
};

/** An assistant for tests: remembers what it was asked, and answers as it is told to, now or later. */
export class ScriptedAssistant implements Assistant {
  readonly model = 'scripted';
  readonly asked: Asked[] = [];
  /** Its answers, as a model would give them; an error is thrown. */
  answer: (asked: Asked) => unknown = () => new AssistantError('unreachable', 'Nobody told it what to say.');

  async ask<T>(question: AssistantQuestion<T>, { isBackground = false } = {}): Promise<T> {
    const { name, instructions, text } = question;
    const asked = { name, instructions, text, isBackground };
    this.asked.push(asked);
    const said = await this.answer(asked);
    if (said instanceof Error) throw said;
    const answer = question.read(said);
    if (answer === undefined) throw new AssistantError('unreadable', 'It said something else.');
    return answer;
  }

  figures() {
    return {
      requests: this.asked.length,
      failures: 0,
      tokens: 0,
      requestsMax: 10,
      tokensMax: 10,
      waiting: 0,
      pausedForMs: 0,
      lastFailure: undefined,
    };
  }

  stop(): void {}
}
