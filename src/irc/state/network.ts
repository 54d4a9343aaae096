import type { Capability } from "../wire/capabilities.ts";
import { fold } from "../names/casemapping.ts";
import { message, OutgoingMessage } from "../wire/outgoing.ts";
import {
  type Numeric,
  numericReply,
  RPL_METADATASYNCLATER,
  RPL_MONOFFLINE,
  RPL_MONONLINE,
} from "../wire/numerics.ts";
import { withPrefix } from "../modes/index.ts";
import { Channel } from "./channel.ts";
import type { Effects } from "../effects.ts";
import { KnownMessages } from "./known_messages.ts";
import { secondsToWait, sendWatched } from "../metadata/values.ts";
import type { ServerBan } from "./server_ban.ts";
import type { Session } from "./session.ts";
import type { ClientBatch } from "./session_state.ts";
import type { Settings } from "./settings.ts";
import type { User } from "./user.ts";

/** What WHOWAS remembers of a nickname. */
export interface Departure {
  readonly nick: string;
  readonly username: string;
  readonly host: string;
  readonly realHost: string;
  readonly realname: string;
  readonly account: string | null;
  /** When the nickname was given up, in milliseconds since 1970 */
  readonly at: number;
}

/**
 * Who is connected, who is on the network and which channels there are, and what holds between them: a
 * member of a channel has it among its channels, a channel without members is gone, a nickname leads to
 * the one user who has it.
 */
export class Network {
  /** By the number the shell gave each connection. */
  readonly sessions = new Map<number, Session>();
  /** By folded nickname. */
  readonly users = new Map<string, User>();
  /** By folded name. */
  readonly channels = new Map<string, Channel>();
  /** How many users have each user mode set, by its letter. */
  readonly modeCounts = new Map<string, number>();
  /** Who watches a nickname, by its folded form. */
  readonly watchers = new Map<string, Set<Session>>();
  /** Those whose client sends a message of several lines. */
  readonly batching = new Set<Session>();
  /** Users who have gone, and nicknames that were given up, the newest last. */
  readonly departed: Departure[] = [];
  /** How often each command was given, by its name. */
  readonly commandCounts = new Map<string, { count: number }>();
  /** The most users there have been at once. */
  maxUsers = 0;
  /** What was said lately, for those who take it back. */
  readonly known: KnownMessages;
  /** How many clients read msgids and client-only tags. */
  tagReaders = 0;
  /** When the input came that is carried out, in milliseconds since 1970. */
  at: number;

  /**
   * @param settings what the configuration says
   * @param effects what is asked of the shell
   * @param bans who is kept off the server
   * @param createdAt when the server started, in milliseconds since 1970
   */
  constructor(
    public settings: Settings,
    readonly effects: Effects,
    public bans: readonly ServerBan[],
    readonly createdAt: number,
  ) {
    this.at = createdAt;
    this.known = new KnownMessages(createdAt);
  }

  /**
   * @param nick a nickname, in any case
   * @returns the user who has it
   */
  findUser(nick: string): User | undefined {
    return this.users.get(fold(nick));
  }

  /**
   * @param name a channel's name, in any case
   * @returns the channel
   */
  findChannel(name: string): Channel | undefined {
    return this.channels.get(fold(name));
  }

  /** @param name the name of a command that is carried out */
  countCommand(name: string): void {
    const known = this.commandCounts.get(name);
    if (known === undefined) this.commandCounts.set(name, { count: 1 });
    else known.count++;
  }

  /**
   * Answers a client with a numeric.
   *
   * @param session who is answered
   * @param numeric which
   * @param params its parameters, then one for each `%s` of its text
   */
  reply(
    session: Session,
    numeric: Numeric,
    ...params: readonly string[]
  ): void {
    const { serverName } = this.settings;
    session.send(numericReply(serverName, session.target, numeric, params));
  }

  /**
   * Tells the operators who want to know (+s) what happens on the server.
   *
   * @param text what happens
   */
  noticeOperators(text: string): void {
    const notice = message(
      this.settings.serverName,
      "NOTICE",
      ["*"],
      `*** ${text}`,
    );
    if ((this.modeCounts.get("s") ?? 0) === 0) return;
    for (const user of this.users.values()) if (user.is("s")) user.send(notice);
  }

  /**
   * Gives a client capabilities in place of those it had.
   *
   * @param session the client's session
   * @param capabilities all that it has from now on
   */
  setCapabilities(
    session: Session,
    capabilities: ReadonlySet<Capability>,
  ): void {
    if (session.has("message-tags")) this.tagReaders--;
    session.capabilities = capabilities;
    if (!session.has("sasl")) session.exchange = null;
    if (session.has("message-tags")) this.tagReaders++;
    if (!session.has("draft/multiline")) this.setBatch(session, null);
  }

  /**
   * Takes note of a message of several lines.
   *
   * @param session whose client sends it
   * @param batch what has come of it; null for none
   */
  setBatch(session: Session, batch: ClientBatch | null): void {
    session.clientBatch = batch;
    if (batch === null || batch.hasFailed) this.batching.delete(session);
    else this.batching.add(session);
  }

  /**
   * Gives a message its msgid and remembers it, as long as there is anybody to
   * read that.
   *
   * @param sender who says it
   * @param target where, or to whom; null for everybody
   * @param leastRank the least rank of the members who get it, on a channel
   * @returns the msgid; undefined if nobody reads it
   */
  remember(
    sender: User,
    target: Channel | User | null,
    leastRank = 0,
  ): string | undefined {
    if (this.tagReaders === 0) return undefined;
    const { account } = sender;
    const { knownMessages } = this.settings.limits;
    const said = { sender, account, target, leastRank };
    return this.known.add(said, this.at, knownMessages);
  }

  /**
   * Tells those who see a user what has changed about it: who is on a channel
   * with it, and who watches it with extended-monitor.
   *
   * @param user who has changed
   * @param message what they are told, those who asked for it
   * @param self true if the user is told too
   * @see IRCv3 extended-monitor
   */
  announce(user: User, message: OutgoingMessage, self: boolean): void {
    message.share();
    const told = this.neighbours(user);
    if (self) user.send(message);
    for (const neighbour of told) neighbour.send(message);
    for (const session of this.watchersBeside(user, told)) {
      if (session.has("extended-monitor")) session.send(message);
    }
  }

  /**
   * @param user anybody
   * @param told who is told of something about the user anyhow
   * @returns the clients that watch the user's nickname, without the user's own
   *   and those of the others who are told
   */
  *watchersBeside(user: User, told: ReadonlySet<User>): Generator<Session> {
    for (const session of this.watchers.get(fold(user.nick)) ?? []) {
      const watcher = session.user;
      if (watcher === null || watcher === user || told.has(watcher)) continue;
      yield session;
    }
  }

  /**
   * Logs a user in to an account, or out.
   *
   * @param user whom
   * @param account the account's name; null for none
   * @see IRCv3 account-notify
   */
  setAccount(user: User, account: string | null): void {
    if (user.account === account) return;
    // Its tag tells the account that the user had until now.
    const change = user.message("ACCOUNT", [account ?? "*"], undefined, {
      needs: "account-notify",
    });
    user.account = account;
    this.announce(user, change, true);
  }

  /**
   * @param user anybody
   * @returns everyone who is on a channel with this user and sees the user
   *   there, each once, without the user
   */
  neighbours(user: User): Set<User> {
    const found = new Set<User>();
    for (const channel of user.channels) {
      const all = !channel.modes.has("u");
      for (const member of channel.members.keys()) {
        if (all || channel.shows(member, user)) found.add(member);
      }
    }
    found.delete(user);
    return found;
  }

  /**
   * Puts a user on the network.
   *
   * @param user a user whose nickname nobody has
   * @param session the first connection of this user
   */
  addUser(user: User, session: Session): void {
    user.sessions.push(session);
    session.user = user;
    session.registration = null;
    this.users.set(fold(user.nick), user);
    this.maxUsers = Math.max(this.maxUsers, this.users.size);
    this.#tellWatchers(user, RPL_MONONLINE);
  }

  /**
   * Gives a user another nickname and tells the user and everyone on a channel with this user, once.
   *
   * @param user who is renamed
   * @param nick a nickname that nobody else has
   */
  renameUser(user: User, nick: string): void {
    const announcement = user.message("NICK", [nick]).share();
    const sameName = fold(user.nick) === fold(nick);
    if (!sameName) this.#depart(user);
    user.nick = nick;
    this.users.set(fold(nick), user);
    user.send(announcement);
    for (const neighbour of this.neighbours(user)) neighbour.send(announcement);
    if (!sameName) this.#tellWatchers(user, RPL_MONONLINE);
  }

  /**
   * Puts a user on another's accept list, or takes it off. It goes off by itself
   * when it quits or takes another nickname.
   *
   * @param user whose list
   * @param other who may write to this user
   * @param accept true to put it on
   */
  accept(user: User, other: User, accept: boolean): void {
    const accepted = user.accepted ??= new Set();
    const acceptedBy = other.acceptedBy ??= new Set();
    if (accept) {
      accepted.add(other);
      acceptedBy.add(user);
    } else {
      accepted.delete(other);
      acceptedBy.delete(user);
    }
    if (accepted.size === 0) user.accepted = null;
    if (acceptedBy.size === 0) other.acceptedBy = null;
  }

  /** A nickname becomes free: its watchers are told, accept lists drop its user, and WHOWAS remembers it. */
  #depart(user: User): void {
    const { at } = this;
    const { nick, username, host, realHost, realname, account } = user;
    this.users.delete(fold(nick));
    this.#tellWatchers(user, RPL_MONOFFLINE);
    for (const other of user.acceptedBy ?? []) this.accept(other, user, false);
    this.departed.push({
      nick,
      username,
      host,
      realHost,
      realname,
      account,
      at,
    });
    while (this.departed.length > this.settings.limits.whowas) {
      this.departed.shift();
    }
  }

  #tellWatchers(user: User, numeric: Numeric): void {
    const watchers = this.watchers.get(fold(user.nick));
    if (watchers === undefined) return;
    const online = numeric === RPL_MONONLINE;
    const wait = online && user.metadata !== null
      ? secondsToWait(user, this.at)
      : 0;
    for (const session of watchers) {
      this.reply(session, numeric, online ? user.source : user.nick);
      if (!online || !session.has("draft/metadata-3")) continue;
      if (wait === 0) sendWatched(session, user);
      else this.reply(session, RPL_METADATASYNCLATER, user.nick, String(wait));
    }
  }

  /**
   * Begins or ends that a client is told when a nickname comes and goes.
   *
   * @param session the client's session
   * @param nick the nickname
   * @param watch true to begin
   */
  watch(session: Session, nick: string, watch: boolean): void {
    const key = fold(nick);
    const watchers = this.watchers.get(key) ?? new Set();
    if (watch) {
      (session.monitored ??= new Map()).set(key, nick);
      this.watchers.set(key, watchers.add(session));
    } else {
      session.monitored?.delete(key);
      watchers.delete(session);
      if (watchers.size === 0) this.watchers.delete(key);
    }
  }

  /**
   * Sets or unsets one user mode.
   *
   * @param user whose
   * @param letter the mode's letter
   * @param set true to set it
   * @returns true if that changed anything
   */
  setUserMode(user: User, letter: string, set: boolean): boolean {
    if (user.is(letter) === set) return false;
    user.modes = set ? user.modes + letter : user.modes.replace(letter, "");
    if (letter === "x") {
      user.host = set ? user.cloak : user.realHost;
    }
    if (letter === "o" && !set) user.operator = null;
    this.modeCounts.set(
      letter,
      (this.modeCounts.get(letter) ?? 0) + (set ? 1 : -1),
    );
    return true;
  }

  /**
   * @param name the name of a channel that does not exist
   * @param flags the letters of the modes it has from the start
   * @returns the channel, which must be given a member
   */
  createChannel(name: string, flags: string): Channel {
    const channel = new Channel(name, this.at);
    for (const letter of flags) channel.modes.set(letter, "");
    this.channels.set(fold(name), channel);
    return channel;
  }

  /**
   * Gives a channel another name; all else stays as it is.
   *
   * @param channel the channel
   * @param name a name that no other channel has
   */
  renameChannel(channel: Channel, name: string): void {
    this.channels.delete(fold(channel.name));
    channel.name = name;
    channel.renamedAt = this.at;
    this.channels.set(fold(name), channel);
  }

  /**
   * Makes a user a member of a channel; an invitation is used up.
   *
   * @param user who joins, no member yet
   * @param channel where
   * @param modes the letters of the prefix modes the user starts with
   */
  join(user: User, channel: Channel, modes: string): void {
    channel.members.set(user, { modes });
    user.channels.add(channel);
    this.#uninvite(user, channel);
  }

  /**
   * Ends a membership, and the channel with its last member.
   *
   * @param user a member
   * @param channel of this channel
   */
  leave(user: User, channel: Channel): void {
    channel.members.delete(user);
    user.channels.delete(channel);
    if (channel.members.size > 0) return;
    this.channels.delete(fold(channel.name));
    for (const invited of channel.invited) this.#uninvite(invited, channel);
    // What was said on it is known for a while yet; the rest need not be.
    channel.topic = null;
    channel.metadata = null;
    channel.lists.clear();
    channel.joins = [];
  }

  /**
   * Gives a member a prefix mode or takes it.
   *
   * @param user a member
   * @param channel of this channel
   * @param letter the prefix mode's letter
   * @param set true to give it
   * @returns true if that changed anything
   */
  setPrefix(
    user: User,
    channel: Channel,
    letter: string,
    set: boolean,
  ): boolean {
    const membership = channel.members.get(user);
    if (membership === undefined || membership.modes.includes(letter) === set) {
      return false;
    }
    membership.modes = withPrefix(membership.modes, letter, set);
    return true;
  }

  /**
   * Lets a user join a channel once, whatever keeps others out.
   *
   * @param user who is invited
   * @param channel where to
   */
  invite(user: User, channel: Channel): void {
    const invites = user.invites ??= new Set();
    invites.delete(channel);
    invites.add(channel);
    channel.invited.add(user);
    for (const oldest of invites) {
      if (invites.size <= this.settings.limits.invitations) break;
      this.#uninvite(user, oldest);
    }
  }

  #uninvite(user: User, channel: Channel): void {
    channel.invited.delete(user);
    user.invites?.delete(channel);
    if (user.invites?.size === 0) user.invites = null;
  }

  /**
   * Ends a session: the client is told why, its user leaves the network with it, and everyone on a channel
   * with that user sees it quit, once.
   *
   * @param session the session
   * @param reason why, as others see it
   * @param error what the client itself is told with ERROR
   */
  disconnect(
    session: Session,
    reason: string,
    error = `Closing link: ${session.target}[${session.host}] (${reason})`,
  ): void {
    this.sessions.delete(session.id);
    this.setBatch(session, null);
    if (session.has("message-tags")) this.tagReaders--;
    for (const nick of session.monitored?.values() ?? []) {
      this.watch(session, nick, false);
    }
    if (session.user !== null) this.#removeUser(session.user, reason);
    session.send(errorMessage(error));
    session.endAnswer();
    session.sink.close();
  }

  #removeUser(user: User, reason: string): void {
    this.#depart(user);
    const quit = user.message("QUIT", [], reason).share();
    for (const neighbour of this.neighbours(user)) neighbour.send(quit);
    for (const channel of user.channels) this.leave(user, channel);
    for (const channel of user.invites ?? []) this.#uninvite(user, channel);
    for (const other of user.accepted ?? []) this.accept(user, other, false);
    for (const letter of [...user.modes]) this.setUserMode(user, letter, false);
    // What this user has said is known for a while yet; the rest need not be.
    user.readMarkers = null;
    user.metadata = null;
    user.silenced = null;
    user.sessions.length = 0;
  }
}

/**
 * @param text why the connection ends
 * @returns ERROR, the last line that a client gets
 * @see Modern IRC, "ERROR message"
 */
export function errorMessage(text: string): OutgoingMessage {
  return new OutgoingMessage(`ERROR :${text}`);
}
