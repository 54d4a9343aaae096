import { RPL_NOTOPIC, RPL_TOPIC, RPL_TOPICWHOTIME } from "../wire/numerics.ts";
import type { Channel } from "../state/channel.ts";
import type { UserContext } from "../session/context.ts";

/**
 * Sends a channel's topic, 332 and 333, or 331 where there is none.
 *
 * @see Modern IRC, "TOPIC message"
 */
export function replyTopic(
  context: UserContext,
  { name, topic }: Channel,
): void {
  if (topic === null) return context.reply(RPL_NOTOPIC, name);
  context.reply(RPL_TOPIC, name, topic.text);
  context.reply(
    RPL_TOPICWHOTIME,
    name,
    topic.setBy,
    String(Math.floor(topic.setAt / 1000)),
  );
}
