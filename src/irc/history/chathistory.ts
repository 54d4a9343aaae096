import type { Command, UserContext } from "../session/context.ts";
import { END, type Range } from "../state/archive.ts";
import {
  FAIL_HISTORY_TARGET,
  FAIL_INVALID_LIMIT,
  FAIL_INVALID_TIMESTAMP,
  FAIL_MESSAGE_ERROR,
  FAIL_TOO_FEW_PARAMETERS,
  FAIL_TOO_MANY_PARAMETERS,
  FAIL_UNKNOWN_SUBCOMMAND,
  type StandardReply,
} from "../wire/standard_replies.ts";
import { upperCase } from "../names/casemapping.ts";
import { type Readable, readableOf } from "./access.ts";
import { type Page, readPage } from "./pages.ts";
import { beforeItself, parseReference, type Reference } from "./references.ts";
import { targetsBetween } from "./targets.ts";
import { tellEvents } from "./telling.ts";

/** Says that no more would come of asking on. */
const LAST = "draft/chathistory-end";

/** What is asked for, once its parameters are understood. */
interface Query {
  readonly context: UserContext;
  readonly references: readonly Reference[];
  readonly limit: number;
}

/** What reads the events that a subcommand is about. */
type Reader = (query: Query, readable: Readable) => Page | null;

/** How many references each takes, and what it reads; `*` may stand for no reference where one says so. */
interface Subcommand {
  readonly references: number;
  readonly takesAny?: true;
  readonly read: Reader;
}

/** @see IRCv3 chathistory, "Subcommands" */
const SUBCOMMANDS: ReadonlyMap<string, Subcommand> = new Map<
  string,
  Subcommand
>([
  ["LATEST", {
    references: 1,
    takesAny: true,
    read: (query, readable) => {
      const [{ end }] = query.references;
      return page(query, readable, { after: end, before: END, from: "newest" });
    },
  }],
  ["BEFORE", {
    references: 1,
    read: (query, readable) => {
      const [{ start }] = query.references;
      return page(query, readable, {
        after: "",
        before: start,
        from: "newest",
      });
    },
  }],
  ["AFTER", {
    references: 1,
    read: (query, readable) => {
      const [{ end }] = query.references;
      return page(query, readable, { after: end, before: END, from: "oldest" });
    },
  }],
  ["AROUND", { references: 1, read: readAround }],
  ["BETWEEN", {
    references: 2,
    read: (query, readable) => page(query, readable, between(query)),
  }],
]);

const TARGETS = "TARGETS";

/**
 * Clients that have not asked for the capability may give it too: nothing is lost with that.
 *
 * @see IRCv3 chathistory
 */
export const chathistory: Command = {
  name: "CHATHISTORY",
  parameters: 0,
  registered: true,
  syntax:
    "{LATEST|BEFORE|AFTER|AROUND|BETWEEN|TARGETS} [<channel or nickname>] <timestamp=... or msgid=...> [<timestamp=... or msgid=...>] <limit>",
  help: "Shows what was said, or where.",
  run(context, [given = "", ...params]) {
    const name = upperCase(given);
    const subcommand = SUBCOMMANDS.get(name);
    if (subcommand === undefined && name !== TARGETS) {
      return context.fail(FAIL_UNKNOWN_SUBCOMMAND, given);
    }
    const expected = subcommand === undefined ? 3 : subcommand.references + 2;
    if (params.length !== expected) {
      const isShort = params.length < expected;
      return context.fail(
        isShort ? FAIL_TOO_FEW_PARAMETERS : FAIL_TOO_MANY_PARAMETERS,
        name,
      );
    }
    if (subcommand === undefined) return tellTargets(context, params);
    const [target, ...others] = params;
    const query = parseQuery(
      context,
      name,
      others,
      subcommand.takesAny,
      target,
    );
    if (query !== null) answer(query, name, target, subcommand.read);
  },
};

/** @returns null if that is refused */
function parseQuery(
  context: UserContext,
  name: string,
  params: readonly string[],
  takesAny = false,
  target?: string,
): Query | null {
  const references: Reference[] = [];
  for (const text of params.slice(0, -1)) {
    const reference = takesAny && text === "*" ? ANY : parseReference(text);
    if ("code" in reference) {
      const about = reference.code === "INVALID_MSGREFTYPE" ? target : text;
      context.fail(reference, name, about ?? text);
      return null;
    }
    references.push(reference);
  }
  const given = params[params.length - 1];
  const limit = /^\d+$/.test(given) ? Number(given) : 0;
  if (limit === 0) {
    context.fail(FAIL_INVALID_LIMIT, name, given);
    return null;
  }
  const { page } = context.settings.history;
  return { context, references, limit: Math.min(limit, page) };
}

/** What `*` refers to: after it is all that there is. */
const ANY: Reference = { start: "", end: "" };

function answer(
  query: Query,
  name: string,
  target: string,
  read: Reader,
): void {
  const { context } = query;
  const { network, session, user } = context;
  const refuse = (refusal: StandardReply) =>
    context.fail(refusal, name, target);
  const readable = readableOf(network, user, target);
  if (readable === null) return refuse(FAIL_HISTORY_TARGET);
  const found = read(query, readable);
  if (found === null) return refuse(FAIL_MESSAGE_ERROR);
  context.batch(
    "chathistory",
    [readable.name],
    () => tellEvents(session, found.events),
    found.isLast ? LAST : "",
  );
}

function page(
  { context, limit }: Query,
  readable: Readable,
  range: Pick<Range, "after" | "before" | "from">,
): Page | null {
  return readPage(context.session, readable, { ...range, limit });
}

/** Half of them from before, the rest from what is referred to on; where one side has fewer, more of the other. */
function readAround(query: Query, readable: Readable): Page | null {
  const { limit, references: [reference] } = query;
  const read = (
    most: number,
    range: Pick<Range, "after" | "before" | "from">,
  ) => page({ ...query, limit: most }, readable, range);
  const older = (most: number) =>
    read(most, { after: "", before: reference.start, from: "newest" });
  const newer = (most: number) =>
    read(most, { after: beforeItself(reference), before: END, from: "oldest" });
  const least = Math.ceil(limit / 2);
  const before = older(limit - Math.min(least, newer(least)?.size ?? 0));
  const fromThere = newer(limit - (before?.size ?? 0));
  if (before === null || fromThere === null) return null;
  return {
    events: [...before.events, ...fromThere.events],
    size: before.size + fromThere.size,
    isLast: false,
  };
}

/** From the first reference on, in the direction of the second. */
function between(
  { references: [first, second] }: Query,
): Pick<Range, "after" | "before" | "from"> {
  return first.start <= second.start
    ? { after: first.end, before: second.start, from: "oldest" }
    : { after: second.end, before: first.start, from: "newest" };
}

/** @see IRCv3 chathistory, "`TARGETS`" */
function tellTargets(context: UserContext, params: readonly string[]): void {
  const msgid = params.slice(0, 2).find((text) => text.startsWith("msgid="));
  if (msgid !== undefined) {
    return context.fail(FAIL_INVALID_TIMESTAMP, TARGETS, msgid);
  }
  const query = parseQuery(context, TARGETS, params);
  if (query === null) return;
  const { lines, isLast } = targetsBetween(
    context,
    between(query),
    query.limit,
  );
  context.batch("draft/chathistory-targets", [], () => {
    for (const line of lines) context.send(line);
  }, isLast ? LAST : "");
}
