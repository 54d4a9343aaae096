import { readFileSync, readSync } from "node:fs";
import process from "node:process";

const STDIN = 0;
const INTERRUPT = "\x03";
const END = "\x04";
const ERASE = ["\b", "\x7f"];

/** @see Runtime.readSecret */
export function readSecret(prompt: string): string | null {
  if (!process.stdin.isTTY) {
    return readFileSync(STDIN, "utf8").split(/\r?\n/)[0];
  }
  process.stdout.write(`${prompt} `);
  process.stdin.setRawMode(true);
  try {
    return readHidden();
  } finally {
    process.stdin.setRawMode(false);
    process.stdout.write("\n");
  }
}

function readHidden(): string | null {
  const buffer = new Uint8Array(256);
  const decoder = new TextDecoder();
  let line = "";
  while (true) {
    const length = readSync(STDIN, buffer);
    for (
      const key of decoder.decode(buffer.subarray(0, length), { stream: true })
    ) {
      if (key === "\r" || key === "\n") return line;
      if (key === INTERRUPT || key === END) return null;
      line = ERASE.includes(key) ? line.slice(0, -1) : line + key;
    }
    if (length === 0) return null;
  }
}
