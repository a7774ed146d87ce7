import { productPolicy } from '../core/policy.ts';
import { utcTime } from '../core/working-hours.ts';
import { Registers } from '../mesh/registers.ts';
import type { LocalTimes } from '../ports.ts';
import { AccountReplicas } from './account-replicas.ts';
import { AccountSeals } from './account-seals.ts';
import { Accounts } from './accounts.ts';
import { Admin } from './admin.ts';
import { Adopter } from './adopter.ts';
import { AdoptionCalls } from './adoption-calls.ts';
import { AdoptionReports } from './adoption-reports.ts';
import { Adoptions } from './adoptions.ts';
import { Advising } from './advising.ts';
import { Asking } from './asking.ts';
import { Assistance } from './assistance.ts';
import { Attachments } from './attachments.ts';
import { Audit } from './audit.ts';
import { Belongings } from './belongings.ts';
import { Candidates } from './candidates.ts';
import { Carrier } from './carrier.ts';
import { Chat } from './chat.ts';
import { ClusterCalls } from './cluster-calls.ts';
import { Conversations } from './conversations.ts';
import { Copies } from './copies.ts';
import { Custody } from './custody.ts';
import type { RunningServices, ServicesDeps } from './deps.ts';
import { Dispatch } from './dispatch.ts';
import { DrainCalls } from './drain-calls.ts';
import { Draining } from './draining.ts';
import { Events } from './events.ts';
import { Experts } from './experts.ts';
import { Files } from './files.ts';
import { Forward } from './forward.ts';
import { Handoff } from './handoff.ts';
import { createHealth } from './health.ts';
import { Inbox } from './inbox.ts';
import { IssueLists } from './issue-lists.ts';
import { IssueViews } from './issue-views.ts';
import { Issues } from './issues.ts';
import { Joining } from './joining.ts';
import { Judging } from './judging.ts';
import { KeptAdvice } from './kept-advice.ts';
import { LearntWeightsViews } from './learnt-weights.ts';
import { Lifecycle } from './lifecycle.ts';
import { Live } from './live.ts';
import { Matching } from './matching.ts';
import { Meaning } from './meaning.ts';
import { MeshViews } from './mesh-view.ts';
import { Moves } from './moves.ts';
import { replicateExpertise } from './moving.ts';
import { Offers } from './offers.ts';
import { OpenSessions } from './open-sessions.ts';
import { Outbox } from './outbox.ts';
import { PasswordLinks } from './password-links.ts';
import { peersOf } from './peers-of.ts';
import { People } from './people.ts';
import { Performances } from './performance.ts';
import { Placements } from './placements.ts';
import { Presence } from './presence.ts';
import { Pulls } from './pulls.ts';
import { Quizzes } from './quizzes.ts';
import { Ratings } from './ratings.ts';
import { Reading } from './reading.ts';
import { ReplicatedRegisters } from './registers-source.ts';
import { Registration } from './registration.ts';
import { Replies } from './replies.ts';
import { Reports } from './reports.ts';
import { Reservations } from './reservations.ts';
import { Restoring } from './restoring.ts';
import { Retirements } from './retirements.ts';
import { Roaming } from './roaming.ts';
import { RollCall } from './roll-call.ts';
import { SeatAnswers } from './seat-answers.ts';
import { SeatsAside } from './seats-aside.ts';
import { Series } from './series.ts';
import { SeriesCalls } from './series-calls.ts';
import { ServiceRates } from './service-rates.ts';
import type { Services } from './services.ts';
import { Sessions } from './sessions.ts';
import { SettingsCalls, takeFormerSettings } from './settings-calls.ts';
import { SharedIssues } from './shared-issues.ts';
import { Similar } from './similar.ts';
import { Solutions } from './solutions.ts';
import { State } from './state.ts';
import { StoreMarks } from './store-marks.ts';
import { Summaries } from './summaries.ts';
import { startSweeping } from './sweeping.ts';
import { timing as defaultTiming, type Timing } from './timing.ts';
import { UnderWay } from './under-way.ts';
import { UsualWaits } from './usual-waits.ts';
import { WaitingQueue } from './waiting-queue.ts';
import { WeightsPreviews } from './weights-preview.ts';
import { Whereabouts } from './whereabouts.ts';
import { Witnesses } from './witnesses.ts';

const utcAlone: LocalTimes = { at: (zone, now) => (zone === 'UTC' ? utcTime(now) : undefined) };

/**
 * A region's services, wired and started: memory is read, messages go out, dispatch runs. The same in production,
 * in tests and in the simulator. @throws StoreUnavailable
 */
export async function startServices(deps: ServicesDeps): Promise<RunningServices> {
  const { self, store, blobs, mesh, membership, clock, random, secrets, log, policy = productPolicy } = deps;
  const { languages = { of: () => [] }, localTimes = utcAlone, embedder } = deps;
  const timing: Timing = { ...defaultTiming, ...deps.timing };
  const peers = peersOf({ mesh, membership, clock });

  const state = new State({ self, store, clock, log });
  const events = new Events(state, log);
  const aside = new SeatsAside(clock);
  const meaning = embedder && new Meaning({ embedder, store, clock, log });
  const matching = new Matching({ state, clock, log, meaning });
  const assistant = deps.assistant?.port;
  const advice = new KeptAdvice();
  const experts = new Experts({ state, matching, aside, localTimes, advice });
  const placements = new Placements({ state, experts });
  const ratings = new Ratings(state);
  const shared = new SharedIssues(state);
  const daysReports = new Reports({ state, clock });
  const marks = new StoreMarks({ state, peers, log });
  const rollCall = new RollCall({ state, store, peers, clock, secrets, log, timing });
  const outbox = new Outbox({ state, peers, clock, random, log, timing, rollCall });
  const chat = new Chat({ state, events, outbox, peers });
  const copies = new Copies({ state, peers, log });
  const files = new Files({ state, blobs, peers, clock, log, timing });
  const rates = new ServiceRates(state);
  const queue = new WaitingQueue(state.issues, (category) => rates.of(category));
  const underWay = new UnderWay({ peers, clock, timing });
  const summaries = new Summaries({
    state,
    experts,
    queue,
    underWay,
    peers,
    marks,
    rollCall,
    clock,
    random,
    log,
    timing,
    policy,
  });
  const handoff = new Handoff({
    state,
    experts,
    summaries,
    underWay,
    aside,
    outbox,
    chat,
    copies,
    ratings,
    peers,
    log,
  });
  new Joining({ state, handoff });
  const adopter = new Adopter({ state, handoff, chat, ratings, log });
  const adoptions = new Adoptions({ state, handoff, outbox, adopter, log });
  const belongings = new Belongings({ state, adopter, chat, peers, timing });
  const reports = new AdoptionReports({ state, adoptions, handoff, chat, belongings, clock, log });
  const presence = new Presence({ state, handoff, timing });
  const lifecycle = new Lifecycle({ state, handoff, presence, summaries, clock, log, timing });
  const asking = new Asking({
    state,
    experts,
    queue,
    summaries,
    underWay,
    handoff,
    peers,
    clock,
    log,
    timing,
  });
  const seatAnswers = new SeatAnswers({ state, experts, aside, summaries, peers, timing });
  const pulls = new Pulls({
    state,
    experts,
    aside,
    queue,
    summaries,
    handoff,
    peers,
    clock,
    log,
    timing,
    policy,
  });
  const dispatch = new Dispatch({
    state,
    experts,
    aside,
    queue,
    summaries,
    handoff,
    asking,
    pulls,
    peers,
    clock,
    log,
    timing,
    policy,
  });
  // After dispatch: what that makes of a command is copied with it.
  const custody = new Custody({ state, outbox, chat, handoff, peers, clock, log, timing });
  const live = new Live({ state, events, presence, peers, summaries, clock, log });
  const inbox = new Inbox({
    state,
    handoff: files.noted.alongside(handoff),
    peers,
    marks,
    clock,
    log,
    timing,
  });

  const custodyMoves = (moving: Promise<void>) => {
    moving.catch((error: unknown) => log.warn({ error }, 'Custody is moved from a lost region later.'));
  };

  replicateExpertise(state);
  const forward = new Forward({ state, peers, timing });
  // An expert whose page is at another region is present all the same.
  forward.onAsked((id) => presence.heard(id));
  const draining = new Draining({
    state,
    handoff,
    summaries,
    adoptions,
    fetching: files.fetching,
    forward,
    peers,
    clock,
    log,
    timing,
  });
  const reservations = new Reservations({ state, peers, clock, timing });
  const registration = new Registration({
    state,
    reservations,
    forward,
    draining,
    peers,
    secrets,
    clock,
    localTimes,
  });
  // After whatever changes an issue in the same command.
  const moves = new Moves({ state, forward, peers, clock });
  const series = new Series({ state, summaries, clock, log });
  const accounts = new Accounts({
    state,
    experts,
    presence,
    ratings,
    registration,
    forward,
    peers,
    secrets,
    clock,
    localTimes,
    timing,
    assistant,
  });
  const sessions = new Sessions({ state, peers, presence, secrets, timing, now: () => clock.now() });
  const views = new IssueViews({
    state,
    peers,
    summaries,
    lifecycle,
    usualWaits: new UsualWaits(state),
    clock,
  });
  const lists = new IssueLists({ state, views, chat, forward, peers, clock });
  const whereabouts = new Whereabouts({ state, forward, peers, ratings, timing });
  adoptions.onLearnt(({ region, by }) => {
    whereabouts.forget();
    // What it keeps for this region is given to others, who are there; of a restored one nobody knows what it still has.
    if (by === region) custodyMoves(custody.renewAt(region));
    else custodyMoves(custody.moveFrom(region));
  });
  summaries.onNews((region) => {
    if (summaries.news(region)?.summary.isDraining) custodyMoves(custody.moveFrom(region));
    else custody.stayWith(region);
  });
  const carrier = new Carrier({ state, forward, whereabouts });
  const conversations = new Conversations({ state, chat, files, handoff, views, whereabouts, peers });
  const reading = new Reading({ state, chat, whereabouts, carrier, live, forward, peers, clock, log });
  const audit = new Audit({ state, forward, peers, secrets });
  const witnesses = new Witnesses({ state, peers, forward });
  const retirements = new Retirements({ state, draining, witnesses, audit, peers, log });
  const registers = new Registers({
    mesh,
    clock,
    random,
    log,
    membership,
    source: new ReplicatedRegisters({
      state,
      adoptions,
      accounts: new AccountReplicas({ state, adoptions, seals: new AccountSeals(mesh), log }),
      retirements,
      log,
    }),
  });

  const restoring = new Restoring({
    state,
    adopter,
    adoptions,
    registers,
    rollCall,
    peers,
    secrets,
    clock,
    log,
  });

  marks.start();
  await events.open();
  // Peers first: what they remember decides whether this region may touch what it has.
  const answers = await rollCall.atStart();
  await state.ledger.open();
  await takeFormerSettings(state);
  await restoring.begin(answers, deps.isBackup === true);
  registers.start();
  summaries.start();
  outbox.start();
  pulls.start();
  seatAnswers.start();
  dispatch.start();
  copies.start();
  files.fetching.start();
  custody.start();
  adopter.start();
  reports.start();
  draining.start();
  retirements.start();
  live.start();
  reading.start();
  inbox.start();
  belongings.start();
  reservations.start();
  if (deps.isMeasured) series.start();
  const advising = new Advising({
    assistant: deps.assistant?.isAdvising === true ? assistant : undefined,
    state,
    experts,
    matching,
    advice,
    clock,
    log,
  });
  const solutions = new Solutions({ state, shared, peers, clock, log, timing });
  solutions.start();
  const issues = new Issues({
    state,
    handoff,
    matching,
    custody,
    views,
    lists,
    whereabouts,
    carrier,
    conversations,
    files,
    forward,
    draining,
    advising,
    peers,
    secrets,
    similar: new Similar({ state, solutions, matching, reports: daysReports, languages, clock }),
  });
  const people = { state, carrier, forward, draining, secrets, clock };
  const attachments = new Attachments({ ...people, files, issues, peers, limits: deps.attachmentLimits });
  const passwordLinks = new PasswordLinks({
    state,
    sessions,
    audit,
    forward,
    peers,
    secrets,
    clock,
    timing,
  });
  const stopSweeping = startSweeping({
    state,
    events,
    sessions,
    passwordLinks,
    placements,
    moves,
    files,
    clock,
    log,
    timing,
  });
  const services: Services = {
    region: { name: peers.self.name, url: peers.self.url, version: peers.self.version },
    accounts,
    sessions,
    openSessions: new OpenSessions({ state, sessions, accounts, forward, peers, secrets }),
    roaming: new Roaming({ state, peers, summaries, sessions, keys: mesh, secrets, clock }),
    passwordLinks,
    issues,
    attachments,
    candidates: new Candidates({ state, experts, views, whereabouts, forward, peers, clock }),
    replies: new Replies({ state, forward, secrets }),
    reading,
    offers: new Offers({ state, handoff, presence, views, forward }),
    quiz: new Quizzes({ state, forward, random, clock }),
    mesh: new MeshViews({ state, peers, summaries, custody, retirements, files: attachments.limits, clock }),
    admin: new Admin({
      state,
      clusters: new ClusterCalls({ state, reports: daysReports, forward, peers }),
      adoptions: new AdoptionCalls({
        state,
        adopter,
        adoptions,
        forward,
        witnesses,
        audit,
        peers,
        registers,
        clock,
        log,
      }),
      drains: new DrainCalls({ state, queue, draining, forward, audit, peers }),
      retirements,
      judging: new Judging({ state, accounts, presence, audit, forward, peers }),
      people: new People({ state, audit, forward, peers }),
      passwordLinks,
      performances: new Performances({ state, ratings, forward, peers, clock }),
      moves,
      series: new SeriesCalls({ state, series, forward, peers, clock }),
      settings: new SettingsCalls({ state, audit }),
      ratings,
      handoff,
      views,
      lists,
      whereabouts,
      audit,
      previews: new WeightsPreviews({ state, placements, forward, peers, clock }),
      learnt: new LearntWeightsViews({ state, forward, peers }),
      forward,
      peers,
      clock,
    }),
    live,
    assistant: new Assistance({
      assistant,
      isAdvising: advising.isOn,
      state,
      issues,
      secrets,
      region: peers.self.name,
    }),
    health: createHealth({ state, outbox, live, summaries, peers, custody, matching, assistant }),
  };

  forward.start();
  return {
    services,
    registration,
    state,
    peers,
    aside,
    custody,
    draining,
    matching,
    async stop() {
      stopSweeping();
      series.stop();
      matching.stop();
      rollCall.stop();
      registers.stop();
      inbox.stop();
      live.stop();
      reading.stop();
      draining.stop();
      reports.stop();
      adopter.stop();
      custody.stop();
      files.fetching.stop();
      copies.stop();
      dispatch.stop();
      seatAnswers.stop();
      solutions.stop();
      pulls.stop();
      asking.stop();
      aside.clear();
      lifecycle.stop();
      outbox.stop();
      summaries.stop();
      await state.ledger.close();
    },
  };
}
