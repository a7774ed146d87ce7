import { type Advice, type AdviceByExpert, advised } from '../core/assistant-advice.ts';
import type { AccountId, IssueId } from '../core/ids.ts';
import type { IssueText, Skill } from '../core/skill.ts';

/** Issues that wait for somebody, in bad times; of more the oldest advice goes. */
const issuesMax = 1_000;

type Advised = IssueText & { readonly id: IssueId };

/**
 * What the assistant said of experts, per issue, in memory alone: a decision uses what is there, and is the same as ever
 * when nothing is. It holds for the text that it was said of.
 */
export class KeptAdvice {
  readonly #kept = new Map<IssueId, { readonly text: IssueText; readonly advice: AdviceByExpert }>();

  put({ id, title, description, category }: Advised, advice: AdviceByExpert): void {
    this.#kept.delete(id);
    this.#kept.set(id, { text: { title, description, category }, advice });
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > issuesMax && oldest !== undefined) this.#kept.delete(oldest);
  }

  /** What gives an expert's skill for this issue, with the advice on it. */
  applied<E>(
    issue: Advised,
    skillOf: (expert: E) => Skill,
  ): (expert: E & { readonly id: AccountId }) => Skill {
    const advice = this.of(issue);
    return advice ? (expert) => advised(skillOf(expert), advice.get(expert.id)) : skillOf;
  }

  /** For the explanation of a choice, if there was advice on this expert. */
  toldOf(issue: Advised, expert: AccountId): { readonly assistant?: Advice } {
    const advice = this.of(issue)?.get(expert);
    return advice ? { assistant: { ...advice } } : {};
  }

  of({ id, title, description, category }: Advised): AdviceByExpert | undefined {
    const kept = this.#kept.get(id);
    const isSame =
      kept?.text.title === title && kept.text.description === description && kept.text.category === category;
    return isSame ? kept.advice : undefined;
  }
}
