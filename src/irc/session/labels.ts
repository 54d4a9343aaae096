import type { Tags } from "../wire/tags.ts";
import { byteLength } from "../names/text.ts";
import type { Session } from "../state/session.ts";

/** The longest label, in bytes as it stands on the wire. */
const MAX_LABEL_BYTES = 64;

/**
 * Finds the label that the answer to a line takes, as it stands on the wire; null for none.
 *
 * @see IRCv3 labeled-response, "Tag value"
 */
export function labelOf(session: Session, tags: Tags): string | null {
  const label = tags.get("label") ?? "";
  return session.has("labeled-response") && isLabel(label) ? label : null;
}

function isLabel(label: string): boolean {
  return label !== "" && label.isWellFormed() &&
    byteLength(label) <= MAX_LABEL_BYTES;
}
