import { introduce, joinMessage } from "../channels/entering.ts";
import { replayOnJoin } from "../history/replay.ts";
import type { UserContext } from "../session/context.ts";
import { renewShared } from "./shared.ts";

/** Looks what a user is, now that it has another connection. */
export function settle({ network, user }: UserContext): void {
  renewShared(network, user);
}

/** Shows a client the channels that its user is on already: it joins each, for its eyes alone. */
export function showChannels(context: UserContext): void {
  const { user } = context;
  for (const channel of user.channels) {
    context.send(joinMessage(user, channel, null));
    introduce(context, channel);
    replayOnJoin(context, channel);
  }
}
