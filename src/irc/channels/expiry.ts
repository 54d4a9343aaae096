import { fold } from "../names/casemapping.ts";
import type { Network } from "../state/network.ts";
import type { Change } from "../state/records.ts";
import type { RegisteredChannel } from "../state/registered_channel.ts";
import type { User } from "../state/user.ts";
import { note } from "../session/keeping.ts";
import { notice } from "../session/notices.ts";
import { say } from "../session/services.ts";
import { CHANSERV_NICK } from "./chanserv_nick.ts";
import { changeOf } from "./registered.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** How often registered channels are looked through: who is on them, and whose time is over. */
const CHECK_INTERVAL_MS = HOUR_MS;

/** How old what is kept of when a channel was used last may be, while somebody is on it. */
const USED_PRECISION_MS = DAY_MS;

/** How long before the end of its channel a founder is told, or half the time where that is less. */
const WARNING_MS = 14 * DAY_MS;

/** After the server has started, whoever uses a channel has time to come back to it. */
const GRACE_MS = DAY_MS;

/** Keeps which channels are used, drops those that were not for too long, and tells founders before. */
export function expireChannels(network: Network): void {
  const { at, channelsCheckedAt, records } = network;
  if (at - channelsCheckedAt < CHECK_INTERVAL_MS) return;
  network.channelsCheckedAt = at;
  const changes = [...records.channels].flatMap(([key, record]) =>
    network.channels.has(key)
      ? used(record, at)
      : expired(network, key, record, channelsCheckedAt)
  );
  if (changes.length > 0) note(network, changes);
}

function used(record: RegisteredChannel, at: number): Change[] {
  return at - record.usedAt < USED_PRECISION_MS
    ? []
    : [changeOf({ ...record, usedAt: at })];
}

function expired(
  network: Network,
  key: string,
  record: RegisteredChannel,
  checkedAt: number,
): Change[] {
  const { at } = network;
  const end = endOf(network, record);
  if (end === null) return [];
  if (at >= end) {
    const { founder, name } = record;
    const text = "The channel {name} of {founder} was not used for too long";
    notice(network, "channel", text, { name, founder });
    return [{ kind: "channel", key, value: null }];
  }
  const warnedAt = end - warningOf(network);
  if (checkedAt < warnedAt && at >= warnedAt) warn(network, record, end);
  return [];
}

/** When a channel is dropped that nobody comes to; null for never. A suspended one is not used by nobody's fault. */
function endOf(
  { createdAt, settings: { channelRules: { expireMs } } }: Network,
  { suspended, usedAt }: RegisteredChannel,
): number | null {
  if (expireMs === 0 || suspended !== null) return null;
  return Math.max(usedAt + expireMs, createdAt + GRACE_MS);
}

function warningOf({ settings: { channelRules } }: Network): number {
  return Math.min(WARNING_MS, channelRules.expireMs / 2);
}

function warn(network: Network, record: RegisteredChannel, end: number): void {
  const key = fold(record.founder);
  for (const user of network.users.values()) {
    const { account } = user;
    if (account !== null && fold(account) === key) tell(user, record, end);
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
  const { at, records, settings: { channelRules } } = network;
  if (channelRules.expireMs === 0 || user.account === null) return;
  const account = fold(user.account);
  for (const [key, record] of records.channels) {
    if (fold(record.founder) !== account || network.channels.has(key)) continue;
    const end = endOf(network, record);
    if (end !== null && at >= end - warningOf(network)) tell(user, record, end);
  }
}
