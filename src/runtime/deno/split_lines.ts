import { TextLineStream } from "@std/streams/text-line-stream";

/** A line stream that is fed by hand. A connection has one only while it has lines in it. */
interface Splitter {
  readonly writer: WritableStreamDefaultWriter<string>;
  readonly reader: ReadableStreamDefaultReader<string>;
}

/** Splitters that nobody has in use: there are as many as were ever in use at once. */
const pool: Splitter[] = [];

/** @see Runtime.splitLines */
export async function splitLines(
  text: string,
  take: (lines: string[]) => void,
): Promise<void> {
  const splitter = pool.pop() ?? newSplitter();
  // Once its lines are read, it is written.
  splitter.writer.write(text);
  const lines: string[] = [];
  for (let count = countLines(text); count > 0; count--) {
    const { value } = await splitter.reader.read();
    if (value !== undefined) lines.push(value);
  }
  pool.push(splitter);
  take(lines);
}

function newSplitter(): Splitter {
  const stream: TransformStream<string, string> = new TextLineStream();
  return {
    writer: stream.writable.getWriter(),
    reader: stream.readable.getReader(),
  };
}

function countLines(text: string): number {
  let count = 0;
  let at = text.indexOf("\n");
  while (at !== -1) {
    count++;
    at = text.indexOf("\n", at + 1);
  }
  return count;
}
