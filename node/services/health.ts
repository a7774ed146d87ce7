import type { Assistant } from '../ports.ts';
import type { Custody } from './custody.ts';
import type { Live } from './live.ts';
import type { Matching } from './matching.ts';
import type { Outbox } from './outbox.ts';
import { type Peers, reachable } from './peers.ts';
import type { Health } from './services.ts';
import type { State } from './state.ts';
import type { Summaries } from './summaries.ts';

/** Whether the region can work, and the figures that its operator watches. Peers do not matter for readiness. */
export function createHealth(deps: {
  state: State;
  outbox: Outbox;
  live: Live;
  summaries: Summaries;
  peers: Peers;
  custody: Custody;
  matching: Matching;
  assistant: Assistant | undefined;
}): Health {
  const { state, outbox, live, summaries, peers, custody, matching, assistant } = deps;
  return {
    async ready() {
      if (!state.ledger.isReady) return { isReady: false, reason: 'The store cannot be written.' };
      try {
        await state.ledger.store.query('settings', 'id', {}, { limit: 1 });
        return { isReady: true };
      } catch {
        return { isReady: false, reason: 'The store cannot be read.' };
      }
    },
    gauges() {
      const own = summaries.own();
      return {
        grapevine_issues_open: state.issues.size,
        grapevine_issues_at_risk: custody.atRisk,
        grapevine_copies_kept: state.copies.size,
        grapevine_issues_waiting: own.waiting,
        grapevine_issues_active: own.active,
        grapevine_handoffs_under_way: own.handOffs,
        grapevine_experts_online: own.expertsOnline,
        grapevine_experts_free: own.expertsFree,
        grapevine_outbox_messages: outbox.size,
        grapevine_live_sockets: live.size,
        grapevine_peers_up: reachable(peers).length,
        grapevine_peers_known: peers.all().length - 1,
        grapevine_accounts: state.accounts.size,
        ...matching.gauges(),
        ...(assistant && assistantGauges(assistant)),
      };
    },
  };
}

/** It is no part of being ready: everything works without it. */
function assistantGauges(assistant: Assistant): Readonly<Record<string, number>> {
  const { requests, failures, tokens, waiting, pausedForMs } = assistant.figures();
  return {
    grapevine_assistant_requests_last_hour: requests,
    grapevine_assistant_failures_last_hour: failures,
    grapevine_assistant_tokens_last_hour: tokens,
    grapevine_assistant_questions_waiting: waiting,
    grapevine_assistant_paused: pausedForMs > 0 ? 1 : 0,
  };
}
