import type { HistoryEvent } from "../../state/archive.ts";

/**
 * Writes a message for people to read: each of its lines with its date, who said it, and its msgid.
 *
 * @param where put before it, with a space behind; "" for nothing
 */
export function linesOf(event: HistoryEvent, where = ""): string[] {
  const { at, id, source } = event;
  const [nick] = source.split("!", 1);
  const date = new Date(at).toISOString().slice(0, 16).replace("T", " ");
  return textOf(event).split("\n").map((line) =>
    `[${date}] ${where}<${nick}> ${plain(line)} (${id})`
  );
}

function textOf({ lines, text }: HistoryEvent): string {
  if (lines === null) return text ?? "";
  return lines.map(({ isConcat, text }, index) =>
    isConcat || index === 0 ? text : `\n${text}`
  ).join("");
}

/** Nothing that a client might answer. */
function plain(text: string): string {
  return text.replaceAll("\x01", "");
}
