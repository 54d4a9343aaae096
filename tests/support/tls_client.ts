import type { PemPair } from "../../src/net/tls_self_signed.ts";
import { SocketClient } from "./socket_client.ts";
import { PATIENCE_MS, within } from "./within.ts";

/**
 * Connects with TLS. The handshake fails unless the server shows a certificate
 * for the name.
 *
 * @param port where, on loopback
 * @param name what the server is called, for SNI too
 * @param expected the certificate that it must show
 * @param header what a proxy sends before
 */
export async function connectTls(
  port: number,
  name: string,
  expected: PemPair,
  header: string | Uint8Array = "",
): Promise<SocketClient> {
  const tcp = await SocketClient.connect(port);
  if (header.length > 0) await tcp.write(header);
  return await upgrade(tcp, name, expected);
}

/** Begins with TLS on a connection. */
export async function upgrade(
  { connection }: SocketClient,
  name: string,
  { certificate }: PemPair,
): Promise<SocketClient> {
  const tls = await Deno.startTls(connection as Deno.TcpConn, {
    hostname: name,
    caCerts: [certificate],
  });
  return await shaken(tls);
}

/**
 * Connects with TLS and shows a certificate.
 *
 * @param expected the certificate, for localhost, that the server must show
 * @param shown what the client shows
 */
export async function connectWithCertificate(
  port: number,
  expected: PemPair,
  shown: PemPair,
): Promise<SocketClient> {
  return await shaken(
    await Deno.connectTls({
      hostname: "localhost",
      port,
      caCerts: [expected.certificate],
      cert: shown.certificate,
      key: shown.key,
    }),
  );
}

async function shaken(tls: Deno.TlsConn): Promise<SocketClient> {
  try {
    await within(PATIENCE_MS, "the handshake", tls.handshake());
  } catch (error) {
    tls.close();
    throw error;
  }
  return new SocketClient(tls);
}
