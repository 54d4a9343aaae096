import { formatTag, type Tags } from "../wire/tags.ts";
import type { Context } from "../session/context.ts";

/**
 * Picks the client-only tags that are passed on with a message, as they stand on the wire; "" for none.
 *
 * @see IRCv3 message-tags, "Client-only tags"
 */
export function relayedTags(context: Context, tags: Tags): string {
  if (tags.size === 0) return "";
  const { session, settings } = context;
  if (!session.has("message-tags")) return "";
  const relayed: string[] = [];
  for (const [name, value] of tags) {
    if (
      name.startsWith("+") && !isDenied(name.slice(1), settings.clientTagDeny)
    ) {
      relayed.push(formatTag(name, value));
    }
  }
  return relayed.join(";");
}

/** @see IRCv3 message-tags, "RPL_ISUPPORT Tokens" */
function isDenied(name: string, deny: readonly string[]): boolean {
  return deny.includes("*") ? !deny.includes(`-${name}`) : deny.includes(name);
}
