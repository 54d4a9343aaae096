/**
 * Gives a chapter of the manual as `man` reads it.
 *
 * @param markdown headings, paragraphs, lists and blocks of code, with `code` and **words** that stand out
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(roffOf("# Bans\n\nWhat `UBAN`\nsets.\n\n- **One**\n"), [
 *   '.SH "BANS"',
 *   ".PP",
 *   "What \\fBUBAN\\fR sets.",
 *   ".IP \\(bu 2",
 *   "\\fBOne\\fR",
 * ]);
 * ```
 */
export function roffOf(markdown: string): string[] {
  return markdown.split(/^(```[^]*?^```)$/m).flatMap((part) =>
    part.startsWith("```")
      ? code(part)
      : part.trim().split(BLOCKS).flatMap(block)
  );
}

/** Makes text of what would be a command of roff, and a minus of a hyphen. */
export function escape(text: string): string {
  return text.replaceAll("\\", "\\e").replaceAll("-", "\\-")
    .replace(/^([.'])/, "\\&$1");
}

/** What stands between paragraphs, and before each point of a list. */
const BLOCKS = /\n\s*\n|\n(?=- )/;

function code(fenced: string): string[] {
  const lines = fenced.split("\n").slice(1, -1);
  return [".PP", ".nf", ...lines.map((line) => escape(line) || "\\&"), ".fi"];
}

function block(text: string): string[] {
  const line = text.split("\n").map((each) => each.trim()).join(" ");
  if (line === "") return [];
  if (line.startsWith("# ")) {
    return [`.SH "${escape(line.slice(2)).toUpperCase()}"`];
  }
  return line.startsWith("- ")
    ? [".IP \\(bu 2", inline(line.slice(2))]
    : [".PP", inline(line)];
}

/** Makes text of what would be a command of roff, and has `code` and **words** stand out. */
export function inline(text: string): string {
  return escape(text)
    .replace(/\[([^\]]+)\]\([^)]+\)/g, "$1")
    .replace(
      /\*\*([^*]+)\*\*|`([^`]+)`/g,
      (_, bold, code) => `\\fB${bold ?? code}\\fR`,
    );
}
