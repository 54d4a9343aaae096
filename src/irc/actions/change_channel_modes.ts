import { fold } from "../wire/casemapping.ts";
import { MAX_MODES } from "../wire/limits.ts";
import { MAX_LINE_BYTES, message } from "../wire/message.ts";
import {
  ERR_BANLISTFULL,
  ERR_CHANOPRIVSNEEDED,
  ERR_INVALIDMODEPARAM,
  ERR_NOSUCHNICK,
  ERR_NOTONCHANNEL,
  ERR_UNKNOWNMODE,
  ERR_USERNOTINCHANNEL,
  RPL_BANLIST,
  RPL_ENDOFBANLIST,
} from "../wire/numerics.ts";
import {
  type ChannelMode,
  channelMode,
  MAX_LIST_ENTRIES,
  type PrefixMode,
  prefixMode,
} from "../modes/index.ts";
import type { UserContext } from "../context.ts";
import type { Channel } from "../channel.ts";
import { isVisible } from "./access.ts";
import {
  type ModeChange,
  modeStrings,
  type SignedLetter,
  signedLetters,
} from "./mode_string.ts";

/**
 * Changes the modes of a channel, as far as the user may, and tells its members in one MODE what really
 * changed. A list's letter without a parameter shows the list.
 *
 * @param context who asked
 * @param channel the channel
 * @param changes the mode string and its parameters
 * @see Modern IRC, "Channel mode"
 */
export function changeChannelModes(
  context: UserContext,
  channel: Channel,
  [modes, ...params]: readonly string[],
): void {
  new ChannelModeChanges(context, channel, params).run(signedLetters(modes));
}

/** One MODE command on a channel, while it is carried out. */
class ChannelModeChanges {
  #made: ModeChange[] = [];
  #paramsUsed = 0;
  #refused = false;
  #listed = new Set<string>();

  constructor(
    readonly context: UserContext,
    readonly channel: Channel,
    readonly params: readonly string[],
  ) {}

  run(letters: readonly SignedLetter[]): void {
    for (const change of letters) {
      const mode = channelMode(change.letter);
      const prefix = prefixMode(change.letter);
      if (mode !== undefined) this.#changeMode(mode, change);
      else if (prefix !== undefined) this.#changePrefix(prefix, change);
      else this.context.fail(ERR_UNKNOWNMODE, change.letter);
    }
    this.#announce();
  }

  #announce(): void {
    const { user } = this.context;
    const empty = message(user.source, "MODE", [this.channel.name]);
    const room = MAX_LINE_BYTES - empty.bytes.length;
    for (const params of modeStrings(this.#made, room)) {
      this.channel.send(
        message(user.source, "MODE", [this.channel.name, ...params]),
      );
    }
  }

  #changeMode(mode: ChannelMode, change: SignedLetter): void {
    if (mode.kind === "flag") return this.#changeFlag(mode, change);
    const takesParam = change.set || mode.kind !== "setting";
    const given = takesParam ? this.#nextParam() : undefined;
    if (mode.kind === "list") return this.#changeList(mode, change, given);
    if (!change.set) return this.#unset(mode, change);
    const value = this.#parse(mode, given);
    if (value === null || !this.#mayChange(mode.rankToSet)) return;
    if (this.channel.modes.get(mode.letter) === value) return;
    this.channel.modes.set(mode.letter, value);
    this.#made.push({ ...change, param: value });
  }

  #changeFlag({ letter, rankToSet }: ChannelMode, change: SignedLetter): void {
    const { modes } = this.channel;
    if (!this.#mayChange(rankToSet) || modes.has(letter) === change.set) return;
    if (change.set) modes.set(letter, "");
    else modes.delete(letter);
    this.#made.push(change);
  }

  #unset({ kind, letter, rankToSet }: ChannelMode, change: SignedLetter): void {
    if (!this.#mayChange(rankToSet) || !this.channel.modes.delete(letter)) {
      return;
    }
    this.#made.push(kind === "always" ? { ...change, param: "*" } : change);
  }

  #changeList(
    mode: ChannelMode,
    change: SignedLetter,
    given: string | undefined,
  ): void {
    if (given === undefined) return this.#showList(mode.letter);
    const mask = this.#parse(mode, given);
    if (mask === null || !this.#mayChange(mode.rankToSet)) return;
    const { at, user } = this.context;
    const { lists } = this.channel;
    const entries = lists.get(mode.letter) ?? [];
    const index = entries.findIndex((entry) => fold(entry.mask) === fold(mask));
    if (change.set === (index !== -1)) return;
    if (change.set && entries.length >= MAX_LIST_ENTRIES) {
      return this.context.fail(ERR_BANLISTFULL, this.channel.name, mask);
    }
    const entry = entries[index] ?? { mask, setBy: user.source, setAt: at };
    if (change.set) entries.push(entry);
    else entries.splice(index, 1);
    if (entries.length === 0) lists.delete(mode.letter);
    else lists.set(mode.letter, entries);
    this.#made.push({ ...change, param: entry.mask });
  }

  #showList(letter: string): void {
    if (this.#listed.has(letter)) return;
    this.#listed.add(letter);
    const { context, channel } = this;
    if (!isVisible(channel, context.user)) {
      return context.fail(ERR_NOTONCHANNEL, channel.name);
    }
    for (const { mask, setBy, setAt } of channel.lists.get(letter) ?? []) {
      context.reply(
        RPL_BANLIST,
        channel.name,
        mask,
        setBy,
        String(Math.floor(setAt / 1000)),
      );
    }
    context.reply(RPL_ENDOFBANLIST, channel.name);
  }

  #changePrefix({ letter, rankToSet }: PrefixMode, change: SignedLetter): void {
    const { context, channel } = this;
    const nick = this.#nextParam();
    if (nick === undefined) {
      return this.#refuseParam(letter, "*", "A nickname is missing");
    }
    if (!this.#mayChange(rankToSet)) return;
    const user = context.network.findUser(nick);
    if (user === undefined) return context.fail(ERR_NOSUCHNICK, nick);
    if (!channel.members.has(user)) {
      return context.fail(ERR_USERNOTINCHANNEL, user.nick, channel.name);
    }
    if (!context.network.setPrefix(user, channel, letter, change.set)) return;
    this.#made.push({ ...change, param: user.nick });
  }

  /** The next parameter, if it has one that stands for anything; more than MODES allows do not count. */
  #nextParam(): string | undefined {
    if (this.#paramsUsed >= MAX_MODES) return undefined;
    return this.params[this.#paramsUsed++]?.split(" ", 1)[0] || undefined;
  }

  #parse(mode: ChannelMode, given: string | undefined): string | null {
    if (given === undefined) {
      this.#refuseParam(mode.letter, "*", "A parameter is missing");
      return null;
    }
    const value = mode.parse === undefined ? given : mode.parse(given);
    if (value === null) this.#refuseParam(mode.letter, given, "Bad parameter");
    return value;
  }

  #refuseParam(letter: string, given: string, why: string): void {
    this.context.fail(
      ERR_INVALIDMODEPARAM,
      this.channel.name,
      letter,
      given,
      why,
    );
  }

  /** Says once a command that the user's rank is too low. */
  #mayChange(rank: number): boolean {
    if (this.channel.rankOf(this.context.user) >= rank) return true;
    if (!this.#refused) {
      this.context.fail(ERR_CHANOPRIVSNEEDED, this.channel.name);
    }
    this.#refused = true;
    return false;
  }
}
