import type { TestClient } from "./test_network.ts";

/** The capabilities of a client that reads history. */
export const READER = ["draft/chathistory", "batch", "message-tags"] as const;

/**
 * Asks for what was said somewhere, the latest of it.
 *
 * @returns the texts that are shown; or the code of the refusal
 */
export function heard(client: TestClient, target: string): string[] | string {
  client.enable(...READER);
  const lines = client.send(`CHATHISTORY LATEST ${target} * 100`);
  const [, refusal] = /FAIL CHATHISTORY (\S+)/.exec(lines.join("\n")) ?? [];
  return refusal ?? textsIn(lines);
}

/** Gives the texts of PRIVMSG and NOTICE. */
export function textsIn(lines: readonly string[]): string[] {
  return lines.flatMap((line) =>
    / (?:PRIVMSG|NOTICE) \S+ :(.*)$/.exec(line)?.slice(1) ?? []
  );
}

/** Gives the msgid of a line; "" for none. */
export function idOf(line: string | undefined): string {
  return /^@\S*\bmsgid=([^; ]+)/.exec(line ?? "")?.[1] ?? "";
}

/** Gives the lines with their msgids and times left out, so that they are the same each time. */
export function withoutTimes(lines: readonly string[]): string[] {
  return lines.map((line) =>
    line.replace(/\b(?:msgid|time)=[^; ]+;?/g, "").replace(/^@ /, "")
      .replace(/^(@\S+); /, "$1 ")
  );
}

/**
 * Looks for messages.
 *
 * @param attributes as they stand on the wire
 * @returns the texts that are found; or the code of the refusal
 */
export function found(
  client: TestClient,
  attributes: string,
): string[] | string {
  client.enable("soju.im/search", "batch", "message-tags");
  const lines = client.send(`SEARCH ${attributes}`);
  const [, refusal] = /FAIL SEARCH (\S+)/.exec(lines.join("\n")) ?? [];
  return refusal ?? textsIn(lines);
}
