import { readableOf } from "../../history/access.ts";
import { readPage } from "../../history/pages.ts";
import { latestOf } from "../../history/replay.ts";
import { parseReplay, REPLAY_FORM } from "../../names/replay.ts";
import type { ServiceCommand } from "../service.ts";
import { linesOf } from "./lines.ts";

const USUAL = "20";

/** Shows what was said, each message with its date and msgid. */
export const play: ServiceCommand = {
  name: "PLAY",
  parameters: 1,
  most: 2,
  permission: "anyone",
  syntax: "<channel or nickname> [<lines, time or lines:time>]",
  help: "Shows what was said, with the msgids that DELETE takes.",
  details: [`How much of it is ${REPLAY_FORM}; ${USUAL} if left out.`],
  run(talk, [target, amount = USUAL]) {
    const { network, session, user } = talk;
    const replay = parseReplay(amount);
    if (replay === null) return talk.say(`That must be ${REPLAY_FORM}.`);
    const readable = readableOf(network, user, target);
    const range = { ...latestOf(network, replay), onlyMessages: true };
    const page = readable && readPage(session, readable, range);
    if (page === null) {
      return talk.say(`You can read nothing that was said on or to ${target}.`);
    }
    const texts = page.events.flatMap((event) => linesOf(event));
    talk.say(...texts, `That is all of ${readable?.name ?? target}.`);
  },
};
