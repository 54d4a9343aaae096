import type { ListenAt } from "../../src/net/place.ts";

/** A place for IRC over plain TCP, on a port that the system chooses, but for what is given. */
export function placeAt(changes: Partial<ListenAt> = {}): ListenAt {
  return {
    kind: "irc",
    name: "",
    host: "127.0.0.1",
    port: 0,
    path: null,
    mode: 0o660,
    tls: false,
    proxy: [],
    tor: false,
    limits: null,
    ...changes,
  };
}
