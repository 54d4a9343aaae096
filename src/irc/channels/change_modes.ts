import { fold } from "../names/casemapping.ts";
import {
  ERR_BANLISTFULL,
  ERR_CHANOPRIVSNEEDED,
  ERR_INVALIDMODEPARAM,
  ERR_NOPRIVILEGES,
  ERR_NOSUCHNICK,
  ERR_ONLYSERVERSCANCHANGE,
  ERR_UNKNOWNMODE,
  ERR_USERNOTINCHANNEL,
} from "../wire/numerics.ts";
import {
  type ChannelMode,
  channelMode,
  type ModeSetter,
  OPERATOR,
  type PrefixMode,
  prefixMode,
} from "../modes/index.ts";
import type { UserContext } from "../session/context.ts";
import type { Channel } from "../state/channel.ts";
import { type SignedLetter, signedLetters } from "../modes/mode_string.ts";
import { findSeenChannel } from "../state/visibility.ts";
import { forwardIdOf } from "./forwarding.ts";
import { noteChannel } from "./registered.ts";
import type { Session } from "../state/session.ts";
import { type MadeChange, tellModes } from "./tell_modes.ts";
import { countSightings, MAX_SIGHTINGS, Views } from "./views.ts";

/**
 * Changes the modes of a channel, as far as the user may, and tells its members
 * in one MODE what really changed. A list's letter without a parameter shows the
 * list.
 *
 * @param changes the mode string and its parameters
 * @param override true if the user needs no rank on the channel
 * @see Modern IRC, "Channel mode"
 */
export function changeChannelModes(
  context: UserContext,
  channel: Channel,
  [modes, ...params]: readonly string[],
  override = false,
): void {
  new ChannelModeChanges(context, channel, params, override)
    .run(signedLetters(modes));
}

/** One MODE command on a channel, while it is carried out. */
class ChannelModeChanges {
  #made: MadeChange[] = [];
  readonly #views: Views;
  #paramsUsed = 0;
  #refused = false;
  #listed = new Set<string>();

  constructor(
    readonly context: UserContext,
    readonly channel: Channel,
    readonly params: readonly string[],
    readonly override: boolean,
  ) {
    this.#views = new Views(channel);
  }

  run(letters: readonly SignedLetter[]): void {
    for (const change of letters) {
      const mode = channelMode(change.letter);
      const prefix = prefixMode(change.letter);
      if (mode !== undefined) this.#changeMode(mode, change);
      else if (prefix !== undefined) this.#changePrefix(prefix, change);
      else this.context.fail(ERR_UNKNOWNMODE, change.letter);
    }
    const { network, session, user } = this.context;
    this.#note(session);
    tellModes(network, this.override ? null : user, this.#views, this.#made);
  }

  /** Ranks of the moment are nobody's for good. */
  #note(by: Session): void {
    const isLasting = this.#made.some(({ member }) => member === undefined);
    if (isLasting) noteChannel(this.context.network, this.channel, by);
  }

  #changeMode(mode: ChannelMode, change: SignedLetter): void {
    if (mode.kind === "flag") return this.#changeFlag(mode, change);
    const takesParam = change.set || mode.kind !== "setting";
    if (takesParam && this.#isOverLimit) return;
    const given = takesParam ? this.#nextParam() : undefined;
    if (mode.kind === "list") return this.#changeList(mode, change, given);
    if (!change.set) return this.#unset(mode, change);
    if (!this.#mayChange(mode)) return;
    const value = this.#parse(mode, given);
    if (value === null) return;
    const forward = mode.letter === "f" ? this.#findForward(value) : undefined;
    if (forward === null) return;
    const param = forward?.name ?? value;
    const { channel } = this;
    const forwardsTo = forward === undefined
      ? channel.forwardsTo
      : forwardIdOf(forward);
    const leadsThere = channel.forwardsTo === forwardsTo;
    if (channel.modes.get(mode.letter) === param && leadsThere) return;
    channel.modes.set(mode.letter, param);
    channel.forwardsTo = forwardsTo;
    this.#made.push({ ...change, param, forward });
  }

  /** Finds the channel that +f is to name, which takes an operator there too; null if it must not be named. */
  #findForward(name: string): Channel | null {
    const { channel, context, override } = this;
    const { network, user } = context;
    const found = override
      ? network.findChannel(name)
      : findSeenChannel(network, user, name);
    if (found === undefined || found === channel) {
      this.#refuseParam("f", name, "There is no such channel to forward to");
      return null;
    }
    if (override || found.rankOf(user) >= OPERATOR) return found;
    context.fail(ERR_CHANOPRIVSNEEDED, found.name);
    return null;
  }

  #changeFlag(mode: ChannelMode, change: SignedLetter): void {
    const { modes } = this.channel;
    if (!this.#mayChange(mode) || modes.has(mode.letter) === change.set) return;
    if (mode.letter === "u" && countSightings(this.channel) > MAX_SIGHTINGS) {
      return this.#refuseParam("u", "*", "The channel has too many members");
    }
    if (change.set) modes.set(mode.letter, "");
    else modes.delete(mode.letter);
    this.#made.push(change);
  }

  #unset(mode: ChannelMode, change: SignedLetter): void {
    if (!this.#mayChange(mode)) return;
    if (!this.channel.modes.delete(mode.letter)) return;
    this.#made.push(
      mode.kind === "always" ? { ...change, param: "*" } : change,
    );
  }

  #changeList(
    mode: ChannelMode,
    change: SignedLetter,
    given: string | undefined,
  ): void {
    if (given === undefined) return this.#showList(mode);
    if (!this.#mayChange(mode)) return;
    const { lists } = this.channel;
    const entries = lists.get(mode.letter) ?? [];
    const indexOf = (mask: string) =>
      entries.findIndex((entry) => fold(entry.mask) === fold(mask));
    // What is there can be taken off, even if it could not be set today.
    const isThere = !change.set && indexOf(given) !== -1;
    const mask = isThere ? given : this.#parse(mode, given);
    if (mask === null) return;
    const index = indexOf(mask);
    if (change.set === (index !== -1)) return;
    const { at, limits, user } = this.context;
    if (change.set && entries.length >= limits.listEntries) {
      return this.context.fail(ERR_BANLISTFULL, this.channel.name, mask);
    }
    const entry = entries[index] ?? { mask, setBy: user.source, setAt: at };
    if (change.set) entries.push(entry);
    else entries.splice(index, 1);
    if (entries.length === 0) lists.delete(mode.letter);
    else lists.set(mode.letter, entries);
    this.#made.push({ ...change, param: entry.mask });
  }

  #showList({ letter, numerics }: ChannelMode): void {
    if (this.#listed.has(letter) || numerics === undefined) return;
    this.#listed.add(letter);
    const { context, channel } = this;
    const [entry, end] = numerics;
    const { name, lists } = channel;
    for (const { mask, setBy, setAt } of lists.get(letter) ?? []) {
      const seconds = String(Math.floor(setAt / 1000));
      context.reply(entry, name, mask, setBy, seconds);
    }
    this.context.reply(end, name);
  }

  #changePrefix(prefix: PrefixMode, change: SignedLetter): void {
    const { context, channel } = this;
    const { letter } = prefix;
    if (this.#isOverLimit) return;
    const nick = this.#nextParam();
    if (nick === undefined) {
      return this.#refuseParam(letter, "*", "A nickname is missing");
    }
    const target = context.network.findUser(nick);
    const ownIsGivenUp = !change.set && target === context.user;
    // Who is there is not for those to know who may not change it.
    if (!ownIsGivenUp && !this.#hasRank(prefix.rankToSet)) return;
    if (target === undefined) return context.fail(ERR_NOSUCHNICK, nick);
    if (!channel.members.has(target)) {
      return context.fail(ERR_USERNOTINCHANNEL, target.nick, channel.name);
    }
    if (!ownIsGivenUp && !this.#hasRank(channel.rankOf(target))) return;
    this.#views.keepRank(target);
    if (!context.network.setPrefix(channel, target, letter, change.set)) return;
    this.#made.push({ ...change, param: target.nick, member: target });
  }

  /** True if there are more parameters than MODES allows, and those it allows are used up. */
  get #isOverLimit(): boolean {
    const { modes } = this.context.limits;
    return this.#paramsUsed >= modes && this.params.length > modes;
  }

  /** The next parameter, if there is one that stands for anything. */
  #nextParam(): string | undefined {
    return this.params[this.#paramsUsed++] || undefined;
  }

  #parse(mode: ChannelMode, given: string | undefined): string | null {
    if (given === undefined) {
      this.#refuseParam(mode.letter, "*", "A parameter is missing");
      return null;
    }
    const { limits } = this.context;
    const value = mode.parse === undefined ? given : mode.parse(given, limits);
    if (value === null) {
      const shown = mode.kind === "always" ? "*" : given;
      this.#refuseParam(mode.letter, shown, "Bad parameter");
    }
    return value;
  }

  #refuseParam(letter: string, given: string, why: string): void {
    const { name } = this.channel;
    this.context.fail(ERR_INVALIDMODEPARAM, name, letter, given, why);
  }

  #mayChange({ rankToSet, setter }: ChannelMode): boolean {
    if (!this.#hasRank(rankToSet)) return false;
    const { channel, context, override } = this;
    const isFree = override && setter !== "server";
    const refusal = isFree ? undefined : SETTER_REFUSALS[setter];
    if (refusal === undefined) return true;
    if (setter === "operator" && context.user.operator !== null) return true;
    context.fail(refusal, ...(setter === "server" ? [channel.name] : []));
    return false;
  }

  /** Says once a command that the user's rank is too low. */
  #hasRank(rank: number): boolean {
    const { context, channel } = this;
    if (this.override || channel.rankOf(context.user) >= rank) return true;
    if (!this.#refused) context.fail(ERR_CHANOPRIVSNEEDED, channel.name);
    this.#refused = true;
    return false;
  }
}

const SETTER_REFUSALS = {
  member: undefined,
  operator: ERR_NOPRIVILEGES,
  server: ERR_ONLYSERVERSCANCHANGE,
} satisfies Readonly<Record<ModeSetter, unknown>>;
