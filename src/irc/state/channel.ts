import { copy } from "../names/text.ts";
import { highestRank, withPrefix } from "../modes/index.ts";
import type { Party, Position } from "./archive.ts";
import type { ListEntry, Topic } from "./channel_values.ts";
import type { User } from "./user.ts";

/** What ties a user to a channel. */
export interface Membership {
  /** The letters of the member's prefix modes, highest rank first */
  modes: string;
  /** What has happened when the user joined: what comes after this is since then */
  since: Position;
}

/** A channel. It exists as long as it has a member. */
export class Channel {
  topic: Topic | null = null;
  /** The modes that are set: letter to parameter, which is "" for those that take none. */
  readonly modes = new Map<string, string>();
  /** The lists that have entries, by their mode's letter. */
  readonly lists = new Map<string, ListEntry[]>();
  /** Who is on it; each has this channel among its channels. */
  readonly members = new Map<User, Membership>();
  /** Who may join once in spite of +i; each has this channel among its invites. */
  readonly invited = new Set<User>();

  /** What its operators tell of it, by its keys in the order in which they were set; null for nothing. */
  metadata: Map<string, string> | null = null;
  /** When users have joined lately, in milliseconds since 1970, while +j counts them. */
  joins: number[] = [];
  /** The id of the channel that +f was set for; null for none yet. */
  forwardsTo: number | null = null;
  /** What histories call it while it is not registered; null until they ask. */
  party: Party | null = null;
  /** When it was last given another name, in milliseconds since 1970; 0 for never. */
  renamedAt = 0;

  /** As its creator wrote it, or who renamed it. */
  name: string;

  /**
   * @param id a number that no other channel and no user has had
   * @param createdAt milliseconds since 1970
   */
  constructor(
    readonly id: number,
    name: string,
    readonly createdAt: number,
  ) {
    this.name = copy(name);
  }

  /** Gives the rank of a user's highest prefix here: 0 for a member without one, -1 for who is no member. */
  rankOf(user: User): number {
    const membership = this.members.get(user);
    return membership === undefined ? -1 : highestRank(membership.modes);
  }

  /**
   * Gives a member a prefix mode or takes it.
   *
   * @returns true if that changed anything
   */
  setPrefix(user: User, letter: string, set: boolean): boolean {
    const membership = this.members.get(user);
    if (membership === undefined || membership.modes.includes(letter) === set) {
      return false;
    }
    membership.modes = withPrefix(membership.modes, letter, set);
    return true;
  }
}
