import { assert } from "@std/assert/assert";
import { fold } from "../names/casemapping.ts";
import { copy } from "../names/text.ts";
import { USUAL_NOTICES } from "../modes/notice_kinds.ts";
import type { Capability } from "../wire/capabilities.ts";
import type { Effect } from "../effects.ts";
import { AccountUsers } from "./account_users.ts";
import { Channel } from "./channel.ts";
import { type Defcon, PEACE } from "./defcon.ts";
import { Departures } from "./departures.ts";
import { type Archive, END, NO_ARCHIVE, type Position } from "./archive.ts";
import type { Event, Particulars } from "./event.ts";
import { removeInvitation } from "./invitations.ts";
import type { Jot } from "./jot.ts";
import { Jots } from "./jots.ts";
import { KnownMessages } from "./known_messages.ts";
import { MessageIds, positionAt } from "./message_ids.ts";
import type { WaitingPush } from "./push.ts";
import { ownParty, partyOf } from "./parties.ts";
import type { Lost } from "./presence.ts";
import { type Change, Records } from "./records.ts";
import { REGISTERED_MODE } from "./registered_channel.ts";
import type { Refusing } from "./refusing.ts";
import type { Request } from "./request.ts";
import type { Session } from "./session.ts";
import type { SessionId } from "./session_id.ts";
import type { ClientBatch, OwnState } from "./session_state.ts";
import type { Settings } from "./settings.ts";
import { NO_HOSTS, type User } from "./user.ts";
import { WatchLists } from "./watch_lists.ts";

/** How many hosts of accounts are remembered that a user has no more. */
const MOST_PAST_HOSTS = 8;

const NOTHING_MORE: Particulars = {};

/**
 * Holds who is connected, who is on the network and which channels there are, and keeps what holds between
 * them: a member of a channel has it among its channels, a channel without members is gone, a nickname leads
 * to the one user who has it. It says nothing to anybody: that is for whoever changes it.
 */
export class Network {
  readonly sessions = new Map<SessionId, Session>();
  /** By folded nickname. */
  readonly users = new Map<string, User>();
  /** By id. */
  readonly usersById = new Map<number, User>();
  readonly accountUsers = new AccountUsers();
  /** By folded name. */
  readonly channels = new Map<string, Channel>();
  /** How many users have each user mode set, by its letter. */
  readonly modeCounts = new Map<string, number>();
  /** The users with +s, in the order in which they are told. */
  readonly noticed = new Set<User>();
  readonly watchLists = new WatchLists();
  /** The sessions whose clients are sending a message of several lines. */
  readonly batching = new Set<Session>();
  readonly departures = new Departures();
  /** How often each command was given, by its name. */
  readonly commandCounts = new Map<string, { count: number }>();
  /** How often each limit has hit somebody, by its name. */
  readonly refusalCounts = new Map<Refusing, number>();
  /** The users who stay without a connection, by the folded names of their accounts. */
  readonly kept = new Map<string, User>();
  /** Those of them who are not as their records have them. */
  readonly keptChanged = new Set<User>();
  /** The channels that one of them is on, are not registered, and are not as their records have them. */
  readonly unregisteredChanged = new Set<Channel>();
  /** Those whose records follow with the next tick. */
  readonly keptLater = new Set<User>();
  /** When those were last looked through who stay, in milliseconds since 1970. */
  keptCheckedAt: number;
  /** When it was last jotted down up to where devices were sent what was said, in milliseconds since 1970. */
  devicesNotedAt: number;
  /** The hash of the token that each user without an account comes back with, once its connection is lost. */
  readonly resumptions = new Map<User, string>();
  /** Those of them who are lost. */
  readonly lost = new Map<User, Lost>();
  /** How many users have no connection. */
  absent = 0;
  /** How many sessions have a user. */
  attached = 0;
  /** The most users there have been at once. */
  maxUsers = 0;
  /** The latest messages, for those who take one back. */
  readonly known: KnownMessages;
  readonly messageIds: MessageIds;
  /** What is kept over restarts. */
  readonly records = new Records();
  /** What is kept over restarts as well, and changes often. */
  readonly jots = new Jots();
  /** Who has a nickname of somebody else's account, and may have it until when, in milliseconds since 1970. */
  readonly squatters = new Map<User, { nick: string; until: number }>();
  /** How ready for defence it is; a restart makes peace. */
  defcon: Defcon = PEACE;
  /** The number of the last one who was called a guest. */
  lastGuest = 0;
  /** Until when what was done too often counts, each thing by its name, in milliseconds since 1970. */
  readonly throttles = new Map<string, number>();
  /** When it was last looked for what was not used for too long, in milliseconds since 1970. */
  checkedAt: number;
  /** What is to be pushed unless it is read before, in the order in which it came. */
  waitingPushes: WaitingPush[] = [];
  /**
   * What devices still show of what was pushed to them: when the latest of each conversation was said, by the folded
   * names of accounts and of conversations.
   */
  readonly shownPushes = new Map<string, Map<string, number>>();
  /** When devices were last looked through, in milliseconds since 1970. */
  pushesCheckedAt: number;
  /** What the shell was asked and has not answered yet, by the number of the request. */
  readonly requests = new Map<number, Request>();
  /** When the input came that is carried out, in milliseconds since 1970. */
  at: number;
  /** When the last tick came, in milliseconds since 1970. */
  tickedAt: number;
  /** The last id that a user, a channel or a request was given. */
  lastId = 0;
  /** What the input that is carried out asks of the shell. */
  effects: Effect[] = [];
  /** True if it asks to have records written. */
  isStoring = false;
  /** What it has cost so far: see {@linkcode LINE_WORK}. */
  work = 0;

  /**
   * @param records what was kept
   * @param createdAt when the server started, in milliseconds since 1970
   * @param archive what was said; it is no part of a snapshot
   * @param jots what was jotted down
   */
  constructor(
    public settings: Settings,
    records: readonly Change[],
    readonly createdAt: number,
    readonly archive: Archive = NO_ARCHIVE,
    jots: readonly Jot[] = [],
  ) {
    for (const record of records) this.records.set(record);
    for (const jot of jots) this.jots.set(jot);
    this.records.indexAccounts();
    this.records.takeChangedChannels();
    this.checkedAt = createdAt;
    this.pushesCheckedAt = createdAt;
    this.keptCheckedAt = createdAt;
    this.devicesNotedAt = createdAt;
    this.at = createdAt;
    this.tickedAt = createdAt;
    this.messageIds = new MessageIds(createdAt);
    this.known = new KnownMessages(this.messageIds);
  }

  /** Gives an id that no user, no channel and no request has had. */
  nextId(): number {
    return ++this.lastId;
  }

  /** Finds who has a nickname, in any case. */
  findUser(nick: string): User | undefined {
    return this.users.get(fold(nick));
  }

  /** Finds a channel by its name, in any case. */
  findChannel(name: string): Channel | undefined {
    return this.channels.get(fold(name));
  }

  /** Counts that a command was given, for STATS. */
  countCommand(name: string): void {
    const known = this.commandCounts.get(name);
    if (known === undefined) this.commandCounts.set(name, { count: 1 });
    else known.count++;
  }

  /**
   * Makes an event of what a user does, with the next msgid.
   *
   * @param sender null for the server
   * @param target where it happens, or to whom; null for everywhere the user is
   * @param params the parameters but the text
   * @param more what few events have
   */
  event(
    sender: User | null,
    command: string,
    target: Channel | User | null,
    params: readonly string[],
    text?: string,
    clientTags = "",
    more: Particulars = NOTHING_MORE,
  ): Event {
    return {
      id: this.messageIds.next(this.at),
      at: this.at,
      source: sender?.source ?? this.settings.serverName,
      account: sender?.account ?? null,
      isBot: sender !== null && sender.modes !== "" && sender.is("B"),
      relayedBy: null,
      target: target?.id ?? null,
      command,
      params,
      text: text ?? null,
      lines: more.lines ?? null,
      clientTags,
      author: sender === null ? null : partyOf(this, sender),
      leastRank: more.leastRank ?? 0,
      parent: more.parent ?? null,
    };
  }

  /**
   * Remembers the message that was made an event last, so that it can be taken back.
   *
   * @param leastRank the least rank of the members who get it, on a channel
   */
  remember(sender: User, said: Event, leastRank: number): void {
    const { account, target } = said;
    const message = { sender: sender.id, account, target, leastRank };
    this.known.add(message, this.settings.limits.knownMessages);
  }

  /** Gives a client capabilities in place of those it had, and ends what takes one that it has no more. */
  setCapabilities(
    session: Session,
    capabilities: ReadonlySet<Capability>,
  ): void {
    session.capabilities = capabilities;
    if (!session.has("sasl")) session.exchange = null;
    if (!session.has("draft/multiline")) this.setBatch(session, null);
  }

  /**
   * Keeps what has come of a message of several lines that a client is sending.
   *
   * @param batch null once it is over
   */
  setBatch(session: Session, batch: ClientBatch | null): void {
    session.clientBatch = batch;
    if (batch === null || batch.hasFailed) this.batching.delete(session);
    else this.batching.add(session);
  }

  /** Puts a user on the network, whose nickname nobody has; a session must be attached. */
  addUser(user: User): void {
    assert(!this.users.has(fold(user.nick)), "a nickname has one user");
    this.users.set(fold(user.nick), user);
    this.usersById.set(user.id, user);
    this.accountUsers.add(user);
    if (user.showsOrigin) user.hasShownHost = true;
    this.absent++;
    this.maxUsers = Math.max(this.maxUsers, this.users.size);
  }

  /** Makes a session one of a user's, and ends its registration. */
  attach(session: Session, user: User): void {
    assert(session.user === null, "a session has one user");
    assert(this.usersById.get(user.id) === user, "a session's user is there");
    const isFirst = user.sessions.length === 0;
    const wasLost = this.lost.delete(user);
    const isAnother = !isFirst || wasLost || user.kept !== null;
    if (isAnother) this.#setApart(session, user);
    if (isFirst) this.absent--;
    if (user.kept !== null && user.kept.leftAt !== null) {
      user.kept.leftAt = null;
      this.noteKeptLater(user);
    }
    user.sessions.push(session);
    session.user = user;
    session.registration = null;
    session.keepalive = "answered";
    session.arrived = this.position;
    session.deadline = this.at + this.settings.pingIntervalMs;
    this.attached++;
  }

  /** Behind all that was said until now. */
  get position(): Position {
    const { at, messageIds: { latest } } = this;
    const now = positionAt(at);
    return latest > now ? latest : now;
  }

  /** Gives a session, and those that its user has, what each has for itself. */
  #setApart(session: Session, user: User): void {
    for (const each of user.sessions) each.own ??= stateAlone(each, user);
    const { at } = this;
    const away = session.registration?.away ?? null;
    session.own = {
      number: Math.max(0, ...user.sessions.map(({ number }) => number)) + 1,
      openedAt: at,
      activeAt: at,
      away: away === null ? null : { text: away, at },
      hostname: session.hostname,
      gateway: session.gateway,
    };
  }

  /** Has a user stay on the network without a connection. */
  keep(user: User, account: string, leftAt: number | null): void {
    assert(!this.kept.has(account), "an account has one user who is always on");
    assert(user.kept === null, "a user is kept once");
    assert((leftAt === null) === (user.sessions.length > 0));
    user.kept = { account, leftAt };
    this.kept.set(account, user);
    this.noteKept(user);
    for (const channel of user.channels) this.noteKeptOn(channel);
  }

  /** Has a user go with its last connection. One that has none must be removed. */
  unkeep(user: User): void {
    if (user.kept === null) return;
    this.kept.delete(user.kept.account);
    this.keptChanged.delete(user);
    this.keptLater.delete(user);
    user.kept = null;
  }

  /** Notes that a user has changed, if its record must follow. */
  noteKept(user: User): void {
    if (user.kept !== null) this.keptChanged.add(user);
  }

  /** Notes that a channel has changed that is not registered, if somebody is on it who is always on. */
  noteKeptOn(channel: Channel): void {
    if (this.kept.size === 0 || channel.modes.has(REGISTERED_MODE)) return;
    if (channel.members.keys().some(({ kept }) => kept !== null)) {
      this.unregisteredChanged.add(channel);
    }
  }

  /** Notes what a record has of a user that many may change at once, as when the server ends: a crash may lose it. */
  noteKeptLater(user: User): void {
    if (user.kept !== null) this.keptLater.add(user);
  }

  /** Takes a session from its user, if it has one. A user that nothing holds any more must be removed. */
  detach(session: Session): void {
    const { user } = session;
    if (user === null) return;
    const index = user.sessions.indexOf(session);
    assert(index !== -1, "a user knows its sessions");
    user.sessions.splice(index, 1);
    session.user = null;
    this.attached--;
    const isGone = this.usersById.get(user.id) !== user;
    if (user.sessions.length > 0 || isGone) return;
    this.absent++;
    if (user.kept === null) return;
    user.kept.leftAt = this.at;
    this.noteKeptLater(user);
  }

  /** Takes a user off the network, with all that it is on, and remembers it for WHOWAS. */
  removeUser(user: User): void {
    this.#giveUpNick(user);
    this.usersById.delete(user.id);
    if (user.sessions.length === 0) this.absent--;
    this.accountUsers.remove(user);
    this.squatters.delete(user);
    this.resumptions.delete(user);
    this.lost.delete(user);
    this.unkeep(user);
    for (const channel of user.channels) this.leave(user, channel);
    for (const channel of user.invites ?? []) removeInvitation(user, channel);
    for (const other of user.accepted) user.setAccepted(other, false);
    for (const letter of user.modes) this.setUserMode(user, letter, false);
    this.archive.eraseConversations(ownParty(this, user));
  }

  /** Forgets a session that was detached. */
  removeSession(session: Session): void {
    assert(session.user === null, "a session is detached first");
    this.sessions.delete(session.id);
    this.setBatch(session, null);
    const { waitingFor } = session;
    // What is being written may have to be undone, whoever has gone.
    const isKept = waitingFor !== null &&
      (this.requests.get(waitingFor)?.kept ?? null) !== null;
    if (waitingFor !== null && !isKept) this.requests.delete(waitingFor);
    this.watchLists.clear(session);
  }

  /**
   * Logs a user of the network in to an account, or out.
   *
   * @param account null for none
   */
  setAccount(user: User, account: string | null): void {
    this.accountUsers.remove(user);
    user.account = account;
    this.accountUsers.add(user);
  }

  /** Gives a user another nickname, which nobody else has. */
  renameUser(user: User, nick: string): void {
    if (fold(user.nick) !== fold(nick)) {
      assert(!this.users.has(fold(nick)), "a nickname has one user");
      this.#giveUpNick(user);
    }
    user.nick = nick;
    this.users.set(fold(nick), user);
    this.noteKept(user);
  }

  /** A nickname becomes free: accept lists drop its user, and WHOWAS remembers it. */
  #giveUpNick(user: User): void {
    this.users.delete(fold(user.nick));
    for (const other of user.acceptedBy) other.setAccepted(user, false);
    this.departures.add(user, this.at, this.settings.limits.whowas);
  }

  /**
   * Sets or unsets one user mode.
   *
   * @returns true if that changed anything
   */
  setUserMode(user: User, letter: string, set: boolean): boolean {
    if (user.is(letter) === set) return false;
    user.modes = set ? user.modes + letter : user.modes.replace(letter, "");
    if (letter === "x") this.renewHost(user);
    if (letter === "o" && !set) user.operator = null;
    if (letter === "s") this.setNotices(user, set ? USUAL_NOTICES : "");
    this.countMode(letter, set);
    this.noteKept(user);
    return true;
  }

  /**
   * Gives a member of a channel a prefix mode or takes it.
   *
   * @returns true if that changed anything
   */
  setPrefix(
    channel: Channel,
    user: User,
    letter: string,
    set: boolean,
  ): boolean {
    const hasChanged = channel.setPrefix(user, letter, set);
    if (hasChanged) this.noteKept(user);
    return hasChanged;
  }

  /** Shows the host that others are to see of a user. What they could see until now is remembered: masks may be of it. */
  renewHost(user: User): void {
    const { cloak, host, shownHost } = user;
    user.host = user.hostToShow;
    if (!this.usersById.has(user.id)) return;
    if (user.showsOrigin) user.hasShownHost = true;
    if ([cloak, shownHost, user.host].includes(host)) return;
    const { account, past, vhost } = user.accountHosts ?? NO_HOSTS;
    const others = past.filter((each) => each !== host);
    const newest = [...others, host].slice(-MOST_PAST_HOSTS);
    user.accountHosts = { account, vhost, past: newest };
  }

  /** Sets which notices a user gets, who has +s if there are any. */
  setNotices(user: User, letters: string): void {
    assert(user.is("s") === (letters !== ""), "who has +s gets notices");
    user.notices = letters;
    if (letters === "") this.noticed.delete(user);
    else this.noticed.add(user);
  }

  /** Counts one user more who has a user mode, or one less. */
  countMode(letter: string, set: boolean): void {
    const count = (this.modeCounts.get(letter) ?? 0) + (set ? 1 : -1);
    assert(count >= 0, "a mode is unset as often as it was set");
    this.modeCounts.set(letter, count);
  }

  /**
   * Makes a channel, which must be given a member.
   *
   * @param name the name of a channel that does not exist
   * @param flags the letters of the modes it has from the start
   */
  createChannel(name: string, flags: string): Channel {
    const channel = new Channel(this.nextId(), name, this.at);
    for (const letter of flags) channel.modes.set(letter, "");
    this.addChannel(channel);
    return channel;
  }

  /** Puts a channel on the network, which must be given a member. */
  addChannel(channel: Channel): void {
    const key = fold(channel.name);
    assert(!this.channels.has(key), "a name has one channel");
    this.channels.set(key, channel);
  }

  /** Tells whether a channel is one of those that there are. */
  hasChannel(channel: Channel): boolean {
    return this.channels.get(fold(channel.name)) === channel;
  }

  /** Gives a channel another name, which no other channel has; all else stays as it is. */
  renameChannel(channel: Channel, name: string): void {
    assert(this.hasChannel(channel), "a channel that is renamed is there");
    this.channels.delete(fold(channel.name));
    assert(!this.channels.has(fold(name)), "a name has one channel");
    channel.name = copy(name);
    channel.renamedAt = this.at;
    this.channels.set(fold(channel.name), channel);
    for (const member of channel.members.keys()) this.noteKept(member);
    this.noteKeptOn(channel);
  }

  /**
   * Makes a user a member of a channel; an invitation is used up.
   *
   * @param modes the letters of the prefix modes the user starts with
   */
  join(user: User, channel: Channel, modes: string): void {
    assert(!channel.members.has(user), "a member joins once");
    assert(this.hasChannel(channel), "a channel that is joined is there");
    channel.members.set(user, { modes, since: this.messageIds.latest });
    user.channels.add(channel);
    this.noteKept(user);
    if (user.kept !== null) this.noteKeptOn(channel);
    removeInvitation(user, channel);
  }

  /** Ends a membership, and the channel with its last member. */
  leave(user: User, channel: Channel): void {
    assert(channel.members.has(user), "who leaves is a member");
    channel.members.delete(user);
    user.channels.delete(channel);
    this.noteKept(user);
    if (channel.members.size > 0) return;
    this.channels.delete(fold(channel.name));
    if (channel.party !== null) this.archive.eraseBefore(channel.party, END);
    for (const invited of channel.invited) removeInvitation(invited, channel);
  }
}

/** Gives what a session has for itself that was the only one of its user. */
function stateAlone({ number, openedAt }: Session, user: User): OwnState {
  const { activeAt, away, gateway, hostname } = user;
  return {
    number,
    openedAt,
    activeAt,
    away: away === null ? null : { text: away, at: 0 },
    hostname,
    gateway,
  };
}
