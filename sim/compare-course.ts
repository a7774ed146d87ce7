import { createHash } from 'node:crypto';
import { IssueId, OfferId } from '../node/core/ids.ts';
import { Problem } from '../node/problem.ts';
import type { Commit } from './commit-watch.ts';
import type { PeopledMesh, SignedIn } from './compare-mesh.ts';
import type { Sample } from './compare-sample.ts';
import type { Answer, Plan } from './compare-workload.ts';
import type { SeenEntry, SeenIssue } from './seen.ts';

/** After the last submission: with everyone at work, whatever nobody has accepted by then never will be. */
const patienceMs = 1_800_000;

/** One issue of the plan; times of the virtual clock. */
type Followed = {
  readonly index: number;
  offeredMs: number | undefined;
  accepted: { readonly atMs: number; readonly expert: number } | undefined;
};

/**
 * The people of a plan at work in a mesh. They call the services themselves, without pages or lines that break, and
 * see an offer as soon as it is durable; what becomes of their issues is read from the commits of the regions.
 */
export class Course {
  readonly #plan: Plan;
  readonly #issues: readonly Followed[];
  readonly #byTitle: ReadonlyMap<string, Followed>;
  readonly #byId = new Map<string, Followed>();
  readonly #experts = new Map<string, number>();
  readonly #seenOffers = new Set<string>();
  /** How often each expert was asked for each issue. */
  readonly #asked = new Map<string, number>();
  /** When each proposal was committed that has led to no offer yet, by the id of the entry that it makes. */
  readonly #proposedMs = new Map<string, number>();
  readonly #handOffMs: number[] = [];
  readonly #hash = createHash('sha256');
  #acceptedCount = 0;
  #mesh: PeopledMesh | undefined;
  #startMs = 0;
  #failure: { readonly error: unknown } | undefined;

  constructor(plan: Plan) {
    this.#plan = plan;
    this.#issues = plan.issues.map((_, index) => ({ index, offeredMs: undefined, accepted: undefined }));
    this.#byTitle = new Map(plan.issues.map(({ title }, index) => [title, this.#followed(index)]));
  }

  /** Until every issue has been accepted, or all patience is over. @throws what a call of a person throws */
  async run(mesh: PeopledMesh): Promise<void> {
    this.#mesh = mesh;
    this.#startMs = mesh.clock.monotonicMs();
    for (const [index, { actor }] of mesh.experts.entries()) this.#experts.set(actor.accountId, index);
    for (const index of this.#plan.issues.keys()) this.#submitLater(mesh, index);
    const isOver = () => this.#failure !== undefined || this.#acceptedCount === this.#issues.length;
    await mesh.clock.advanceUntil(isOver, (this.#plan.issues.at(-1)?.atMs ?? 0) + patienceMs);
    if (this.#failure !== undefined) throw this.#failure.error;
  }

  sample(): Sample {
    const accepted = this.#issues.flatMap(({ index, offeredMs, accepted }) => {
      const planned = this.#plan.issues[index];
      if (accepted === undefined || planned === undefined) return [];
      const submittedMs = this.#startMs + planned.atMs;
      return [
        {
          urgency: planned.urgency,
          waitMs: accepted.atMs - submittedMs,
          offeredMs: (offeredMs ?? accepted.atMs) - submittedMs,
          isForwarded: this.#plan.experts[accepted.expert]?.region !== planned.region,
        },
      ];
    });
    return {
      accepted,
      left: this.#issues.length - accepted.length,
      handOffMs: this.#handOffMs,
      vain: this.#proposedMs.size,
      virtualMs: this.#mesh?.clock.monotonicMs() ?? 0,
      hash: this.#hash.copy().digest('hex'),
    };
  }

  /** Called with each commit of any region. */
  note({ changes }: Commit): void {
    for (const change of changes) {
      if (change.in === 'issues') this.#noteIssue(change.doc);
      if (change.in === 'entries') this.#noteEntry(change.doc);
    }
  }

  #noteIssue({ id, title, epoch, phase }: SeenIssue): void {
    const followed = this.#byTitle.get(title);
    if (followed === undefined) return;
    this.#byId.set(id, followed);
    const entry = `${id}.${epoch}`;
    if (phase.at === 'proposing' && !this.#proposedMs.has(entry)) this.#proposedMs.set(entry, this.#nowMs);
  }

  #noteEntry({ id, issueId, phase }: SeenEntry): void {
    const followed = this.#byId.get(issueId);
    const expert = phase.expert && this.#experts.get(phase.expert.id);
    if (followed === undefined || expert === undefined) return;
    this.#hash.update(`${this.#nowMs} ${followed.index} ${phase.at} ${expert}\n`);
    if (phase.at === 'offered') {
      followed.offeredMs ??= this.#nowMs;
      const proposedMs = this.#proposedMs.get(id);
      if (proposedMs !== undefined) this.#handOffMs.push(this.#nowMs - proposedMs);
      this.#proposedMs.delete(id);
      this.#try(this.#look(expert));
    }
    if (phase.at === 'assigned' && followed.accepted === undefined) {
      followed.accepted = { atMs: this.#nowMs, expert };
      this.#acceptedCount += 1;
    }
  }

  get #nowMs(): number {
    return this.#mesh?.clock.monotonicMs() ?? 0;
  }

  #submitLater({ clock, users }: PeopledMesh, index: number): void {
    const planned = this.#plan.issues[index];
    const local = planned && users[planned.region];
    const user = local?.[index % local.length];
    if (planned === undefined || user === undefined)
      throw new Error(`Nobody is there to submit issue ${index}.`);
    const { title, description, category, urgency, atMs } = planned;
    const input = { title, description, category, urgency };
    clock.after(atMs, () => this.#try(user.services.issues.submit(user.actor, input, { key: title })));
  }

  /** Something was offered to this expert. */
  async #look(expert: number): Promise<void> {
    const { services, actor } = this.#signedIn(expert);
    const { items } = await services.offers.list(actor);
    for (const { id, issue } of items) {
      if (this.#seenOffers.has(id)) continue;
      this.#seenOffers.add(id);
      const index = this.#byId.get(issue.id)?.index;
      if (index === undefined) continue;
      const pair = `${index} ${expert}`;
      const nth = (this.#asked.get(pair) ?? 0) + 1;
      this.#asked.set(pair, nth);
      const answer = this.#plan.answerOf(index, expert, nth);
      if (answer.kind === 'ignore') continue;
      this.#after(answer.afterMs, () => this.#answer(expert, OfferId.parse(id), answer));
    }
  }

  async #answer(
    expert: number,
    id: OfferId,
    answer: Extract<Answer, { kind: 'accept' | 'reject' }>,
  ): Promise<void> {
    const { services, actor } = this.#signedIn(expert);
    if (answer.kind === 'reject') return services.offers.reject(actor, id, { reason: 'Busy.' });
    const issue = IssueId.parse((await services.offers.accept(actor, id)).id);
    this.#after(answer.serviceMs, async () => {
      await services.issues.resolve(actor, issue, { text: 'What helps.' });
    });
  }

  #after(ms: number, act: () => Promise<void>): void {
    this.#mesh?.clock.after(ms, () => this.#try(act()));
  }

  /** An offer may be gone by the time of the answer; everything else that fails is a fault. */
  #try(act: Promise<unknown>): void {
    act.catch((error: unknown) => {
      if (!(error instanceof Problem && error.code === 'offer-gone')) this.#failure ??= { error };
    });
  }

  #signedIn(expert: number): SignedIn {
    const signedIn = this.#mesh?.experts[expert];
    if (signedIn === undefined) throw new Error(`There is no expert ${expert} in this mesh.`);
    return signedIn;
  }

  #followed(index: number): Followed {
    const followed = this.#issues[index];
    if (followed === undefined) throw new Error(`There is no issue ${index} in this plan.`);
    return followed;
  }
}
