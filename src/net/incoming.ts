import type { Socket } from "node:net";
import { isInBlock, parseAddress, parseBlock } from "../irc/names/address.ts";
import type { Peer } from "../irc/inputs.ts";
import type { Ticket } from "./admission.ts";
import type { Gate } from "./gate.ts";
import { shakeHands, type TlsMeans } from "./handshake.ts";
import { join } from "./join.ts";
import type { ListenAt } from "./place.ts";
import { readProxyHeader } from "./proxy_header.ts";

/** Milliseconds that a proxy has for its header. */
export const HEADER_MS = 5000;

/** What becomes of a connection that was accepted. */
export interface Reception {
  readonly gate: Gate;

  /**
   * Takes over a connection that was let in, and whose handshake is done.
   *
   * @param socket what speaks to the client; nothing of it is read yet
   * @param raw what is beneath it; the same where there is no TLS
   */
  welcome(socket: Socket, raw: Socket, peer: Peer, ticket: Ticket): void;

  /**
   * Takes over a connection that may not come in, and that can be told so.
   *
   * @param reason why, for it to read
   */
  refuse(raw: Socket, peer: Peer, reason: string): void;
}

/**
 * Takes a socket that was accepted through what stands before its first line:
 * the header of a proxy, then the TLS handshake. Whoever does either wrong, or
 * takes too long, is closed, and keeps nobody waiting meanwhile. Between the two
 * it takes a place, which is given back when it is closed, however that comes.
 *
 * @param place where it was accepted
 */
export function receive(
  raw: Socket,
  place: ListenAt,
  { choose, handshakes }: TlsMeans,
  reception: Reception,
): void {
  raw.on("error", () => raw.destroy());
  const own = place.path === null ? raw.remoteAddress : "";
  // The client has reset the connection before it was accepted.
  if (own === undefined) return void raw.destroy();
  if (place.path === null) raw.setNoDelay(true);
  const go = (from: string) => {
    if (raw.destroyed) return;
    const address = place.tor ? "" : from;
    const peer: Peer = {
      address,
      secure: place.tls,
      certificate: null,
      listener: place.name,
    };
    const { gate } = reception;
    const ticket = gate.admit(address, place);
    if (typeof ticket === "string") {
      // A handshake costs more than the answer is worth.
      if (choose !== undefined) return void raw.destroy();
      return reception.refuse(raw, peer, ticket);
    }
    const release = () => gate.release(ticket);
    raw.once("close", release);
    if (choose === undefined) return reception.welcome(raw, raw, peer, ticket);
    shakeHands(raw, place, choose, handshakes, {
      failed: release,
      done: (socket, shown) =>
        reception.welcome(socket, raw, { ...peer, ...shown }, ticket),
    });
  };
  if (place.proxy.length === 0) return go(own);
  if (place.path === null && !isOneOf(place.proxy, own)) {
    return void raw.destroy();
  }
  readHeader(raw, (address) => go(address ?? own));
}

function isOneOf(blocks: readonly string[], text: string): boolean {
  const address = parseAddress(text);
  return address !== null && blocks.some((each) => {
    const block = parseBlock(each);
    return block !== null && isInBlock(block, address);
  });
}

function readHeader(raw: Socket, done: (address: string | null) => void): void {
  let received = new Uint8Array(0);
  const timer = setTimeout(() => raw.destroy(), HEADER_MS);
  const stop = () => {
    clearTimeout(timer);
    raw.off("data", take);
    raw.off("end", abort);
    raw.off("close", stop);
  };
  const abort = () => {
    stop();
    raw.destroy();
  };
  const take = (chunk: Uint8Array) => {
    const both = [received, chunk];
    received = join(both, received.length + chunk.length, null).slice();
    const header = readProxyHeader(received);
    if (header.kind === "broken") return abort();
    if (header.kind === "unfinished") return;
    stop();
    raw.pause();
    const rest = received.subarray(header.length);
    if (rest.length > 0) raw.unshift(rest);
    done(header.address);
  };
  raw.on("data", take);
  raw.on("end", abort);
  raw.on("close", stop);
}
