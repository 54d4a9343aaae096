import { ERR_CANNOTSENDRP } from "../wire/numerics.ts";
import { isNickname } from "../names/names.ts";
import type { UserContext } from "../session/context.ts";
import { channelToSpeakOn, speakAs } from "./speak_as.ts";

/** What tells what happens, and is nobody. */
const NARRATOR = "=Scene=";

/** Says something on a channel as a figure that the user plays: `*name*`, which no user can be called. */
export function playFigure(
  context: UserContext,
  name: string,
  figure: string,
  text: string,
): void {
  play(context, name, figure, `*${figure}*`, text);
}

/** Tells on a channel what happens. */
export function narrate(
  context: UserContext,
  name: string,
  text: string,
): void {
  play(context, name, "Scene", NARRATOR, text);
}

/** Who plays it stands where others have their usernames. */
function play(
  context: UserContext,
  name: string,
  figure: string,
  nick: string,
  text: string,
): void {
  const channel = channelToSpeakOn(context, name);
  if (channel === undefined) return;
  const refuse = (why: string) =>
    context.fail(ERR_CANNOTSENDRP, channel.name, why);
  if (!channel.modes.has("E")) return refuse("+E is not set");
  const { limits, user } = context;
  if (!isNickname(figure, limits)) return refuse("no such name");
  const { host, nick: username } = user;
  const as = { nick, username, host, relayedBy: null, isShown: true };
  speakAs(context, channel, as, text);
}
