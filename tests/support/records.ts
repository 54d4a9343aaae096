import { NEW_ACCOUNT } from "../../src/irc/accounts/accounts.ts";
import type { Account } from "../../src/irc/state/account.ts";
import type { RegisteredChannel } from "../../src/irc/state/registered_channel.ts";
import type { ServerBan } from "../../src/irc/state/server_ban.ts";
import { banKey, type Change } from "../../src/irc/state/records.ts";
import { fold } from "../../src/irc/names/casemapping.ts";
import { START } from "./test_network.ts";

/** An account that was verified long ago, and what differs from the usual. */
export function accountOf(
  name: string,
  changes: Partial<Account> = {},
): Account {
  const [registeredAt, verifiedAt] = [START - 2000, START - 1000];
  const party = `account.${fold(name)}`;
  const times = { registeredAt, verifiedAt };
  return { ...NEW_ACCOUNT, name, party, ...times, ...changes };
}

/** A registered channel, and what differs from the usual. */
export function channelOf(
  name: string,
  founder: string,
  changes: Partial<RegisteredChannel> = {},
) {
  const channel: RegisteredChannel = {
    name,
    party: `channel.${fold(name)}`,
    createdAt: START - 2000,
    registeredAt: START - 1000,
    founder,
    topic: null,
    modes: { n: "", t: "" },
    lists: {},
    ranks: [],
    settings: {},
    suspended: null,
    offeredTo: null,
    metadata: {},
    usedAt: START - 1000,
    ...changes,
  };
  return channel;
}

/** A ban of everybody at an address, for ever. */
export function banOf(address: string): ServerBan {
  return {
    kind: "K",
    mask: `*@${address}`,
    reason: "spam",
    setBy: "root",
    setAt: START - 1000,
    expiresAt: null,
  };
}

/** The change that makes an account, or deletes it. */
export function accountChange(
  name: string,
  value: Account | null = accountOf(name),
): Change {
  return { kind: "account", key: fold(name), value };
}

/** The change that makes a registered channel. */
export function channelChange(value: RegisteredChannel): Change {
  return { kind: "channel", key: fold(value.name), value };
}

/** The change that makes a ban. */
export function banChange(value: ServerBan): Change {
  return { kind: "ban", key: banKey(value), value };
}
