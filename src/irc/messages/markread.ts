import { parseTimestamp } from "../names/timestamp.ts";
import { isChannelName, isNickname } from "../names/names.ts";
import {
  FAIL_INVALID_PARAMS,
  FAIL_NEED_MORE_PARAMS,
} from "../wire/standard_replies.ts";
import type { Command, UserContext } from "../session/context.ts";
import { markerMessage, setReadMarker } from "./read_markers.ts";
import { tell } from "../session/send.ts";

const PREFIX = "timestamp=";

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
    const at = timestamp.startsWith(PREFIX)
      ? parseTimestamp(timestamp.slice(PREFIX.length))
      : null;
    if (at === null) return context.fail(FAIL_INVALID_PARAMS, timestamp);
    set(context, target, at);
  },
};

function get(context: UserContext, target: string): void {
  context.send(markerMessage(context, context.user, target));
}

/** Nobody has read what is not said yet. */
function set(context: UserContext, target: string, at: number): void {
  const { limits, user } = context;
  const read = Math.min(at, context.at);
  const isNew = setReadMarker(user, target, read, limits.readMarkers);
  if (isNew) tell(user, markerMessage(context, user, target));
  else get(context, target);
}
