/** How long things may take. Each figure has its reason; tests, benchmarks and the simulator may pass others. */
export const timing = {
  /** Time to answer an offer: long enough to read it, short enough that the next is asked while the user waits. */
  offerMs: 60_000,
  /** For a critical issue. */
  offerCriticalMs: 30_000,
  /** A proposal without an answer is given up: a commit and two messages take some 20 ms, a slow link a second. */
  proposalMs: 5_000,
  /** A seat stays set aside for a peer so long: an answer, a commit and a PROPOSE take half a second on a slow link. */
  asideMs: 2_000,
  /** Peers asked for a seat have so long to answer, or three round trips if they are far: then the others are asked. */
  askSeatMs: 1_000,
  /** Once somebody has a seat the rest are waited for until this, or half as long again as the first took. */
  askSeatHedgeMs: 150,
  /** A peer that did not answer is not asked again for so long: time for a round with others, while it may be found dead. */
  unansweredMs: 2_000,
  /** A peer whose strongest issue could not be had is not asked again for so long: what waits here gets its turn. */
  pullPauseMs: 5_000,
  /** A hold without its COMMIT lapses: longer than the origin's patience, so that it rarely lapses in vain. */
  holdMs: 15_000,
  /** When everyone eligible has passed they are asked again after this, doubling up to the maximum. */
  attemptMs: 30_000,
  attemptMaxMs: 600_000,
  /** An expert who says nothing for so long is reminded, and the user may ask the next. */
  silenceMs: 15 * 60_000,
  silenceCriticalMs: 5 * 60_000,
  /** After so much silence the issue waits again. */
  giveBackMs: 30 * 60_000,
  /** An answer that nobody confirms closes the issue as unconfirmed. */
  confirmMs: 72 * 3_600_000,
  /** An online expert who is not heard from for so long is gone: a reload takes a few seconds, a tunnel half a minute. */
  presenceMs: 45_000,
  /** Offers timed out in a row that set an expert away. */
  timedOutInRowMax: 2,
  /** A summary is published at least so often, and not more often than every `summaryMinMs`. */
  summaryMs: 5_000,
  summaryMinMs: 200,
  /** Queued issues are looked at again so often, in case an event was missed. */
  dispatchMs: 2_000,
  /** Other regions are given so long to answer a question that a person waits for. */
  askMs: 500,
  /** For what solved the like of an issue that is being typed: later, its writer would already be typing on. */
  similarMs: 300,
  /** A forwarded command may take so long: it commits there. */
  forwardMs: 5_000,
  /** A message without an answer is sent again so long after its round trip, doubling up to the maximum. */
  resendMs: 200,
  resendMaxMs: 10_000,
  deliverMs: 5_000,
  /** A delivery is answered after so long with what was handled by then: its sender waits `deliverMs`, the ways included. */
  receiveMs: 2_000,
  /** A submission is answered when its custodian has it, or after this: a person notices half a second. */
  custodyMs: 300,
  /** Issues without a custodian are looked for so often, and so soon after a region came or went. */
  custodyLookMs: 5_000,
  custodySoonMs: 200,
  /**
   * A custodian that has been down for so long is replaced for open issues: longer than a restart, so that an upgrade of
   * the mesh, node by node, does not copy everything about. Closed issues follow only when it is away for really long.
   */
  custodianDownMs: 20_000,
  custodianGoneMs: 15 * 60_000,
  /** A region that leaves looks so often whether it is done with what it waits for. */
  drainLookMs: 500,
  /** Who goes on for it may take so long to agree: it asks everyone for the greatest term, and commits. */
  takeOverMs: 5_000,
  /**
   * A region that starts waits so long for a peer to say what it remembers of it, and so much longer for the others once
   * one has: connecting and two round trips over a slow line. Who depends on it notices two seconds of a restart hardly.
   */
  rollCallMs: 2_000,
  rollCallHedgeMs: 300,
  /** One that does not answer is asked again after a pause. */
  rollCallAskMs: 1_000,
  rollCallRetryMs: 500,
  /** How long an e-mail address stays reserved for a registration at another region. */
  reserveMs: 10_000,
  /** A piece of a file may take so long: 256 KiB on a line of 250 kbit/s. */
  fileChunkMs: 10_000,
  /** Whoever opens a file that another region has waits so long for it; less than a forwarded command may take. */
  fileWaitMs: 4_000,
  /** A file that nobody could give is asked for again after this, doubling up to the maximum. */
  fileRetryMs: 1_000,
  fileRetryMaxMs: 60_000,
  /** A file that was uploaded may be attached for so long. */
  uploadKeptMs: 24 * 3_600_000,
  /** The bytes stay so much longer: a submission that begins in the last moment must find them. */
  uploadGraceMs: 3_600_000,
  sessionMs: 14 * 24 * 3_600_000,
  /** A link for a new password is passed on and opened within a day, or made again. */
  passwordLinkMs: 24 * 3_600_000,
  /** Live events are kept for clients that come back. */
  eventsKeptMs: 24 * 3_600_000,
  /** Old events, sessions and creations are removed so often. */
  sweepMs: 600_000,
} as const;

export type Timing = { readonly [name in keyof typeof timing]: number };
