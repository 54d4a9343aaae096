import { system } from "./file_descriptors.ts";

const AF_UNIX = 1;
const SOCK_DGRAM = 2;
const SOCK_CLOEXEC = 0o2000000;
const MSG_NOSIGNAL = 0x4000;

/** How long the name of a socket may be, with what stands before it. */
const ADDRESS_BYTES = 110;

const encoder = new TextEncoder();

/** @see Runtime.openNotifySocket */
export function openNotifySocket(
  path: string,
): ((text: string) => void) | null {
  if (system === null) return null;
  const { sendto, socket } = system;
  const name = encoder.encode(path.replace(/^@/, "\0"));
  const address = new Uint8Array(ADDRESS_BYTES);
  address[0] = AF_UNIX;
  address.set(name, 2);
  const fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (fd < 0) return null;
  return (text) => {
    const bytes = encoder.encode(text);
    const { length } = bytes;
    sendto(fd, bytes, length, MSG_NOSIGNAL, address, 2 + name.length);
  };
}
