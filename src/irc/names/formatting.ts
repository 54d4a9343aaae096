/** Bold, reset, monospace, reverse, italics, strikethrough, underline. */
const TOGGLES = "\x02\x0f\x11\x16\x1d\x1e\x1f";
const COLOUR = "\x03";
const HEX_COLOUR = "\x04";
const CTCP = "\x01";

const FORMATTING = new RegExp(
  [
    `[${TOGGLES}]`,
    `${COLOUR}(?:\\d{1,2}(?:,\\d{1,2})?)?`,
    `${HEX_COLOUR}(?:[\\da-f]{6}(?:,[\\da-f]{6})?)?`,
  ].join("|"),
  "gi",
);

/**
 * Tells whether a text is bold, coloured or formatted otherwise: mode `c` refuses it.
 *
 * @see Modern IRC, "IRC Formatting"
 */
export function hasFormatting(text: string): boolean {
  return text.search(FORMATTING) !== -1;
}

/**
 * Makes a text plain: mode `S` has it so.
 *
 * @see Modern IRC, "IRC Formatting"
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(stripFormatting("\x02bold\x02 \x0304,12red"), "bold red");
 * ```
 */
export function stripFormatting(text: string): string {
  return text.replace(FORMATTING, "");
}

const CTCP_LINE = new RegExp(`(?:^|\n)${CTCP}(?!ACTION[ ${CTCP}])`);

/**
 * Tells whether a line of a text is CTCP other than ACTION, which modes `C` and
 * `T` refuse.
 *
 * @see Modern IRC, "Client-to-Client Protocol"
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 *
 * assert(isCtcp("\x01VERSION\x01"));
 * assert(!isCtcp("\x01ACTION waves\x01"));
 * ```
 */
export function isCtcp(text: string): boolean {
  return CTCP_LINE.test(text);
}

const ACTION_LINE = new RegExp(`^${CTCP}ACTION ([^${CTCP}]*)`);

/**
 * Gives what somebody does who says it with ACTION; null for what is none.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(actionOf("\x01ACTION waves\x01"), "waves");
 * assertEquals(actionOf("waves"), null);
 * ```
 */
export function actionOf(text: string): string | null {
  return ACTION_LINE.exec(text)?.[1] ?? null;
}
