import type { HistoryEvent } from "../../state/archive.ts";
import { isMessageId } from "../../state/message_ids.ts";
import { partyOf } from "../../state/parties.ts";
import { SCAN_WORK } from "../../session/work.ts";
import { byteLength } from "../../names/text.ts";
import type { ServiceCommand } from "../service.ts";

/** How many lines come at once. */
const MOST = 200;

/** How many bytes of a text, as JSON has it, fit on a line. */
const MOST_TEXT_BYTES = 200;

/** Cuts a text where a line is full. */
function partsOf(text: string): string[] {
  const parts = [""];
  let room = MOST_TEXT_BYTES;
  for (const character of text) {
    room -= byteLength(JSON.stringify(character)) - 2;
    if (room < 0) {
      parts.push("");
      room = MOST_TEXT_BYTES;
    }
    parts[parts.length - 1] += character;
  }
  return parts;
}

/** Gives all that an event has, a part a line. */
function exported(
  { at, clientTags, command, id, params, text }: HistoryEvent,
): string[] {
  const time = new Date(at).toISOString();
  const parts: Record<string, string | null>[] = text === null
    ? []
    : partsOf(text).map((part) => ({ text: part }));
  if (clientTags !== "") {
    parts.push(...partsOf(clientTags).map((part) => ({ tags: part })));
  }
  if (parts.length === 0) parts.push({ text: null });
  return parts.map((part) =>
    JSON.stringify({ time, id, command, params, ...part })
  );
}

/** Shows all that one has said, a part at a time. */
export const exportOwn: ServiceCommand = {
  name: "EXPORT",
  parameters: 0,
  most: 1,
  permission: "account",
  syntax: "[<msgid>]",
  help: "Shows all that is kept of what you have said.",
  details: [
    `It shows ${MOST} at a time: each with its time, its msgid, where it was said and the text or the tags, as JSON. What is long comes in parts.`,
    "With a msgid it goes on behind that.",
  ],
  run(talk, [after = ""]) {
    const { network, user } = talk;
    if (after !== "" && !isMessageId(after)) {
      return talk.say(`${after} is no msgid.`);
    }
    const own = partyOf(network, user);
    network.work += SCAN_WORK;
    const found = network.archive.authored(own, after, MOST);
    if (found === null) {
      return talk.say("What you have said cannot be read now. Try it later.");
    }
    for (const { event } of found) talk.say(...exported(event));
    const last = found.at(-1);
    const isAll = last === undefined || found.length < MOST;
    talk.say(
      isAll ? "That is all." : `/HISTSERV EXPORT ${last.event.id} shows more.`,
    );
  },
};
