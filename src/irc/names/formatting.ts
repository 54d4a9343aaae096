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
 * @param text what is said
 * @returns true if it has formatting characters
 * @see Modern IRC, "IRC Formatting"
 */
export function hasFormatting(text: string): boolean {
  return text.search(FORMATTING) !== -1;
}

/**
 * @param text what is said
 * @returns the same without formatting
 */
export function stripFormatting(text: string): string {
  return text.replace(FORMATTING, "");
}

const CTCP_LINE = new RegExp(`(?:^|\n)${CTCP}(?!ACTION[ ${CTCP}])`);

/**
 * @param text what is said
 * @returns true if a line of it is CTCP other than ACTION
 * @see Modern IRC, "Client-to-Client Protocol"
 */
export function isCtcp(text: string): boolean {
  return CTCP_LINE.test(text);
}
