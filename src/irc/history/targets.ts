import type { UserContext } from "../session/context.ts";
import { SEARCH_WORK } from "../session/work.ts";
import { END, type Range } from "../state/archive.ts";
import { partyOf } from "../state/parties.ts";
import { PartyNames } from "../accounts/parties.ts";
import { message, type OutgoingMessage } from "../wire/outgoing.ts";
import {
  type Readable,
  readableChannels,
  readableConversation,
} from "./access.ts";
import { latestMessage } from "./pages.ts";

/** The most private conversations that are looked at for one answer, about. */
const MOST_LOOKED_AT = 2000;

/** Where something was said. */
interface Target {
  readonly name: string;
  /** The msgid of the latest message that may be read */
  readonly latest: string;
  /** When that was said, in milliseconds since 1970 */
  readonly at: number;
}

/**
 * Lists the channels of a user and those whom it has private conversations with, where the latest message is in a
 * range, the least recent first.
 *
 * @see IRCv3 chathistory, "`TARGETS`"
 */
export function targetsBetween(
  context: UserContext,
  { after, before, from }: Pick<Range, "after" | "before" | "from">,
  limit: number,
): { lines: readonly OutgoingMessage[]; isLast: boolean } {
  const { network, settings } = context;
  const isMeant = ({ latest }: Target) => latest > after && latest < before;
  const { isWhole, people } = peopleOf(
    context,
    { after, before, from },
    limit + 1,
    isMeant,
  );
  const targets = [...channelsOf(context).filter(isMeant), ...people]
    .sort((one, other) => one.latest < other.latest ? -1 : 1);
  network.work += SEARCH_WORK;
  const some = from === "oldest"
    ? targets.slice(0, limit)
    : targets.slice(Math.max(0, targets.length - limit));
  const lines = some.map(({ at, name }) =>
    message(settings.serverName, "CHATHISTORY", [
      "TARGETS",
      name,
      new Date(at).toISOString(),
    ])
  );
  return { lines, isLast: isWhole && targets.length <= limit };
}

function channelsOf(context: UserContext): Target[] {
  const { network, user } = context;
  return readableChannels(network, user).flatMap((readable) =>
    targetOf(context, readable)
  );
}

/**
 * Those who write to somebody who silences them do not stand in the way of others: it is looked on, until there are
 * enough.
 *
 * @returns whether there are no more of them
 */
function peopleOf(
  context: UserContext,
  range: Pick<Range, "after" | "before" | "from">,
  limit: number,
  isMeant: (target: Target) => boolean,
): { people: Target[]; isWhole: boolean } {
  const { network, user } = context;
  const own = partyOf(network, user);
  const names = new PartyNames(network);
  const people: Target[] = [];
  let { after } = range;
  // What came last may be from who is silenced, and what may be read before that.
  let before = user.silenced !== null ? END : range.before;
  for (let looked = 0; looked < MOST_LOOKED_AT; looked += limit) {
    const active = network.archive
      .active(own, after, before, range.from, limit);
    const targets = active.flatMap(({ conversation }) =>
      targetOf(
        context,
        readableConversation(network, user, conversation, names),
      )
    );
    people.push(...targets.filter(isMeant));
    const isWhole = active.length < limit;
    if (isWhole || people.length >= limit) return { people, isWhole };
    if (range.from === "oldest") after = active[active.length - 1].latest;
    else before = active[0].latest;
  }
  return { people, isWhole: false };
}

function targetOf(
  { session }: UserContext,
  readable: Readable | null,
): Target[] {
  const latest = readable && latestMessage(session, readable, END);
  if (readable === null || latest === null) return [];
  const { at, id } = latest;
  return [{ name: readable.name, latest: id, at }];
}
