import { z } from 'zod';
import { Problem } from '../problem.ts';
import * as inputs from '../schemas/inputs.ts';
import { DrainList, DrainView } from '../schemas/mesh-views.ts';
import type { Audit } from './audit.ts';
import type { Draining } from './draining.ts';
import { checkAdmin, type Forward, type RemoteActor } from './forward.ts';
import { regionNamed } from './naming.ts';
import { nameOf, type Peers } from './peers.ts';
import type { Actor } from './services.ts';
import type { State } from './state.ts';
import type { WaitingQueue } from './waiting-queue.ts';

const Asked = z.object({ input: inputs.Drain });
const minuteMs = 60_000;

type Deps = {
  readonly state: State;
  readonly queue: Pick<WaitingQueue, 'size'>;
  readonly draining: Draining;
  readonly forward: Forward;
  readonly audit: Audit;
  readonly peers: Peers;
};

/** Admins let a region leave the mesh, from any region, and see how far it is. It is carried out there. */
export class DrainCalls {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
    const { forward } = deps;
    forward.offer('admin.drain', Asked, (actor, { input }) => this.#drainHere(actor, input));
    forward.offer('admin.stay', z.null(), (actor) => this.#stayHere(actor));
    forward.offer('admin.drains', z.null(), async (actor) => {
      checkAdmin(actor);
      return { items: await this.#here() };
    });
  }

  /** Lets a region leave; asked again, with another time or without waiting for others. @throws Problem wrong-state */
  async drain(actor: Actor, name: string, input: inputs.Drain): Promise<DrainView> {
    const { peers, forward } = this.#deps;
    const region = regionNamed(peers, name);
    return region.isSelf
      ? this.#drainHere(actor, input)
      : forward.call(region.region, { name: 'admin.drain', reply: DrainView }, actor, { input });
  }

  /** It stays after all, which is possible until another region has been asked to go on for it. @throws Problem wrong-state */
  async stay(actor: Actor, name: string): Promise<void> {
    const { peers, forward } = this.#deps;
    const region = regionNamed(peers, name);
    if (region.isSelf) await this.#stayHere(actor);
    else await forward.call(region.region, { name: 'admin.stay', reply: z.unknown() }, actor, null);
  }

  /** Regions that are leaving. */
  async list(actor: Actor): Promise<DrainList> {
    const { forward } = this.#deps;
    const command = { name: 'admin.drains', reply: DrainList };
    const [here, { replies, notAsked }] = await Promise.all([
      this.#here(),
      forward.askAll(command, actor, null),
    ]);
    return {
      items: [{ items: here }, ...replies].flatMap(({ items }) => items),
      ...(notAsked.length > 0 && { notAsked }),
    };
  }

  async #drainHere(actor: RemoteActor, input: inputs.Drain): Promise<DrainView> {
    checkAdmin(actor);
    const { state, draining, audit, peers } = this.#deps;
    const { reason, finishWithinMinutes, isForced } = input;
    const by = { id: actor.accountId, name: actor.name };
    await state.ledger.run((transaction) => {
      draining.begin(transaction, { by, reason, finishMs: finishWithinMinutes * minuteMs, isForced });
      const detail = `${isForced ? 'without waiting for regions that are down: ' : ''}${reason}`;
      audit.write(transaction, actor, 'drain', peers.self.name, detail);
    });
    const [view] = await this.#here();
    if (!view)
      throw new Problem('conflict', 'Another admin has just let it stay.', { reason: 'just-let-stay' });
    return view;
  }

  async #stayHere(actor: RemoteActor): Promise<void> {
    checkAdmin(actor);
    const { state, draining, audit, peers } = this.#deps;
    await state.ledger.run((transaction) => {
      draining.cancel(transaction);
      audit.write(transaction, actor, 'stay', peers.self.name, '');
    });
  }

  async #here(): Promise<DrainView[]> {
    const { state, queue, draining, peers } = this.#deps;
    const { drain } = state;
    if (!drain) return [];
    const { by, reason, since, stage, isForced, heir } = drain;
    const unfinished = await draining.unfinished();
    return [
      {
        region: peers.self.name,
        by,
        reason,
        since,
        stage,
        isForced,
        finishInMs: draining.leftMs,
        waiting: queue.size,
        ...unfinished,
        messages: state.outbox.size,
        waitingFor: draining.silent().map(({ name }) => name),
        ...(heir && { heir: nameOf(peers, heir) }),
      },
    ];
  }
}
