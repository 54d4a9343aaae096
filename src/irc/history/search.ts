import { parseTimestamp } from "../names/timestamp.ts";
import { batch } from "../session/answer.ts";
import type { Command } from "../session/context.ts";
import { send } from "../session/send.ts";
import { askSearch } from "../session/waiting.ts";
import type { Network } from "../state/network.ts";
import type { RequestOf } from "../state/request.ts";
import type { SearchOutcome } from "../state/search.ts";
import type { Session } from "../state/session.ts";
import {
  FAIL_INVALID_PARAMS,
  FAIL_SEARCH_FAILED,
  FAIL_TOO_MANY_PARAMETERS,
  type StandardReply,
  standardReply,
  WARN_SEARCH_INCOMPLETE,
} from "../wire/standard_replies.ts";
import { parseTags, unescapeTagValue } from "../wire/tags.ts";
import { referenceTo } from "./references.ts";
import {
  ANYTHING,
  hasFailed,
  queryFor,
  readableAmong,
  type Wanted,
} from "./searching.ts";
import { tellEvents } from "./telling.ts";

/** The name of the batch is that of the capability. */
const SEARCH = "soju.im/search";

/**
 * What each attribute says of what is looked for; null for a value that it cannot have. None can be empty. Those that
 * are not here are passed over.
 *
 * @see https://codeberg.org/emersion/soju/src/branch/master/doc/ext/search.md, "Standard search attributes"
 */
const ATTRIBUTES: ReadonlyMap<
  string,
  (value: string) => Partial<Wanted> | null
> = new Map<string, (value: string) => Partial<Wanted> | null>([
  ["in", (target) => ({ in: target })],
  ["from", (from) => ({ from })],
  ["text", (text) => ({ text })],
  ["after", (text) => {
    const at = parseTimestamp(text);
    // Whoever says from when on wants what came then.
    return at === null
      ? null
      : { after: referenceTo(at).start, order: "oldest" };
  }],
  ["before", (text) => {
    const at = parseTimestamp(text);
    return at === null ? null : { before: referenceTo(at).end };
  }],
  ["limit", (text) => {
    const limit = /^\d+$/.test(text) ? Number(text) : 0;
    return limit === 0 ? null : { limit };
  }],
]);

/** @see https://codeberg.org/emersion/soju/src/branch/master/doc/ext/search.md */
export const search: Command = {
  name: "SEARCH",
  parameters: 1,
  registered: true,
  capability: SEARCH,
  syntax:
    "[in=<channel or nickname>];[from=<nickname>];[text=<words>];[after=<time>];[before=<time>];[limit=<number>]",
  help: "Finds messages, wherever you may read them.",
  run(context, [attributes, ...rest]) {
    if (rest.length > 0) return context.fail(FAIL_TOO_MANY_PARAMETERS);
    const invalid: string[] = [];
    let wanted = ANYTHING;
    for (const [name, escaped] of parseTags(attributes)) {
      const value = unescapeTagValue(escaped);
      const parse = ATTRIBUTES.get(name);
      if (parse === undefined) continue;
      const parsed = value === "" ? null : parse(value);
      if (parsed === null) invalid.push(name);
      else wanted = { ...wanted, ...parsed };
    }
    if (invalid.length > 0) {
      return context.fail(FAIL_INVALID_PARAMS, ...invalid);
    }
    const { network, session, user } = context;
    const query = queryFor(network, user, wanted);
    if (query === null) return context.fail(FAIL_INVALID_PARAMS, "in");
    const { order } = query;
    askSearch(network, session, "searched", { order }, query);
  },
};

/** Shows a client what was found. */
export function searched(
  network: Network,
  session: Session | undefined,
  { data: { order } }: RequestOf<"searched">,
  outcome: SearchOutcome | null,
): void {
  const user = session?.user ?? null;
  if (session === undefined || user === null) return;
  const tell = (reply: StandardReply) => {
    const { serverName } = network.settings;
    send(session, standardReply(serverName, search.name, reply, []));
  };
  const shown = outcome === null
    ? []
    : readableAmong(network, user, outcome, order);
  if (hasFailed(outcome, shown)) return tell(FAIL_SEARCH_FAILED);
  const events = shown.map(({ event }) => event);
  batch(session, SEARCH, [], () => tellEvents(session, events));
  if (outcome?.isWhole === false) tell(WARN_SEARCH_INCOMPLETE);
}
