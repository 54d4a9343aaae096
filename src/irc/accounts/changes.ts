import { fold } from "../names/casemapping.ts";
import type { Account } from "../state/account.ts";
import type { Change, Records } from "../state/records.ts";
import { NEW_ACCOUNT } from "./accounts.ts";
import type { RegisteredChannel } from "../state/registered_channel.ts";

/** Makes the change that puts an account in place of what it was. */
export function changeTo(value: Account): Change {
  return { kind: "account", key: fold(value.name), value };
}

/** Whoever has the name afterwards is not brought back as who has it now. */
function presenceChanges({ presences }: Records, name: string): Change[] {
  const key = fold(name);
  return presences.has(key) ? [{ kind: "presence", key, value: null }] : [];
}

/**
 * Makes the changes that delete an account, and with it the channels that belong to it and its ranks on others.
 *
 * @param droppedAt now, if the name is kept so that nobody else takes it, in milliseconds since 1970; null to free it
 */
export function changesWithout(
  records: Records,
  { name, registeredAt }: Account,
  droppedAt: number | null,
): Change[] {
  const remains = { ...NEW_ACCOUNT, name, registeredAt, droppedAt };
  const value = droppedAt === null ? null : remains;
  return [
    { kind: "account", key: fold(name), value },
    ...presenceChanges(records, name),
    ...vhostChanges(records, name, null),
    ...pushChanges(records, name, null),
    ...channelChanges(records, name, null),
  ];
}

/** Makes the changes that give an account another name, in all that names it. */
export function changesRenaming(
  records: Records,
  account: Account,
  name: string,
): Change[] {
  const renamed = changeTo({ ...account, name });
  const before = fold(account.name);
  return [
    ...before === renamed.key
      ? []
      : [{ kind: "account", key: before, value: null } as const],
    renamed,
    ...vhostChanges(records, account.name, name),
    ...pushChanges(records, account.name, name),
    ...channelChanges(records, account.name, name),
  ];
}

/** @param name the account's new name; null for none */
function vhostChanges(
  { vhostRequests }: Records,
  account: string,
  name: string | null,
): Change[] {
  const key = fold(account);
  const request = vhostRequests.get(key);
  if (request === undefined) return [];
  const gone = { kind: "vhost-request", key, value: null } as const;
  if (name === null) return [gone];
  const value = { ...request, account: name };
  return [gone, { kind: "vhost-request", key: fold(name), value }];
}

/** @param name the account's new name; null for none */
function pushChanges(
  { pushes }: Records,
  account: string,
  name: string | null,
): Change[] {
  const key = fold(account);
  const devices = pushes.get(key);
  if (devices === undefined) return [];
  const gone = { kind: "push", key, value: null } as const;
  if (name === null) return [gone];
  const value = { ...devices, account: name };
  return [gone, { kind: "push", key: fold(name), value }];
}

/** @param name the account's new name; null for none */
function channelChanges(
  { channels }: Records,
  account: string,
  name: string | null,
): Change[] {
  return [...channels].flatMap(([key, channel]): Change[] => {
    const value = withAccount(channel, fold(account), name);
    return value === channel ? [] : [{ kind: "channel", key, value }];
  });
}

function withAccount(
  channel: RegisteredChannel,
  account: string,
  name: string | null,
): RegisteredChannel | null {
  const isIt = (other: string) => fold(other) === account;
  if (isIt(channel.founder)) {
    if (name === null) return null;
    return { ...withRanks(channel, isIt, name), founder: name };
  }
  const { offeredTo } = channel;
  const changed = withRanks(channel, isIt, name);
  return offeredTo !== null && isIt(offeredTo)
    ? { ...changed, offeredTo: name }
    : changed;
}

function withRanks(
  channel: RegisteredChannel,
  isIt: (account: string) => boolean,
  name: string | null,
): RegisteredChannel {
  if (!channel.ranks.some(({ account, by }) => isIt(account) || isIt(by))) {
    return channel;
  }
  const ranks = channel.ranks
    .filter(({ account }) => name !== null || !isIt(account))
    .map((rank) => ({
      ...rank,
      account: isIt(rank.account) ? name ?? "" : rank.account,
      by: isIt(rank.by) ? name ?? rank.by : rank.by,
    }));
  return { ...channel, ranks };
}
