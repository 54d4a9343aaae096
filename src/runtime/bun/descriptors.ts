import process from "node:process";
import type { DescriptorSender } from "../node/succession.ts";
import { addressOf, system } from "./file_descriptors.ts";

/** The constants and the forms below are those of Linux, where it has 64 bits. */
const IS_SUPPORTED = process.platform === "linux";

const AF_UNIX = 1;
const SOCK_SEQPACKET = 5;
const SOCK_CLOEXEC = 0o2000000;
const SOL_SOCKET = 1;
const SCM_RIGHTS = 1;
const MSG_DONTWAIT = 0x40;
const MSG_NOSIGNAL = 0x4000;
const MSG_CMSG_CLOEXEC = 0x40000000;
const MSG_CTRUNC = 0x8n;

/** As many as the system lets one message have. */
const MOST_A_MESSAGE = 253;

/** A message says whether it is the last. */
const MORE = 0;
const LAST = 1;

const HEADER_BYTES = 16;
const FD_BYTES = 4;

/** Where in a message the system tells what has become of it. */
const FLAGS = 6;

/** What a message is made of: it stays where it is while the system looks at it. */
const data = new Uint8Array(1);
const control = new Uint8Array(HEADER_BYTES + roomFor(MOST_A_MESSAGE));
const view = new DataView(control.buffer);
const vector = new BigUint64Array(2);
const header = new BigUint64Array(7);

/**
 * Prepares to send file descriptors to a process that is to be started.
 *
 * @returns null where that is not possible
 * @see unix(7), "SCM_RIGHTS"
 */
export function openSender(): DescriptorSender | null {
  if (!IS_SUPPORTED || system === null) return null;
  const { close, socketpair } = system;
  const pair = new Int32Array(2);
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) !== 0) {
    return null;
  }
  const [own, theirFd] = pair;
  return {
    theirFd,
    send: (fds) => sendAll(own, fds),
    started: () => void close(theirFd),
    close: () => void close(own),
  };
}

function sendAll(to: number, fds: readonly number[]): boolean {
  let sent = 0;
  do {
    const some = fds.slice(sent, sent + MOST_A_MESSAGE);
    sent += some.length;
    if (!send(to, some, sent === fds.length)) return false;
  } while (sent < fds.length);
  return true;
}

function send(to: number, fds: readonly number[], isLast: boolean): boolean {
  view.setBigUint64(0, BigInt(HEADER_BYTES + FD_BYTES * fds.length), true);
  view.setInt32(8, SOL_SOCKET, true);
  view.setInt32(12, SCM_RIGHTS, true);
  for (const [index, fd] of fds.entries()) {
    view.setInt32(HEADER_BYTES + FD_BYTES * index, fd, true);
  }
  data[0] = isLast ? LAST : MORE;
  const message = prepare(
    fds.length === 0 ? 0 : HEADER_BYTES + roomFor(fds.length),
  );
  const flags = MSG_DONTWAIT | MSG_NOSIGNAL;
  return system !== null && system.sendmsg(to, message, flags) > 0n;
}

/**
 * Receives the file descriptors that another process has sent; it has done so
 * before. Programs that this one runs do not get them.
 *
 * @throws {Error} if they are not all to be had
 */
export function receiveAll(from: number): number[] {
  const fds: number[] = [];
  while (true) {
    control.fill(0);
    const message = prepare(control.length);
    const flags = MSG_DONTWAIT | MSG_CMSG_CLOEXEC;
    if (
      system === null || system.recvmsg(from, message, flags) <= 0n ||
      (message[FLAGS] & MSG_CTRUNC) !== 0n
    ) {
      throw new Error(
        "the connections of the running server are not to be had",
      );
    }
    const end = Number(view.getBigUint64(0, true));
    for (let at = HEADER_BYTES; at < end; at += FD_BYTES) {
      fds.push(view.getInt32(at, true));
    }
    if (data[0] === LAST) return fds;
  }
}

/** @returns a `struct msghdr` for what is in {@linkcode data} and {@linkcode control} */
function prepare(controlBytes: number): BigUint64Array {
  vector.set([addressOf(data), BigInt(data.length)]);
  header.set([0n, 0n, addressOf(vector), 1n, addressOf(control)]);
  header[5] = BigInt(controlBytes);
  header[FLAGS] = 0n;
  return header;
}

/** Control data is in units of eight bytes. */
function roomFor(count: number): number {
  return Math.ceil(count * FD_BYTES / 8) * 8;
}
