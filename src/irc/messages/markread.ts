import { isChannelName, isNickname } from "../names/names.ts";
import {
  FAIL_INVALID_PARAMS,
  FAIL_NEED_MORE_PARAMS,
} from "../wire/standard_replies.ts";
import type { Command, UserContext } from "../session/context.ts";
import { markerMessage, setReadMarker, tellMarker } from "./read_markers.ts";

/** @see IRCv3 read-marker, "`MARKREAD` Command" */
export const markread: Command = {
  name: "MARKREAD",
  parameters: 0,
  registered: true,
  capability: "draft/read-marker",
  syntax: "<channel or nickname> [timestamp=<YYYY-MM-DDThh:mm:ss.sssZ>]",
  help: "Tells your clients up to when you have read, or asks for it.",
  run(context, [target = "", timestamp]) {
    const { limits } = context;
    if (target === "") return context.fail(FAIL_NEED_MORE_PARAMS);
    if (!isChannelName(target, limits) && !isNickname(target, limits)) {
      return context.fail(FAIL_INVALID_PARAMS, target);
    }
    if (timestamp === undefined) return get(context, target);
    const at = parseTimestamp(timestamp);
    if (at === null) return context.fail(FAIL_INVALID_PARAMS, timestamp);
    set(context, target, at);
  },
};

function get(context: UserContext, target: string): void {
  const { network, user } = context;
  context.send(markerMessage(network, user, target));
}

/** Nobody has read what is not said yet. */
function set(context: UserContext, target: string, at: number): void {
  const { network, user } = context;
  const read = Math.min(at, context.at);
  const isNew = setReadMarker(network, user, target, read);
  if (isNew) tellMarker(network, user, target);
  else get(context, target);
}

const TIMESTAMP = /^timestamp=(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)$/;

/** @returns milliseconds since 1970; null if there is no such time */
function parseTimestamp(text: string): number | null {
  const time = TIMESTAMP.exec(text)?.[1] ?? "";
  const at = Date.parse(time);
  // A day that a month does not have may be taken for one of the next month.
  const exists = !Number.isNaN(at) && new Date(at).toISOString() === time;
  return exists ? at : null;
}
