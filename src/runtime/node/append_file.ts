import { closeSync, openSync, writeSync } from "node:fs";
import type { Appender } from "../runtime.ts";

/** @see Runtime.appendFile */
export function appendFile(path: string): Appender {
  const file = openSync(path, "a", 0o640);
  return {
    write: (text) => void writeSync(file, text),
    close: () => closeSync(file),
  };
}
