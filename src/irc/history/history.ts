import { parseReplay } from "../names/replay.ts";
import type { Command } from "../session/context.ts";
import {
  FAIL_HISTORY_TARGET,
  FAIL_INVALID_LIMIT,
  FAIL_MESSAGE_ERROR,
} from "../wire/standard_replies.ts";
import { readableOf } from "./access.ts";
import { tellReplay } from "./replay.ts";

const USUAL = "100";

/** The history for those who type it: a client needs to know nothing of it. */
export const history: Command = {
  name: "HISTORY",
  parameters: 1,
  registered: true,
  syntax: "<channel or nickname> [<lines, time or lines:time>]",
  help: "Shows what was said.",
  run(context, [target, amount = USUAL]) {
    const replay = parseReplay(amount);
    if (replay === null) return context.fail(FAIL_INVALID_LIMIT, amount);
    const { network, user } = context;
    const readable = readableOf(network, user, target);
    if (readable === null) return context.fail(FAIL_HISTORY_TARGET, target);
    if (!tellReplay(context, readable, replay)) {
      context.fail(FAIL_MESSAGE_ERROR, target);
    }
  },
};
