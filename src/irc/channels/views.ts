import { HALF_OPERATOR, VOICE } from "../modes/index.ts";
import type { OutgoingMessage } from "../wire/outgoing.ts";
import type { Channel } from "../state/channel.ts";
import type { User } from "../state/user.ts";
import { isSeenByAll, ranksSee, seesMember } from "../state/visibility.ts";
import { tellToSyncMembers } from "../metadata/notices.ts";
import { tell } from "../session/send.ts";
import { awayMessageOn } from "../users/absence.ts";
import { joinMessage } from "./entering.ts";

// Under +u, not all members see each other. When that changes, the clients are shown who comes into sight as if
// it joined, and who goes out of it as if it left. Nothing has happened, so these lines have no msgid.

/** The most lines that showing and hiding members may send when +u is set or unset: some 20 ms. */
export const MAX_SIGHTINGS = 50_000;

/** What changes for one member. */
export interface ViewChange {
  readonly begins: readonly User[];
  readonly ceases: readonly User[];
}

const NO_CHANGE: ViewChange = { begins: [], ceases: [] };

/** Who saw whom on a channel, while its modes and the ranks of its members change. */
export class Views {
  readonly #wasHiding: boolean;
  /** The ranks from before of those whose prefixes have changed. */
  readonly #ranks = new Map<User, number>();
  #hidden: readonly User[] | null = null;

  constructor(readonly channel: Channel) {
    this.#wasHiding = channel.modes.has("u");
  }

  /** Takes note of the rank of a member, whose prefixes may change from now on. */
  keepRank(member: User): void {
    if (this.#ranks.has(member)) return;
    this.#ranks.set(member, this.channel.rankOf(member));
  }

  /** Tells whether a member saw another one. */
  saw(viewer: User, member: User): boolean {
    return viewer === member || viewer.may("spy") || !this.#wasHiding ||
      ranksSee(this.#rankOf(viewer), this.#rankOf(member));
  }

  #rankOf(member: User): number {
    return this.#ranks.get(member) ?? this.channel.rankOf(member);
  }

  get #isHiding(): boolean {
    return this.channel.modes.has("u");
  }

  /** True if members may see now whom they did not see, or not see whom they saw. */
  get haveChanged(): boolean {
    return this.#wasHiding !== this.#isHiding ||
      this.#wasHiding && this.#ranks.size > 0;
  }

  /** True if some see a member neither before nor now. */
  hidesStill(member: User): boolean {
    return this.#wasHiding && this.#rankOf(member) < VOICE &&
      !isSeenByAll(member, this.channel);
  }

  /** Tells what has changed for a member. */
  changeFor(viewer: User): ViewChange {
    if (!this.haveChanged || this.#seesAll(viewer)) return NO_CHANGE;
    const isNew = this.#wasHiding !== this.#isHiding ||
      this.#ranks.has(viewer);
    const candidates = isNew ? this.#everHidden() : [...this.#ranks.keys()];
    const sees = (member: User) => seesMember(viewer, member, this.channel);
    return {
      begins: candidates.filter((one) => !this.saw(viewer, one) && sees(one)),
      ceases: candidates.filter((one) => this.saw(viewer, one) && !sees(one)),
    };
  }

  /** The members that some do not see, before or now. */
  #everHidden(): readonly User[] {
    return this.#hidden ??= [...this.channel.members.keys()].filter((member) =>
      Math.min(this.#rankOf(member), this.channel.rankOf(member)) < VOICE
    );
  }

  #seesAll(viewer: User): boolean {
    return viewer.may("spy") ||
      Math.min(this.#rankOf(viewer), this.channel.rankOf(viewer)) >=
        HALF_OPERATOR;
  }
}

/** Tells how many lines it would take to show all members to all, or to hide them. */
export function countSightings(channel: Channel): number {
  let hidden = 0;
  let viewers = 0;
  for (const member of channel.members.keys()) {
    const rank = channel.rankOf(member);
    if (rank < VOICE) hidden++;
    if (rank < HALF_OPERATOR && !member.may("spy")) viewers++;
  }
  return hidden * viewers;
}

/** Shows members to those who begin to see them, and takes them away; many are shown the same lines. */
export class Sightings {
  readonly #arrivals = new Map<User, readonly OutgoingMessage[]>();
  readonly #departures = new Map<User, OutgoingMessage>();

  constructor(readonly channel: Channel) {}

  /** Shows members to one who begins to see them. Nobody who was hidden has a prefix that would be told. */
  show(viewer: User, members: readonly User[]): void {
    for (const member of members) {
      for (const message of this.#arrival(member)) tell(viewer, message);
    }
    tellToSyncMembers(viewer, this.channel, members);
  }

  /** Takes members from the sight of one who ceases to see them. */
  hide(viewer: User, members: readonly User[]): void {
    for (const member of members) tell(viewer, this.#departure(member));
  }

  #arrival(member: User): readonly OutgoingMessage[] {
    const known = this.#arrivals.get(member);
    if (known !== undefined) return known;
    const messages = [joinMessage(member, this.channel, null).share()];
    const absence = awayMessageOn(this.channel, member);
    if (absence !== null) messages.push(absence.share());
    this.#arrivals.set(member, messages);
    return messages;
  }

  #departure(member: User): OutgoingMessage {
    const known = this.#departures.get(member);
    if (known !== undefined) return known;
    const message = member.message("PART", [this.channel.name]).share();
    this.#departures.set(member, message);
    return message;
  }
}

/**
 * Carries out what may give a user the privilege to spy or take it, and shows the user whom it begins to see or
 * ceases to see on its channels.
 */
export function changePrivileges(user: User, change: () => void): void {
  const hadSight = user.may("spy");
  change();
  if (user.may("spy") === hadSight) return;
  for (const channel of user.channels) {
    if (!channel.modes.has("u")) continue;
    if (channel.rankOf(user) >= HALF_OPERATOR) continue;
    const hidden = [...channel.members.keys()].filter((member) =>
      member !== user && !isSeenByAll(member, channel)
    );
    const sightings = new Sightings(channel);
    if (hadSight) sightings.hide(user, hidden);
    else sightings.show(user, hidden);
  }
}
