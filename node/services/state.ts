import { type Adoption, isPassedOn, type Lineage, originNow, takes } from '../core/adoption-record.ts';
import { type Learning, learningWith } from '../core/bet.ts';
import { isAtRisk, isKept } from '../core/custody.ts';
import { seatOf } from '../core/entry.ts';
import type { Epoch } from '../core/epoch.ts';
import type { AccountId, EntryId, IssueId, RegionId } from '../core/ids.ts';
import type { Entry, Issue, Person } from '../core/model.ts';
import type { Placement } from '../core/placement.ts';
import type { Interval } from '../core/series.ts';
import type { RegisterVersion } from '../mesh/registers-digest.ts';
import type { Clock, Log, Store } from '../ports.ts';
import type {
  Account,
  AdoptionRegister,
  ChatState,
  Copy,
  CountedRating,
  Creation,
  Deferred,
  Drain,
  IssueFile,
  MarkDoc,
  OutboxEntry,
  PasswordLink,
  Profile,
  ReportDoc,
  Retirement,
  Session,
  Settings,
  SharedIssue,
  Survey,
  Taking,
  Upload,
} from './documents.ts';
import { Ledger, type Need } from './ledger.ts';
import type { ReplyShelf } from './reply-shelf.ts';

import { type MeshSettings, type Setting, settingsFrom } from './settings-fields.ts';
import { Table } from './table.ts';

/** A resolved issue whose fate the origin has not told yet, or one that takes a seat. */
function isLiveEntry(entry: Entry): boolean {
  return seatOf(entry) !== undefined || (entry.phase.at === 'done' && entry.outcome === undefined);
}

function isLiveIssue({ phase }: Issue): boolean {
  return phase.at !== 'closed' && phase.at !== 'cancelled';
}

const accounts = () =>
  new Table<Account>({ collection: 'accounts', groups: { email: ({ email }) => email, role: roleOf } });

function roleOf({ roles }: Account): string {
  return roles.includes('admin') ? 'admin' : roles.includes('expert') ? 'expert' : 'user';
}

const profiles = () =>
  new Table<Profile>({
    collection: 'profiles',
    groups: { presence: ({ presence }) => presence },
  });

const issues = () =>
  new Table<Issue>({
    collection: 'issues',
    isLive: isLiveIssue,
    groups: {
      queued: ({ phase, category }) => (phase.at === 'queued' ? category : undefined),
      /** Someone was named to be asked first. */
      wanted: ({ phase, wanted }) => (phase.at === 'queued' && wanted ? 'yes' : undefined),
      unannounced: ({ phase }) => (phase.at === 'queued' && !phase.isAnnounced ? 'yes' : undefined),
      /** A region gave it back in this attempt. */
      givenBack: ({ phase, category, visited }) =>
        phase.at === 'queued' && visited.length > 0 ? category : undefined,
      proposing: ({ phase }) => (phase.at === 'proposing' ? 'yes' : undefined),
      user: ({ userId }) => userId,
      /** Issues of one outage, but for the first. */
      joined: ({ id, joined }) => (joined && joined.first !== id ? joined.first : undefined),
      custodian: ({ custody }) => custody?.region,
      atRisk: (issue) => (isAtRisk(issue) ? 'yes' : undefined),
    },
    stored: {
      unkept: (issue) => (isKept(issue) ? undefined : 1),
      custodian: ({ custody }) => custody?.region,
    },
  });

/** Copies that this region keeps for others, as custodian. */
const copies = () =>
  new Table<Copy>({
    collection: 'copies',
    isLive: ({ issue }) => isLiveIssue(issue),
    groups: { origin: ({ origin }) => origin, user: ({ userId }) => userId },
  });

const entries = () =>
  new Table<Entry>({
    collection: 'entries',
    isLive: isLiveEntry,
    groups: {
      seat: seatOf,
      assigned: ({ phase }) => (phase.at === 'assigned' ? 'yes' : undefined),
      issue: ({ issueId }) => issueId,
      /** An offer keeps its id when its entry moves into an adoption's term. */
      offer: ({ phase }) => ('offerId' in phase ? phase.offerId : undefined),
    },
  });

/** Names what waits for one region about one issue. */
export const aboutKey = (to: RegionId, id: IssueId): string => `${to} ${id}`;

/** A region's memory: its tables, the queue over them, and the questions that everyone asks of them. */
export class State {
  readonly self: RegionId;
  readonly accounts = accounts();
  readonly profiles = profiles();
  readonly sessions = new Table<Session>({ collection: 'sessions', groups: { account: (s) => s.accountId } });
  readonly passwordLinks = new Table<PasswordLink>({
    collection: 'password_links',
    groups: { account: ({ accountId }) => accountId },
  });
  readonly creations = new Table<Creation>({ collection: 'creations' });
  readonly settingsTable = new Table<Setting>({ collection: 'setting_fields' });
  /** Of a version that kept all settings in one register: read at a start, and left as it is. */
  readonly formerSettings = new Table<Settings>({ collection: 'settings' });
  #settings: MeshSettings | undefined;
  readonly issues = issues();
  readonly entries = entries();
  readonly copies = copies();
  readonly shared = new Table<SharedIssue>({ collection: 'shared' });
  readonly adoptions = new Table<AdoptionRegister>({ collection: 'adoptions' });
  readonly marks = new Table<MarkDoc>({ collection: 'marks' });
  readonly retirements = new Table<Retirement>({ collection: 'retirements' });
  readonly surveys = new Table<Survey>({ collection: 'surveys' });
  readonly takings = new Table<Taking>({ collection: 'takings' });
  readonly drains = new Table<Drain>({ collection: 'drains' });
  readonly reports = new Table<ReportDoc>({
    collection: 'reports',
    groups: { issue: ({ issueId }) => issueId, region: ({ region }) => region },
  });
  readonly deferred = new Table<Deferred>({
    collection: 'deferred',
    groups: { issue: ({ issueId }) => issueId, region: ({ region }) => region },
  });
  readonly uploads = new Table<Upload>({
    collection: 'uploads',
    groups: { account: ({ accountId }) => accountId, content: ({ sha256 }) => sha256 },
  });
  readonly files = new Table<IssueFile>({
    collection: 'files',
    isLive: ({ bytes }) => bytes === 'wanted',
    groups: { bytes: ({ bytes }) => bytes },
  });
  readonly chats = new Table<ChatState>({ collection: 'chats', isLive: () => false });
  readonly ratings = new Table<CountedRating>({ collection: 'ratings', isLive: () => false });
  /** Canned replies, by owner. */
  readonly replies = new Table<ReplyShelf>({ collection: 'replies', isLive: () => false });
  readonly placements = new Table<Placement>({
    collection: 'placements',
    groups: { entry: ({ entryId }) => entryId },
  });
  readonly learningTable = new Table<Learning>({ collection: 'learning' });
  readonly intervals = new Table<Interval>({ collection: 'intervals' });
  readonly outbox = new Table<OutboxEntry>({
    collection: 'outbox',
    groups: {
      to: ({ to }) => to,
      /** Copies of one issue for one region. */
      copy: ({ to, message }) => (message.type === 'copy' ? aboutKey(to, message.issueId) : undefined),
      /** Lines of its chat. */
      lines: ({ to, message }) => (message.type === 'chat' ? aboutKey(to, message.issueId) : undefined),
      /** How far its people have come with it. */
      marks: ({ to, message }) => (message.type === 'read' ? aboutKey(to, message.issueId) : undefined),
    },
  });
  readonly ledger: Ledger;

  constructor({ self, store, clock, log }: { self: RegionId; store: Store; clock: Clock; log: Log }) {
    this.self = self;
    this.settingsTable.onChange(() => {
      this.#settings = undefined;
    });
    this.ledger = new Ledger({
      store,
      clock,
      log,
      countIn: { collection: 'meta', id: 'commits' },
      tables: [
        this.accounts,
        this.profiles,
        this.sessions,
        this.passwordLinks,
        this.creations,
        this.settingsTable,
        this.formerSettings,
        this.issues,
        this.entries,
        this.shared,
        this.copies,
        this.adoptions,
        this.marks,
        this.retirements,
        this.surveys,
        this.takings,
        this.drains,
        this.reports,
        this.deferred,
        this.uploads,
        this.files,
        this.chats,
        this.ratings,
        this.replies,
        this.placements,
        this.learningTable,
        this.intervals,
        this.outbox,
      ],
    });
  }

  /** The last adoption of that region's issues, if there was one. */
  adoptionOf(region: RegionId): Adoption | undefined {
    return this.adoptions.get(region);
  }

  /** This region works on a backup, and has not yet heard from everyone what became of what it had. */
  get isRestoring(): boolean {
    return (this.takings.get(this.self)?.state ?? 'done') !== 'done';
  }

  /** Whether an adoption takes an issue that is known here under this epoch. */
  isTakenBy(
    adoption: Adoption,
    { issue, epoch }: { readonly issue: Lineage; readonly epoch: Epoch },
  ): boolean {
    return takes(adoption, issue, epoch, (region) => this.adoptionOf(region));
  }

  /** Whoever adopted it was declared gone itself, so that this goes to whoever goes on for that. */
  isPassedOn(adoption: Adoption): boolean {
    return isPassedOn(adoption, (region) => this.adoptionOf(region));
  }

  /** Who answers now for an issue that is known here under this epoch. */
  originOf({ issue, epoch }: { readonly issue: Lineage; readonly epoch: Epoch }): RegionId {
    return originNow(issue, epoch, (region) => this.adoptionOf(region));
  }

  /** Whether an issue of this region is so still as it is known here: no adoption has taken it, nor its own as it was put back. */
  isStillOwn(issue: Issue): boolean {
    const known = { issue, epoch: issue.epoch };
    const own = this.adoptionOf(this.self);
    return this.originOf(known) === this.self && !(own && this.isTakenBy(own, known));
  }

  /**
   * The region whose expert works on an issue, as a copy of it tells; undefined where that is gone: nobody there would hear
   * what is said, and whoever answers for the issue passes it on.
   */
  workerOf({ phase }: Issue): RegionId | undefined {
    if (!('owner' in phase)) return undefined;
    const goesOn = this.adoptionOf(phase.owner)?.by ?? phase.owner;
    return goesOn === phase.owner ? phase.owner : undefined;
  }

  /** How this region leaves the mesh, if it does: then it takes nothing new, and offers nobody anything. */
  get drain(): Drain | undefined {
    return this.drains.get('drain');
  }

  /** Another region goes on for this one, or is just being asked to: nothing is sent on its way from here meanwhile. */
  get isHandingOver(): boolean {
    return this.drain !== undefined && this.drain.stage !== 'finishing';
  }

  /**
   * Whether accounts may change here: not on top of a backup, before others have told what they know of them; and not when
   * another region has begun to take in what is known of them here, to go on with it.
   */
  get mayWriteAccounts(): boolean {
    return !this.isRestoring && !this.isHandingOver;
  }

  /** Who goes on for this region, which leaves: gets what is told here by who has not heard of it. */
  get heir(): RegionId | undefined {
    const adoption = this.adoptionOf(this.self);
    const isOfThis = adoption && this.drain && adoption.by !== this.self && adoption.term > this.drain.term;
    return isOfThis ? adoption.by : undefined;
  }

  /** That region left in good order, and this one goes on for it. */
  isHeirOf(region: RegionId): boolean {
    return this.takings.get(region)?.isAgreed === true;
  }

  /** That region leaves, or has left and not come again, and this one goes on for it. */
  goesOnFor(region: RegionId): boolean {
    return this.isHeirOf(region) && this.takings.get(region)?.isReturned === false;
  }

  /** Regions that are gone and not expected back, as far as is known here. */
  retired(): Retirement[] {
    return this.retirements.values().filter(({ isRetired }) => isRetired);
  }

  /** The mesh-wide settings as known here. */
  get settings(): MeshSettings {
    this.#settings ??= settingsFrom(this.settingsTable.values());
    return this.#settings;
  }

  /** What this region has learnt of its weights, beside those that are set now. */
  get learning(): Learning {
    return learningWith(this.learningTable.get('region'), this.settings.weights);
  }

  /** A register about to be written here: its version says that it is newer than all that was known. */
  nextVersion<R extends { readonly version: RegisterVersion }>(register: R): R {
    return { ...register, version: { counter: register.version.counter + 1, writer: this.self } };
  }

  person(id: AccountId): Person {
    return { id, name: this.accounts.get(id)?.name ?? 'someone' };
  }

  /** The ids of all admins, to be told of changes. */
  admins(): AccountId[] {
    return this.accounts.inGroup('role', 'admin').map(({ id }) => id);
  }

  issueNeed(id: IssueId): Need {
    return { table: this.issues, id };
  }

  entryNeed(id: EntryId): Need {
    return { table: this.entries, id };
  }

  copyNeed(id: IssueId): Need {
    return { table: this.copies, id };
  }

  chatNeed(id: IssueId): Need {
    return { table: this.chats, id };
  }
}
