import type { MemoryConnection } from "./memory_runtime.ts";

/**
 * Waits for an answer that takes time of its own, whatever a fake clock shows:
 * to check a password does.
 *
 * @param client who is to get something
 * @returns what it got
 */
export async function answered(client: MemoryConnection): Promise<string[]> {
  for (;;) {
    const lines = client.take();
    if (lines.length > 0) return lines;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
