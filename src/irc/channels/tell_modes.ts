import { MAX_LINE_BYTES } from "../wire/message.ts";
import { message, type OutgoingMessage } from "../wire/outgoing.ts";
import { type ModeChange, modeStrings } from "../modes/mode_string.ts";
import type { Channel } from "../state/channel.ts";
import type { Event } from "../state/event.ts";
import type { Network } from "../state/network.ts";
import { recordOn } from "../state/recording.ts";
import type { User } from "../state/user.ts";
import { isHidden, seesChannel, seesMember } from "../state/visibility.ts";
import { messageOf } from "../session/events.ts";
import { tell, tellChannel } from "../session/send.ts";
import { Sightings, type Views } from "./views.ts";

/** A change of a channel's modes, and whom it names. */
export interface MadeChange extends ModeChange {
  /** The member whose prefix it is */
  readonly member?: User;
  /** The channel that +f names */
  readonly forward?: Channel;
}

/**
 * Tells the members of a channel which of its modes have changed. Who begins to see a member is first shown it;
 * who ceases to see one is told last that it is gone. Nobody is told of members and channels of which it may not
 * know.
 *
 * @param by who has made the changes; null for the server
 * @param views who saw whom before
 */
export function tellModes(
  network: Network,
  by: User | null,
  views: Views,
  made: readonly MadeChange[],
): void {
  if (made.length === 0) return;
  const { channel } = views;
  const lines = new ModeLines(network, by, views, made);
  for (const event of lines.eventsForAll) recordOn(network, channel, event);
  if (!views.haveChanged && lines.areForAll) {
    for (const line of lines.whole) tellChannel(channel, line);
    return;
  }
  const sightings = new Sightings(channel);
  for (const viewer of channel.members.keys()) {
    const { begins, ceases } = views.changeFor(viewer);
    sightings.show(viewer, begins);
    for (const line of lines.seenBy(viewer)) tell(viewer, line);
    sightings.hide(viewer, ceases);
  }
}

/** The lines of one MODE, as each member is to see them. */
class ModeLines {
  /** What is told to those who may know everything. */
  readonly whole: readonly OutgoingMessage[];
  readonly #room: number;
  readonly #events: readonly Event[];
  /** What is told to the others, by the changes that they are told of. */
  readonly #partial = new Map<string, readonly OutgoingMessage[]>();
  readonly #mayBeSecret: boolean;

  constructor(
    network: Network,
    by: User | null,
    readonly views: Views,
    readonly made: readonly MadeChange[],
  ) {
    const { channel } = views;
    const source = by?.source ?? network.settings.serverName;
    const empty = message(source, "MODE", [channel.name]);
    this.#room = MAX_LINE_BYTES - empty.bytes.length;
    this.#events = modeStrings(made, this.#room).map((params) =>
      network.event(by, "MODE", channel, [channel.name, ...params])
    );
    this.whole = this.#events.map((event) => messageOf(event).share());
    this.#mayBeSecret = made.some(({ forward, member }) =>
      member !== undefined && views.hidesStill(member) ||
      forward !== undefined && isHidden(forward)
    );
  }

  /** True if everybody may know everything. */
  get areForAll(): boolean {
    return !this.#mayBeSecret;
  }

  /** What everybody may know of. */
  get eventsForAll(): readonly Event[] {
    if (!this.#mayBeSecret) return this.#events;
    const changes = this.made.map((change) => this.#asSeenByAll(change))
      .filter((change) => change !== null);
    const [{ params: [name] }] = this.#events;
    return modeStrings(changes, this.#room).map((params, index) => ({
      ...this.#events[index],
      params: [name, ...params],
    }));
  }

  #asSeenByAll(change: MadeChange): ModeChange | null {
    const { forward, letter, member, set } = change;
    if (forward !== undefined && isHidden(forward)) {
      return { set, letter, param: "*" };
    }
    return member !== undefined && this.views.hidesStill(member)
      ? null
      : change;
  }

  /** Gives what a member is told: nothing, if it may know of no change. */
  seenBy(viewer: User): readonly OutgoingMessage[] {
    if (!this.#mayBeSecret) return this.whole;
    const seen = this.made.map((change) => this.#asSeenBy(viewer, change));
    if (seen.every((change, index) => change === this.made[index])) {
      return this.whole;
    }
    const changes = seen.filter((change) => change !== null);
    const texts = modeStrings(changes, this.#room);
    const key = texts.join("\n");
    const known = this.#partial.get(key);
    if (known !== undefined) return known;
    const [{ params: [name] }] = this.#events;
    const lines = texts.map((params, index) =>
      messageOf({ ...this.#events[index], params: [name, ...params] }).share()
    );
    this.#partial.set(key, lines);
    return lines;
  }

  #asSeenBy(viewer: User, change: MadeChange): ModeChange | null {
    const { forward, letter, member, set } = change;
    if (forward !== undefined && !seesChannel(viewer, forward)) {
      return { set, letter, param: "*" };
    }
    const { channel } = this.views;
    return member === undefined || this.views.saw(viewer, member) ||
        seesMember(viewer, member, channel)
      ? change
      : null;
  }
}
