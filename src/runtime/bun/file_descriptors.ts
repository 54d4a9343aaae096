import process from "node:process";

/** The calls to the system that Bun itself does not offer. */
interface System {
  listen(fd: number, backlog: number): number;
  dup(fd: number): number;
  close(fd: number): number;
  getrlimit(resource: number, limits: BigUint64Array): number;
  socket(domain: number, type: number, protocol: number): number;
  socketpair(
    domain: number,
    type: number,
    protocol: number,
    fds: Int32Array,
  ): number;
  setsockopt(
    fd: number,
    level: number,
    name: number,
    value: Int32Array,
    length: number,
  ): number;
  sendmsg(fd: number, message: BigUint64Array, flags: number): bigint;
  recvmsg(fd: number, message: BigUint64Array, flags: number): bigint;
  sendto(
    fd: number,
    bytes: Uint8Array,
    length: number,
    flags: number,
    address: Uint8Array,
    addressLength: number,
  ): number;
}

interface Ffi {
  dlopen(library: string, symbols: unknown): { symbols: System };
  ptr(bytes: ArrayBufferView): number;
}

const LIBRARY = process.platform === "darwin"
  ? "libSystem.B.dylib"
  : "libc.so.6";
const RLIMIT_NOFILE = process.platform === "darwin" ? 8 : 7;

const SOL_SOCKET = process.platform === "darwin" ? 0xffff : 1;
const SO_RCVBUF = process.platform === "darwin" ? 0x1002 : 8;

const INT = "int32_t";

const ffi: Ffi | null = await import("bun:ffi" as string).catch(() => null);

/** The C library; null where there is none of that name. */
export const system = openSystem();

function openSystem(): System | null {
  try {
    return ffi?.dlopen(LIBRARY, {
      listen: { args: [INT, INT], returns: INT },
      dup: { args: [INT], returns: INT },
      close: { args: [INT], returns: INT },
      getrlimit: { args: [INT, "ptr"], returns: INT },
      socket: { args: [INT, INT, INT], returns: INT },
      sendto: {
        args: [INT, "ptr", "uint64_t", INT, "ptr", "uint32_t"],
        returns: "int64_t",
      },
      socketpair: { args: [INT, INT, INT, "ptr"], returns: INT },
      setsockopt: {
        args: [INT, INT, INT, "ptr", "uint32_t"],
        returns: INT,
      },
      sendmsg: { args: [INT, "ptr", INT], returns: "int64_t" },
      recvmsg: { args: [INT, "ptr", INT], returns: "int64_t" },
    }).symbols ?? null;
  } catch {
    return null;
  }
}

/** @returns where bytes are in memory, which is to hold them until the system has been asked */
export function addressOf(bytes: ArrayBufferView): bigint {
  return BigInt(ffi?.ptr(bytes) ?? 0);
}

/**
 * @param system the C library
 * @returns how many file descriptors the process may have
 */
export function fileDescriptorLimit(system: System): number {
  const limits = new BigUint64Array(2);
  if (system.getrlimit(RLIMIT_NOFILE, limits) !== 0) return Infinity;
  return Number(limits[0]);
}

/**
 * Limits how much the system takes of clients ahead of the program.
 *
 * @param fd a listening socket: it holds for what is accepted from now on
 * @see socket(7), "SO_RCVBUF"
 */
export function limitReceiveBuffer(
  { setsockopt }: System,
  fd: number,
  bytes: number,
): void {
  const value = Int32Array.of(bytes);
  setsockopt(fd, SOL_SOCKET, SO_RCVBUF, value, value.byteLength);
}
