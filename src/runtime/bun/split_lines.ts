const CR = 0x0d;

/** @see Runtime.splitLines */
export function splitLines(
  text: string,
  take: (lines: string[]) => void,
): void {
  const lines: string[] = [];
  let start = 0;
  let end = text.indexOf("\n");
  while (end !== -1) {
    const isCrLf = end > start && text.charCodeAt(end - 1) === CR;
    lines.push(text.slice(start, isCrLf ? end - 1 : end));
    start = end + 1;
    end = text.indexOf("\n", start);
  }
  take(lines);
}
