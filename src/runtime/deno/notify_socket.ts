/** A socket of datagrams, which Deno has with `--unstable-net` alone. */
interface DatagramSocket {
  send(bytes: Uint8Array, to: UnixAddress): Promise<number>;
}

interface UnixAddress {
  readonly transport: "unixpacket";
  readonly path: string;
}

const { listenDatagram } = Deno as unknown as {
  listenDatagram?(at: UnixAddress): DatagramSocket;
};

const encoder = new TextEncoder();

/** @see Runtime.openNotifySocket */
export function openNotifySocket(
  path: string,
): ((text: string) => void) | null {
  if (listenDatagram === undefined) return null;
  const transport = "unixpacket";
  // Its own name is in no folder.
  const own = { transport, path: `\0ircd-${crypto.randomUUID()}` } as const;
  const to = { transport, path: path.replace(/^@/, "\0") } as const;
  const socket = listenDatagram(own);
  return (text) => {
    // Whoever does not hear of it says so itself.
    socket.send(encoder.encode(text), to).catch(() => {});
  };
}
