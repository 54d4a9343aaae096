import { parseDuration } from "../../names/duration.ts";
import { parseTimestamp } from "../../names/timestamp.ts";
import {
  ANYTHING,
  hasFailed,
  queryFor,
  readableAmong,
  type Wanted,
} from "../../history/searching.ts";
import { positionAt } from "../../state/message_ids.ts";
import type { ServiceCommand } from "../service.ts";
import { linesOf } from "./lines.ts";

/** How many messages are shown: the latest. */
const MOST_SHOWN = 20;

/** A phrase in quotation marks, a condition, or a word. */
const TERM = /"[^"]*"?|[^\s"]+/g;

/** The end of a time that was not given to the millisecond. */
const REST_OF_TIME = "0000-00-00T00:00:00.000Z";

/** What each condition says of what is looked for; null for a value that it cannot have. */
const CONDITIONS: ReadonlyMap<
  string,
  (value: string, at: number) => Partial<Wanted> | null
> = new Map<string, (value: string, at: number) => Partial<Wanted> | null>([
  ["in", (target) => target === "" ? null : { in: target }],
  ["from", (from) => from === "" ? null : { from }],
  ["after", (text, at) => {
    const time = parseTime(text, at);
    return time === null ? null : { after: positionAt(time) };
  }],
  ["before", (text, at) => {
    const time = parseTime(text, at);
    return time === null ? null : { before: positionAt(time) };
  }],
]);

/** Reads a day, a time of a day, or how long ago. */
function parseTime(text: string, now: number): number | null {
  const isDuration = /^(?:\d+[a-z])+$/i.test(text);
  const ago = isDuration ? parseDuration(text) : null;
  if (ago !== null) return now - ago;
  if (!/^\d{4}-\d\d-\d\d(?:T\d\d:\d\d)?/.test(text)) return null;
  return parseTimestamp(text + REST_OF_TIME.slice(text.length));
}

/** Finds messages, for those whose clients cannot ask for that themselves. */
export const search: ServiceCommand = {
  name: "SEARCH",
  parameters: 1,
  permission: "anyone",
  syntax:
    "<words> [in:<channel or nickname>] [from:<nickname>] [after:<time>] [before:<time>]",
  help: "Finds messages, wherever you may read them.",
  details: [
    `Shows the latest ${MOST_SHOWN} that have all of the words.`,
    'Words in quotation marks, "like this", must stand together; with a star, like*, a word may go on.',
    "A time is a day like 2026-01-31, one of a day like 2026-01-31T18:30 (UTC), or how long ago, like 2h.",
  ],
  run(talk, params) {
    const { network, user } = talk;
    const terms = params.join(" ").match(TERM) ?? [];
    const words: string[] = [];
    let wanted: Wanted = { ...ANYTHING, limit: MOST_SHOWN };
    for (const term of terms) {
      const colon = term.indexOf(":");
      const name = term.slice(0, Math.max(colon, 0)).toLowerCase();
      const parse = CONDITIONS.get(name);
      const parsed = parse?.(term.slice(colon + 1), network.at);
      if (parsed === null) {
        return talk.say(`That cannot be understood: ${term}`);
      }
      if (parsed === undefined) words.push(term);
      else wanted = { ...wanted, ...parsed };
    }
    if (words.length > 0) wanted = { ...wanted, text: words.join(" ") };
    const query = queryFor(network, user, wanted);
    if (query === null) {
      return talk.say(
        `You can read nothing that was said on or to ${wanted.in}.`,
      );
    }
    talk.search(query);
  },
  searched(talk, _params, outcome) {
    const shown = outcome === null
      ? []
      : readableAmong(talk.network, talk.user, outcome, "newest");
    if (hasFailed(outcome, shown)) {
      return talk.say("That cannot be searched now. Try again later.");
    }
    talk.say(
      ...shown.flatMap(({ event, readable }) =>
        linesOf(event, `${readable.name} `)
      ),
      ending(shown.length, outcome?.isWhole ?? true),
    );
  },
};

function ending(count: number, isWhole: boolean): string {
  if (!isWhole) return "The search took too long: there may be more.";
  if (count === 0) return "Nothing was found.";
  return count < MOST_SHOWN
    ? "That is all."
    : "There may be more: before:<time> shows what is older.";
}
