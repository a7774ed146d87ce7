/** A busy hour of a region's readers; and some 2 MB of text at most. */
const answersMax = 500;
const lettersMax = 1_000_000;

/**
 * Answers of the assistant that hold as long as what was asked is the same, by a key that says what that was. In memory,
 * the one used longest ago goes first; who asks the same while it is being answered waits for that answer.
 */
export class KeptAnswers {
  readonly #kept = new Map<string, string>();
  readonly #underWay = new Map<string, Promise<string>>();
  #letters = 0;

  /** @throws what `ask` throws, which is not kept */
  get(key: string, ask: () => Promise<string>): Promise<string> {
    const kept = this.#kept.get(key);
    if (kept !== undefined) {
      // Used last, so that it stands at the end.
      this.#kept.delete(key);
      this.#kept.set(key, kept);
      return Promise.resolve(kept);
    }
    const underWay = this.#underWay.get(key);
    if (underWay) return underWay;
    const asking = ask()
      .then((answer) => {
        this.#keep(key, answer);
        return answer;
      })
      .finally(() => this.#underWay.delete(key));
    this.#underWay.set(key, asking);
    return asking;
  }

  #keep(key: string, answer: string): void {
    this.#kept.set(key, answer);
    this.#letters += answer.length;
    for (const [oldest, text] of this.#kept) {
      if (this.#kept.size <= answersMax && this.#letters <= lettersMax) break;
      this.#kept.delete(oldest);
      this.#letters -= text.length;
    }
  }
}
