import type { NoticeKind } from "../modes/notice_kinds.ts";

/** A part of a notice: a text, or what operators are told and the log treats with care. */
export type NoticeValue =
  | string
  | {
    /** What stands before the `@`, if anything does */
    readonly name?: string;
    /** An address, or a mask of some: the log has it as it is configured to */
    readonly address: string;
  }
  | {
    /** What a client has said: it is not logged */
    readonly words: string;
  };

/** What has happened, for operators to read and for the log. */
export interface Notice {
  readonly kind: NoticeKind;
  /** In it `{name}` stands for the value of that name */
  readonly template: string;
  readonly values: Readonly<Record<string, NoticeValue>>;
}

/**
 * Puts the values of a notice into its text.
 *
 * @param write gives a value as a text; `undefined` for one that is not there
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const values = { who: { name: "ann!~ann", address: "192.0.2.1" } };
 * assertEquals(
 *   fillNotice({ kind: "quit", template: "{who} quits", values }, inFull),
 *   "ann!~ann@192.0.2.1 quits",
 * );
 * ```
 */
export function fillNotice(
  { template, values }: Notice,
  write: (value: NoticeValue) => string,
): string {
  return template.replace(/\{(\w+)\}/g, (_, name) => write(values[name] ?? ""));
}

/** Gives a value as operators read it. */
export function inFull(value: NoticeValue): string {
  if (typeof value === "string") return value;
  if ("words" in value) return value.words;
  const { address, name } = value;
  return name === undefined ? address : `${name}@${address}`;
}
