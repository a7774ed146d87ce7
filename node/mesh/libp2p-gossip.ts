import { type GossipSub, type Message, TopicValidatorResult } from '@chainsafe/libp2p-gossipsub';
import { RegionId } from '../core/ids.ts';
import { type Cancel, type Log, MeshError, type Verdict } from '../ports.ts';
import type { Penalties } from './libp2p-penalties.ts';

/** The port's limit for one gossip body. */
export const GOSSIP_SIZE_MAX_BYTES = 64 * 1024;

type Handle = (from: RegionId, body: Uint8Array) => Verdict;

const results = {
  accept: TopicValidatorResult.Accept,
  ignore: TopicValidatorResult.Ignore,
  reject: TopicValidatorResult.Reject,
} as const satisfies Record<Verdict, TopicValidatorResult>;

/** Topics over gossipsub: a subscription's handler is its validator, so that nothing is passed on unjudged. */
export class Gossip {
  readonly #self: RegionId;
  readonly #pubsub: GossipSub;
  readonly #penalties: Penalties;
  readonly #log: Log;
  readonly #handles = new Map<string, Handle>();
  #isRunning = false;

  constructor(self: RegionId, pubsub: GossipSub, penalties: Penalties, log: Log) {
    this.#self = self;
    this.#pubsub = pubsub;
    this.#penalties = penalties;
    this.#log = log;
  }

  /** @throws MeshError 'too-large' */
  async publish(topic: string, body: Uint8Array): Promise<void> {
    if (body.byteLength > GOSSIP_SIZE_MAX_BYTES)
      throw new MeshError(
        'too-large',
        `A gossip message may have ${GOSSIP_SIZE_MAX_BYTES} bytes; this one has ${body.byteLength}.`,
      );
    if (this.#isRunning) await this.#pubsub.publish(topic, body);
  }

  /** @throws Error when the topic has a subscription already */
  subscribe(topic: string, handle: Handle): Cancel {
    if (this.#handles.has(topic)) throw new Error(`The topic "${topic}" already has a subscription.`);
    this.#handles.set(topic, handle);
    this.#pubsub.topicValidators.set(topic, (_neighbour, message) => results[this.#judge(topic, message)]);
    if (this.#isRunning) this.#pubsub.subscribe(topic);
    return () => {
      if (this.#handles.get(topic) !== handle) return;
      this.#handles.delete(topic);
      this.#pubsub.topicValidators.delete(topic);
      if (this.#isRunning) this.#pubsub.unsubscribe(topic);
    };
  }

  /** Gossipsub runs now: joins the topics that were subscribed to before. */
  start(): void {
    this.#isRunning = true;
    for (const topic of this.#handles.keys()) this.#pubsub.subscribe(topic);
  }

  /** Call it before gossipsub stops; nothing is published or delivered any more. */
  stop(): void {
    this.#isRunning = false;
  }

  #judge(topic: string, message: Message): Verdict {
    const handle = this.#handles.get(topic);
    // StrictSign lets no unsigned message through; the type does not know.
    if (!this.#isRunning || handle === undefined || message.type !== 'signed') return 'ignore';
    const author = message.from.toString();
    // An own message from before a restart, still in a neighbour's cache.
    if (author === this.#self) return 'ignore';
    const from = RegionId.parse(author);
    const verdict =
      message.data.byteLength > GOSSIP_SIZE_MAX_BYTES
        ? 'reject'
        : this.#ask(handle, topic, from, message.data);
    if (verdict === 'reject') this.#penalties.add(from);
    return verdict;
  }

  #ask(handle: Handle, topic: string, from: RegionId, body: Uint8Array): Verdict {
    try {
      return handle(from, body);
    } catch (error) {
      this.#log.error({ error, topic, peer: from }, 'A gossip handler threw; the message was dropped.');
      return 'ignore';
    }
  }
}
