import { Buffer } from "node:buffer";
import { Socket } from "node:net";
import { TLSSocket } from "node:tls";
import type { Peer } from "../irc/inputs.ts";
import { ClientHello } from "./client_hello.ts";
import { FewATurn } from "./few_a_turn.ts";
import type { ListenAt } from "./place.ts";
import type { Tally } from "./tally.ts";
import type { Pair } from "./tls_certificates.ts";

/** Milliseconds that a client has for its part of the TLS handshake. */
export const HANDSHAKE_MS = 10_000;

/** How many handshakes begin in one turn: each takes about a millisecond, which others wait. */
const MOST_A_TURN = 2;

/** Those whose handshake is to begin, of all listeners. */
const beginnings = new FewATurn(MOST_A_TURN);

/** Gives the certificate for a client that calls the server by a name, "" for none. */
export type ChooseContext = (
  name: string,
) => Pick<Pair, "context" | "endPoint">;

/** What TLS needs. */
export interface TlsMeans {
  /** Undefined where there is no TLS */
  readonly choose: ChooseContext | undefined;
  /** Counts handshakes, by what came of them */
  readonly handshakes: Tally;
}

/** What comes of a handshake. */
export interface HandshakeEnd {
  done(
    socket: TLSSocket,
    shown: Pick<Peer, "certificate" | "binding">,
  ): void;
  failed(): void;
}

/**
 * Has a client do its TLS handshake. Until all of its first message has come it
 * costs a socket and no more: a handshake that stalls is cheap. Those whose
 * message has come take turns.
 */
export function shakeHands(
  raw: Socket,
  place: ListenAt,
  choose: ChooseContext,
  handshakes: Tally,
  { done, failed }: HandshakeEnd,
): void {
  let socket: TLSSocket | null = null;
  const hello = new ClientHello();
  const received: Uint8Array[] = [];
  const stop = () => {
    clearTimeout(timer);
    raw.off("data", take);
    raw.off("end", abort);
    raw.off("close", abort);
    socket?.off("end", abort);
    socket?.off("error", abort);
    // Nobody may listen for a moment.
    socket?.on("error", ignore);
  };
  const end = (outcome: string) => {
    stop();
    handshakes.add(outcome);
    socket?.destroy();
    raw.destroy();
    failed();
  };
  const abort = () => end("failed");
  const timer = setTimeout(() => end("timed out"), HANDSHAKE_MS);
  const begin = () => {
    if (raw.destroyed) return;
    Reflect.deleteProperty(raw, "destroy");
    raw.off("end", abort);
    const own = startTls(raw, place, choose);
    socket = own.socket;
    socket.on("error", abort);
    socket.on("end", abort);
    socket.once("secure", () => {
      stop();
      handshakes.add("completed");
      const { binding, socket } = own;
      done(socket, { certificate: fingerprintOf(socket), binding: binding() });
    });
  };
  const take = (chunk: Uint8Array) => {
    received.push(chunk);
    const state = hello.push(chunk);
    if (state === "broken") return abort();
    if (state === "unfinished") return;
    raw.off("data", take);
    raw.pause();
    raw.unshift(Buffer.concat(received.splice(0)));
    beginnings.add(begin);
  };
  raw.on("data", take);
  raw.on("end", abort);
  raw.on("close", abort);
  // One that is reset just ends: the trace of an error that nobody reads costs Deno more than all else here.
  raw.destroy = () => Socket.prototype.destroy.call(raw);
  // It may have paused behind the header of a proxy.
  raw.resume();
}

/** It keeps nothing of the handshake in memory. */
function ignore(): void {}

/** @returns what speaks TLS, and tells what the certificate that was chosen binds to */
function startTls(
  raw: Socket,
  { kind }: ListenAt,
  choose: ChooseContext,
): { socket: TLSSocket; binding: () => Peer["binding"] } {
  let own = choose("");
  const socket = new TLSSocket(raw, {
    isServer: true,
    secureContext: own.context,
    SNICallback: (name, give) => {
      own = choose(name);
      give(null, own.context);
    },
    // A browser would ask its user which one to show.
    requestCert: kind === "irc",
    // Anybody's may be shown: what counts is which one it is.
    rejectUnauthorized: false,
  });
  stopWhilePaused(socket, raw);
  return { socket, binding: () => own.endPoint };
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
