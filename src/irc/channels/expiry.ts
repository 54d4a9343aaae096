import { fold } from "../names/casemapping.ts";
import { recordOfAccount, usersOf } from "../accounts/accounts.ts";
import {
  endByMail,
  endOf,
  mailboxFor,
  MOST_LETTERS,
  noteWarned,
  warnedAt,
} from "../accounts/disuse.ts";
import { disusedChannelsLetter } from "../accounts/letters.ts";
import { sendUnasked } from "../accounts/mailing.ts";
import { forgetJots } from "../accounts/account_jots.ts";
import type { Network } from "../state/network.ts";
import type { Change } from "../state/records.ts";
import type { RegisteredChannel } from "../state/registered_channel.ts";
import type { User } from "../state/user.ts";
import { note } from "../session/keeping.ts";
import { notice } from "../session/notices.ts";
import { say } from "../session/services.ts";
import { CHANSERV_NICK } from "./chanserv_nick.ts";
import { changeOf } from "./registered.ts";

const DAY_MS = 86_400_000;

/** How old what is kept of when a channel was used last may be, while somebody is on it. */
const USED_PRECISION_MS = DAY_MS;

/** How long before the end of its channel a founder is told, or half the time where that is less. */
const WARNING_MS = 14 * DAY_MS;

/** Keeps which channels are used, drops those that were not for too long, and tells founders before. */
export function expireChannels(network: Network): void {
  const { at, records } = network;
  const { expireMs } = network.settings.channelRules;
  const changes: Change[] = [];
  /** Those whose founders are to be told, by the founder's name */
  const ending = new Map<string, RegisteredChannel[]>();
  for (const [key, record] of records.channels) {
    if (network.channels.has(key)) changes.push(...used(record, at));
    else if (isOver(network, record)) {
      changes.push({ kind: "channel", key, value: null });
      const { founder, name } = record;
      const text = "The channel {name} of {founder} was not used for too long";
      notice(network, "channel", text, { name, founder });
      forgetJots(network, key);
    } else if (
      isEnding(network, record) &&
      warnedAt(network, key, record.usedAt) === null
    ) {
      const others = ending.get(record.founder) ?? [];
      ending.set(record.founder, [...others, record]);
    }
  }
  if (changes.length > 0) note(network, changes);
  if (expireMs > 0) warnAll(network, ending);
}

function used(record: RegisteredChannel, at: number): Change[] {
  return at - record.usedAt < USED_PRECISION_MS
    ? []
    : [changeOf({ ...record, usedAt: at })];
}

/** Tells whether a channel may be dropped at all. A suspended one is not used by nobody's fault. */
function mayEnd(
  { settings: { channelRules } }: Network,
  { suspended }: RegisteredChannel,
): boolean {
  return channelRules.expireMs > 0 && suspended === null;
}

/** When a channel is dropped that nobody comes to: who is told by mail has time from then on. */
function lastDay(network: Network, record: RegisteredChannel): number {
  const { expireMs } = network.settings.channelRules;
  const { name, usedAt } = record;
  return mailboxOf(network, record) === null
    ? endOf(network, usedAt, expireMs)
    : endByMail(network, fold(name), usedAt, expireMs);
}

function mailboxOf(
  network: Network,
  { founder }: RegisteredChannel,
): string | null {
  return mailboxFor(network, recordOfAccount(network, founder));
}

function isOver(network: Network, record: RegisteredChannel): boolean {
  return mayEnd(network, record) && network.at >= lastDay(network, record);
}

/** Tells whether it is time to tell the founder of a channel that it ends. */
function isEnding(network: Network, record: RegisteredChannel): boolean {
  const { expireMs } = network.settings.channelRules;
  const end = endOf(network, record.usedAt, expireMs);
  return mayEnd(network, record) &&
    network.at >= end - Math.min(WARNING_MS, expireMs / 2);
}

/** Tells founders of their channels that end, each once: those who are here, and by mail, where that is set up. */
function warnAll(
  network: Network,
  ending: ReadonlyMap<string, readonly RegisteredChannel[]>,
): void {
  let letters = 0;
  for (const [founder, records] of ending) {
    const to = mailboxOf(network, records[0]);
    const ends = records.map((record) =>
      [record, lastDay(network, record)] as const
    );
    if (to !== null) {
      if (letters++ >= MOST_LETTERS) continue;
      const { settings } = network;
      const all = ends.map(([{ name }, end]) => [name, end] as const);
      const letter = disusedChannelsLetter(settings, to, founder, all);
      if (!sendUnasked(network, letter)) continue;
    }
    for (const [record, end] of ends) {
      noteWarned(network, fold(record.name));
      for (const user of usersOf(network, { name: founder })) {
        tell(user, record, end);
      }
    }
  }
}

function tell(user: User, { name }: RegisteredChannel, end: number): void {
  for (const session of user.sessions) {
    const text = `Nobody was on your channel ${name} for long: it is dropped ` +
      `on ${new Date(end).toUTCString()}, unless somebody joins it.`;
    say(session, CHANSERV_NICK, text);
  }
}

/** Tells a founder who comes which of its channels are about to be dropped. */
export function warnFounder(network: Network, user: User): void {
  const { records, settings: { channelRules } } = network;
  if (channelRules.expireMs === 0 || user.account === null) return;
  const account = fold(user.account);
  for (const [key, record] of records.channels) {
    if (fold(record.founder) !== account || network.channels.has(key)) continue;
    if (isEnding(network, record)) tell(user, record, lastDay(network, record));
  }
}
