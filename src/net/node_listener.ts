import { createServer, type Server, type Socket } from "node:net";
import type { Listener, ListenOptions } from "../runtime/runtime.ts";

/**
 * Listens with `node:net`, for what is no plain IRC: the same on both runtimes.
 *
 * @param accept is given each socket; it must not throw
 * @returns a promise that rejects if the port is in use, or the address is not to be had
 */
export function listenNode(
  { hostname, port, backlog }: ListenOptions,
  accept: (socket: Socket) => void,
): Promise<Listener> {
  const server = createServer({ noDelay: true }, accept);
  const { promise, reject, resolve } = Promise.withResolvers<Listener>();
  server.once("error", reject);
  server.listen({ host: hostname, port, backlog }, () => {
    // What makes accept fail passes.
    server.off("error", reject).on("error", () => {});
    resolve(listenerOf(server, hostname));
  });
  return promise;
}

function listenerOf(server: Server, hostname: string): Listener {
  const bound = server.address();
  const { address, port } = typeof bound === "object" && bound !== null
    ? bound
    : { address: hostname, port: 0 };
  return { hostname: address, port, close: () => void server.close() };
}
