import { fold } from "../names/casemapping.ts";
import { type Conversation, END, type Party } from "./archive.ts";
import type { Channel } from "./channel.ts";
import type { Network } from "./network.ts";
import type { Change } from "./records.ts";
import {
  REGISTERED_MODE,
  type RegisteredChannel,
} from "./registered_channel.ts";
import type { KeptChange } from "./request.ts";
import type { User } from "./user.ts";

// An account and a registered channel have a party in their record. What is not registered has one that is of this
// run of the server: it begins with a tilde, as no other does.

const PASSING = "~";

/** Makes a party that nobody has had, for an account or a channel that is registered now. */
export function newParty(network: Network): Party {
  return `${runOf(network)}.${network.nextId().toString(36)}`;
}

/** Tells whether a party is known over restarts. */
export function isLasting(party: Party): boolean {
  return !party.startsWith(PASSING);
}

/** Gives the party of an account by its name, in any case; null if there is none. */
export function partyOfAccount(
  { records, settings }: Network,
  name: string,
): Party | null {
  const key = fold(name);
  if (settings.accounts.some((each) => fold(each.name) === key)) {
    return `=${key}`;
  }
  return records.accounts.get(key)?.party || null;
}

/** Gives the party of a user: that of the account, if there is one. */
export function partyOf(network: Network, user: User): Party {
  if (user.party !== null) return user.party;
  const { account } = user;
  const lasting = account === null ? null : partyOfAccount(network, account);
  return user.party = lasting ?? ownParty(network, user);
}

/** Gives the party that a user or a channel has without being registered. */
export function ownParty(
  network: Network,
  { id }: Pick<User | Channel, "id">,
): Party {
  return `${PASSING}${runOf(network)}.${id.toString(36)}`;
}

/** Finds the record of a channel that is registered. */
export function channelRecord(
  { records }: Network,
  { modes, name }: Channel,
): RegisteredChannel | undefined {
  return modes.has(REGISTERED_MODE)
    ? records.channels.get(fold(name))
    : undefined;
}

/** Gives the party of a channel: that of its record, if it is registered. */
export function channelParty(
  network: Network,
  channel: Channel,
  record = channelRecord(network, channel),
): Party {
  return record?.party ?? (channel.party ??= ownParty(network, channel));
}

/** Gives what two people say to each other; one may be both. */
export function privateConversation(one: Party, other: Party): Conversation {
  return one < other ? `${one} ${other}` : `${other} ${one}`;
}

/** Gives the other one of a private conversation of somebody's. */
export function otherParty(conversation: Conversation, one: Party): Party {
  const [first, second] = conversation.split(" ");
  return first === one ? second : first;
}

/** Deletes what was said on channels and in private by accounts of which nothing is left after a change of records. */
export function eraseGone(
  { archive }: Network,
  changes: readonly KeptChange[],
): void {
  const left = new Set(changes.map(({ made }) => partyIn(made)));
  for (const { undo } of changes) {
    const party = partyIn(undo);
    if (party === "" || left.has(party)) continue;
    if (undo.kind === "channel") archive.eraseBefore(party, END);
    else archive.eraseConversations(party);
  }
}

/** Gives the party of an account or a channel; "" for none. */
function partyIn({ value }: Change): Party {
  return value !== null && "party" in value ? value.party : "";
}

function runOf({ createdAt }: Network): string {
  return createdAt.toString(36);
}
