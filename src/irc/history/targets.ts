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
  const targets = [
    ...channelsOf(context),
    ...peopleOf(context, { after, before, from }, limit + 1),
  ].filter(({ latest }) => latest > after && latest < before)
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
  return { lines, isLast: targets.length <= limit };
}

function channelsOf(context: UserContext): Target[] {
  const { network, user } = context;
  return readableChannels(network, user).flatMap((readable) =>
    targetOf(context, readable)
  );
}

function peopleOf(
  context: UserContext,
  { after, before, from }: Pick<Range, "after" | "before" | "from">,
  limit: number,
): Target[] {
  const { network, user } = context;
  const own = partyOf(network, user);
  const names = new PartyNames(network);
  return network.archive.active(own, after, before, from, limit)
    .flatMap(({ conversation }) =>
      targetOf(
        context,
        readableConversation(network, user, conversation, names),
      )
    );
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
