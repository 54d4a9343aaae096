import {
  findByCertificate,
  isNameKept,
  NEW_ACCOUNT,
  ownerOf,
} from "../irc/accounts/accounts.ts";
import { changeTo } from "../irc/accounts/changes.ts";
import { isAccountName } from "../irc/accounts/names.ts";
import { changeOf } from "../irc/channels/registered.ts";
import { channelMode, parseListEntry } from "../irc/modes/index.ts";
import { fold } from "../irc/names/casemapping.ts";
import { isEmail } from "../irc/names/email.ts";
import { isChannelName } from "../irc/names/names.ts";
import { newParty } from "../irc/state/parties.ts";
import { truncate } from "../irc/names/text.ts";
import { vhostFault } from "../irc/names/vhost.ts";
import { BAN_KINDS, readBanMask } from "../irc/operators/ban_kinds.ts";
import { PROTOCOL } from "../irc/protocol.ts";
import type { Account } from "../irc/state/account.ts";
import type { ListEntry } from "../irc/state/channel_values.ts";
import { Network } from "../irc/state/network.ts";
import { banKey, type Change } from "../irc/state/records.ts";
import type {
  LastingRank,
  PurgedChannel,
  RegisteredChannel,
} from "../irc/state/registered_channel.ts";
import type { Settings } from "../irc/state/settings.ts";
import type {
  Dump,
  DumpedAccount,
  DumpedBan,
  DumpedChannel,
  DumpedEntry,
  Tally,
} from "./dump.ts";

import { asReason, asSource, asSuspension } from "./texts.ts";

/** What has become of a dump. */
export interface Taken {
  /** What makes the records that are taken */
  readonly changes: readonly Change[];
  /** Which accounts and channels are left out, and why: a line for each */
  readonly refused: readonly string[];
  /** What else is left out */
  readonly left: Tally;
  /** How many accounts have no password that can be checked here, with an address for a new one, and without */
  readonly locked: { readonly withEmail: number; readonly without: number };
}

/**
 * Takes what has a place here of what another services package has kept. What
 * is kept here already stays as it is.
 *
 * @param settings the rules for names, and the accounts of the configuration
 * @param kept what is kept here
 * @param at now, in milliseconds since 1970
 */
export function takeDump(
  dump: Dump,
  settings: Settings,
  kept: readonly Change[],
  at: number,
): Taken {
  return new Taking(dump, new Network(settings, kept, at)).take();
}

class Taking {
  readonly #changes: Change[] = [];
  readonly #refused: string[] = [];
  readonly #locked = { withEmail: 0, without: 0 };
  /** The names of the accounts that are taken, by all that they were called there, folded. */
  readonly #names = new Map<string, string>();

  constructor(readonly dump: Dump, readonly network: Network) {}

  take(): Taken {
    const { accounts, bans, channels, left, purges } = this.dump;
    for (const account of accounts) this.#takeAccount(account);
    for (const channel of channels) this.#takeChannel(channel);
    for (const purge of purges) this.#takePurge(purge);
    for (const ban of bans) this.#takeBan(ban);
    const [changes, refused] = [this.#changes, this.#refused];
    return { changes, refused, left, locked: this.#locked };
  }

  #make(change: Change): void {
    this.network.records.set(change);
    this.#changes.push(change);
  }

  #takeAccount(dumped: DumpedAccount): void {
    const { name, password } = dumped;
    const fault = this.#nameFault(name);
    if (fault !== null) {
      this.#refused.push(`the account ${name}: ${fault}`);
      return;
    }
    const nicks: string[] = [];
    for (const nick of dumped.nicks) {
      const fault = this.#nameFault(nick);
      if (fault === null) nicks.push(nick);
      else this.#refused.push(`the nickname ${nick} of ${name}: ${fault}`);
    }
    const email = this.#emailOf(dumped);
    const value: Account = {
      ...NEW_ACCOUNT,
      name,
      party: newParty(this.network),
      registeredAt: dumped.registeredAt,
      verifiedAt: dumped.registeredAt,
      email,
      passwordHash: password?.passwordHash ?? null,
      scram: password?.scram ?? null,
      certificates: this.#certificatesOf(dumped),
      nicks,
      suspended: asSuspension(
        dumped.suspended,
        this.network.settings.limits.reason,
      ),
      vhost: this.#vhostOf(dumped),
    };
    this.#make(changeTo(value));
    for (const own of [name, ...nicks]) this.#names.set(fold(own), name);
    if (password !== null) return;
    if (email === null) this.#locked.without++;
    else this.#locked.withEmail++;
  }

  #nameFault(name: string): string | null {
    const { network } = this;
    const { settings } = network;
    const { limits } = settings;
    if (!isAccountName({ limits, protocol: PROTOCOL, settings }, name)) {
      return "nobody may be called so here";
    }
    return ownerOf(network, name) !== undefined || isNameKept(network, name)
      ? "that name is somebody's here"
      : null;
  }

  #emailOf({ email }: DumpedAccount): string | null {
    if (email === null || isEmail(email)) return email;
    if (email !== "noemail") this.dump.left.add("addresses that are none");
    return null;
  }

  #certificatesOf(dumped: DumpedAccount): string[] {
    const prints = dumped.certificates.map((print) =>
      fold(print.replaceAll(":", ""))
    );
    const good = [...new Set(prints)].filter((print) =>
      /^[0-9a-f]{64}$/.test(print) &&
      findByCertificate(this.network, print, null) === undefined
    );
    this.dump.left.add("certificates", prints.length - good.length);
    return good;
  }

  #vhostOf({ vhost }: DumpedAccount): string | null {
    if (vhost === null) return null;
    if (vhostFault(vhost, this.network.settings) === null) return vhost;
    this.dump.left.add("vhosts");
    return null;
  }

  #takeChannel(dumped: DumpedChannel): void {
    const { records, settings } = this.network;
    const { name } = dumped;
    const founder = this.#names.get(fold(dumped.founder));
    const refuse = (fault: string) => {
      this.#refused.push(`the channel ${name}: ${fault}`);
    };
    if (!isChannelName(name, settings.limits)) {
      return refuse("no channel may be called so here");
    }
    const key = fold(name);
    if (records.channels.has(key)) return refuse("it is registered here");
    if (records.purges.has(key)) return refuse("it is closed here");
    if (founder === undefined) return refuse("it has no founder here");
    const { registeredAt, topic, usedAt } = dumped;
    const value: RegisteredChannel = {
      name,
      party: newParty(this.network),
      createdAt: registeredAt,
      registeredAt,
      founder,
      topic: topic === null ? null : {
        text: truncate(topic.text, settings.limits.topic),
        setBy: asSource(topic.setBy),
        setAt: topic.setAt,
      },
      modes: this.#modesOf(dumped),
      lists: this.#listsOf(dumped),
      ranks: this.#ranksOf(dumped, founder),
      settings: {},
      suspended: asSuspension(
        dumped.suspended,
        this.network.settings.limits.reason,
      ),
      offeredTo: null,
      metadata: {},
      usedAt: usedAt || registeredAt,
    };
    this.#make(changeOf(value));
  }

  #modesOf(dumped: DumpedChannel): Record<string, string> {
    const { channelModes, limits } = this.network.settings;
    const modes = new Map([...channelModes].map((letter) => [letter, ""]));
    for (const { isSet, letter, parameter } of dumped.modes) {
      const mode = channelMode(letter);
      // That it is registered is known.
      if (mode === undefined || mode.setter === "server") continue;
      if (!isSet) {
        modes.delete(letter);
        continue;
      }
      const value = mode.parse === undefined
        ? ""
        : mode.parse(parameter, limits);
      if (parameter === "" && mode.parse !== undefined || value === null) {
        this.dump.left.add("mode locks");
      } else modes.set(letter, value);
    }
    return Object.fromEntries(modes);
  }

  #listsOf(dumped: DumpedChannel): Record<string, ListEntry[]> {
    const { limits } = this.network.settings;
    const lists = new Map<string, ListEntry[]>();
    for (const entry of dumped.entries) {
      const mask = this.#maskOf(entry);
      const list = lists.get(entry.letter) ?? [];
      const isThere = list.some((each) => each.mask === mask);
      if (isThere) continue;
      if (mask === null || list.length >= limits.listEntries) {
        this.dump.left.add("entries of channels' lists");
        continue;
      }
      const { setAt, setBy } = entry;
      lists.set(entry.letter, [...list, {
        mask,
        setBy: asSource(setBy),
        setAt,
      }]);
    }
    return Object.fromEntries(lists);
  }

  #maskOf({ isAccount, mask }: DumpedEntry): string | null {
    const { limits } = this.network.settings;
    if (!isAccount) return parseListEntry(mask, limits);
    const name = this.#names.get(fold(mask));
    return name === undefined ? null : parseListEntry(`a:${name}`, limits);
  }

  #ranksOf(dumped: DumpedChannel, founder: string): LastingRank[] {
    const ranks = new Map<string, LastingRank>();
    for (const { account: given, at, by, letter } of dumped.ranks) {
      const account = this.#names.get(fold(given));
      if (account === undefined) {
        this.dump.left.add(
          "entries of access lists for masks, groups, and accounts that are not here",
        );
      } else if (account !== founder && !ranks.has(account)) {
        ranks.set(account, { account, letter, by: asSource(by), at });
      }
    }
    return [...ranks.values()];
  }

  #takePurge({ at, by, name, reason }: PurgedChannel): void {
    const { records, settings } = this.network;
    const key = fold(name);
    if (records.purges.has(key) || records.channels.has(key)) {
      this.#refused.push(`the closed channel ${name}: it is known here`);
      return;
    }
    const { limits } = settings;
    const value = {
      name,
      by: asSource(by),
      at,
      reason: asReason(reason, limits.reason),
    };
    this.#make({ kind: "purge", key, value });
  }

  #takeBan(ban: DumpedBan): void {
    const { at, records, settings: { limits } } = this.network;
    if (ban.expiresAt !== null && ban.expiresAt <= at) return;
    const kind = BAN_KINDS.get(ban.kind);
    const mask = kind === undefined
      ? null
      : readBanMask(kind, ban.mask, limits);
    const isGood = mask !== null && kind?.isForEverybody(mask) === false &&
      records.bans.size < limits.serverBans;
    if (!isGood) return this.dump.left.add("bans of the network");
    const value = {
      kind: ban.kind,
      mask,
      reason: asReason(ban.reason, limits.reason),
      setBy: asSource(ban.setBy),
      setAt: ban.setAt,
      expiresAt: ban.expiresAt,
    };
    const key = banKey(value);
    if (!records.bans.has(key)) this.#make({ kind: "ban", key, value });
  }
}
