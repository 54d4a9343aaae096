import type { Socket } from "node:net";
import { type SecureContext, TLSSocket } from "node:tls";
import { isInBlock, parseAddress, parseBlock } from "../irc/names/address.ts";
import type { Peer } from "../irc/inputs.ts";
import type { Ticket } from "./admission.ts";
import type { Gate } from "./gate.ts";
import { join } from "./join.ts";
import type { ListenAt } from "./place.ts";
import { readProxyHeader } from "./proxy_header.ts";
import type { Tally } from "./tally.ts";

/** Milliseconds that a proxy has for its header, and a client for its part of the TLS handshake. */
export const HEADER_MS = 5000;
export const HANDSHAKE_MS = 10_000;

/** Gives the certificate for a client that calls the server by a name, "" for none. */
export type ChooseContext = (name: string) => SecureContext;

/** What TLS needs. */
export interface TlsMeans {
  /** Undefined where there is no TLS */
  readonly choose: ChooseContext | undefined;
  /** Counts handshakes, by what came of them */
  readonly handshakes: Tally;
}

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
    startTls(raw, place, choose, handshakes, {
      failed: release,
      done: (socket, certificate) =>
        reception.welcome(socket, raw, { ...peer, certificate }, ticket),
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

/** What comes of a handshake. */
interface HandshakeEnd {
  done(socket: TLSSocket, certificate: string | null): void;
  failed(): void;
}

function startTls(
  raw: Socket,
  { kind }: ListenAt,
  choose: ChooseContext,
  handshakes: Tally,
  { done, failed }: HandshakeEnd,
): void {
  const socket = new TLSSocket(raw, {
    isServer: true,
    secureContext: choose(""),
    SNICallback: (name, give) => give(null, choose(name)),
    // A browser would ask its user which one to show.
    requestCert: kind === "irc",
    // Anybody's may be shown: what counts is which one it is.
    rejectUnauthorized: false,
  });
  const stop = () => {
    clearTimeout(timer);
    raw.off("close", abort);
    socket.off("end", abort);
    socket.off("error", abort);
    // Nobody may listen for a moment.
    socket.on("error", () => {});
  };
  const end = (outcome: string) => {
    stop();
    handshakes.add(outcome);
    socket.destroy();
    raw.destroy();
    failed();
  };
  const abort = () => end("failed");
  const timer = setTimeout(() => end("timed out"), HANDSHAKE_MS);
  socket.on("error", abort);
  socket.on("end", abort);
  raw.on("close", abort);
  stopWhilePaused(socket, raw);
  socket.once("secure", () => {
    stop();
    handshakes.add("completed");
    done(socket, fingerprintOf(socket));
  });
}

/** What is beneath a socket, on Deno and Node. */
interface Handle {
  readStop?(): void;
  readStart?(): void;
}

/** Deno reads on for a TLS socket that is paused, without end: a client could fill the memory. */
function stopWhilePaused(socket: TLSSocket, raw: Socket): void {
  const { _handle: handle } = raw as Socket & { _handle?: Handle };
  socket.on("pause", () => handle?.readStop?.());
  socket.on("resume", () => handle?.readStart?.());
}

/** The SHA-256 of the certificate that the client has shown; null for none. */
function fingerprintOf(socket: TLSSocket): string | null {
  const { fingerprint256 } = socket.getPeerCertificate() ?? {};
  return fingerprint256?.replaceAll(":", "").toLowerCase() ?? null;
}
