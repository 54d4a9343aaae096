import type { Server, Socket } from "node:net";

/** What is beneath a socket, where that tells. */
interface Handle {
  readonly fd?: number;
}

/** @returns the file descriptor of a socket of `node:net`, which Node does not tell; null on a runtime that does not either */
export function descriptorOf(socket: Server | Socket | null): number | null {
  const { _handle: handle } = (socket ?? {}) as { _handle?: Handle | null };
  const fd = handle?.fd ?? -1;
  return fd < 0 ? null : fd;
}
