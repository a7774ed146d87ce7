/**
 * The assistant's opinion on who fits an issue best: it may move the skill term of each expert by at most `shiftMax`, and
 * says why. It comes late or not at all, and nothing waits for it.
 */
import { z } from 'zod';
import type { AssistantQuestion } from '../ports.ts';
import { Mask, withoutName } from './assistant-mask.ts';
import { beginningOf, questionOf, readable } from './assistant-question.ts';
import type { AccountId } from './ids.ts';
import type { IssueText, Skill } from './skill.ts';
import { within01 } from './within01.ts';

/** Enough to order those of about the same skill, too little to lift somebody who knows nothing of it. */
export const shiftMax = 0.1;
/** Who comes after the tenth is hardly asked. */
export const advisedMax = 10;
export const reasonLengthMax = 200;

/** A page, for each of ten people. */
const qualificationsMax = 600;
const keywordsMax = 30;
const descriptionMax = 4_000;
/** Ten times a number and a sentence. */
const answerTokensMax = 1_000;

/** What the assistant said of one expert: how far to move their skill, in [-shiftMax, shiftMax], and why. */
export type Advice = { readonly shift: number; readonly reason: string };
export type AdviceByExpert = ReadonlyMap<AccountId, Advice>;

/** An expert as they are known here. Their name is needed only to leave it out. */
export type Adviseable = {
  readonly id: AccountId;
  readonly name: string;
  readonly categories: readonly string[];
  readonly qualifications: string;
  /** What the issues they resolved were about, the strongest first. */
  readonly keywords: readonly string[];
};

/**
 * Asks about the best experts by score. They are numbered, and described without their names: neither names nor ids
 * leave the region.
 */
export function adviceOn(
  issue: IssueText,
  experts: readonly Adviseable[],
): AssistantQuestion<AdviceByExpert> {
  const mask = new Mask();
  const asked = experts.slice(0, advisedMax);
  return questionOf({
    name: 'advice',
    task: 'For each numbered expert, judge how well what they know fits the problem: fit from -1 (others fit clearly better) over 0 (you cannot tell) to 1 (fits very well), and the reason in one short sentence about what this expert knows, without naming their number or other experts.',
    material: {
      problem: {
        title: mask.hide(issue.title),
        description: beginningOf(mask.hide(issue.description), descriptionMax),
        category: issue.category,
      },
      experts: asked.map(({ name, categories, qualifications, keywords }, at) => ({
        expert: at + 1,
        categories: [...categories],
        qualifications: beginningOf(withoutName(mask.hide(qualifications), name), qualificationsMax),
        solvedBefore: keywords.slice(0, keywordsMax).map((word) => withoutName(word, name)),
      })),
    },
    shape: z.object({
      experts: z.array(z.object({ expert: z.number(), fit: z.number(), reason: z.string() })),
    }),
    answerTokensMax,
    read(answer) {
      const advice = new Map<AccountId, Advice>();
      for (const { expert, fit, reason } of answer.experts) {
        const id = asked[expert - 1]?.id;
        const said = readable(reason, reasonLengthMax);
        if (id === undefined || said === undefined || advice.has(id)) continue;
        const shift = Math.max(-1, Math.min(1, fit)) * shiftMax;
        if (shift !== 0) advice.set(id, { shift, reason: said });
      }
      return advice;
    },
  });
}

/** A skill after the advice on it, if there is any. */
export const advised = (skill: Skill, advice: Advice | undefined): Skill =>
  advice === undefined ? skill : new AdvisedSkill(skill, advice);

/** Every member of a skill, so that none is forgotten here. */
type WholeSkill = { readonly [Member in keyof Skill]-?: Skill[Member] };

/** Not a copy: a skill may find its reasons only when somebody asks for them. */
class AdvisedSkill implements WholeSkill {
  readonly value: number;
  readonly #skill: Skill;

  constructor(skill: Skill, { shift }: Advice) {
    this.value = within01(skill.value + shift);
    this.#skill = skill;
  }

  get parts() {
    return this.#skill.parts;
  }

  get matcher() {
    return this.#skill.matcher;
  }

  get past() {
    return this.#skill.past;
  }

  get isFilling() {
    return this.#skill.isFilling === true;
  }

  get isFallback() {
    return this.#skill.isFallback === true;
  }
}
