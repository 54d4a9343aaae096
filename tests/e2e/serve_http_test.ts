import { assertEquals, assertMatch } from "@std/assert";
import { createServer } from "node:http";
import type { Peer } from "../../src/irc/inputs.ts";
import { listenAll } from "../../src/net/listeners.ts";
import { CertificateSet, readPair } from "../../src/net/tls_certificates.ts";
import { denoRuntime } from "../../src/runtime/deno/runtime.ts";
import { pairFor } from "../support/certificates.ts";
import { openGate } from "../support/open_gate.ts";
import { placeAt } from "../support/places.ts";
import { SocketClient } from "../support/socket_client.ts";
import { connectTls } from "../support/tls_client.ts";

const PAIR = pairFor(["localhost"]);
const HEADER = "PROXY TCP4 192.0.2.7 198.51.100.1 40000 443\r\n";
const REQUEST =
  "GET /where HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

Deno.test("a listener for HTTP hands on sockets, with where they come from: behind a proxy, with TLS and without", async () => {
  const set = new CertificateSet([
    readPair(
      { certificate: "c", key: "k" },
      (path) => path === "c" ? PAIR.certificate : PAIR.key,
    ),
  ]);
  const peers: Peer[] = [];
  const server = createServer((request, response) =>
    response.end(`you asked for ${request.url}`)
  );
  const places = [false, true].flatMap((tls) =>
    [[], ["127.0.0.1"]].map((proxy) =>
      placeAt({ kind: "http", name: "web", tls, proxy })
    )
  );
  const bound = await listenAll(places, {
    runtime: denoRuntime,
    gate: openGate,
    handler: { accept: () => null, exhausted() {} },
    choose: (name) => set.choose(name).context,
    serveHttp(socket, peer) {
      peers.push(peer);
      server.emit("connection", socket);
    },
  });
  for (const { place, port } of bound) {
    const header = place.proxy.length > 0 ? HEADER : "";
    using client = place.tls
      ? await connectTls(port, "localhost", PAIR, header)
      : await SocketClient.connect(port);
    await client.write((place.tls ? "" : header) + REQUEST);
    const lines = await client.until(/^you asked|^$/);
    assertMatch(lines[0], /^HTTP\/1\.1 200 /);
  }
  assertEquals(
    peers.map(({ address, listener, secure }) => ({
      address,
      listener,
      secure,
    })),
    [["127.0.0.1", false], ["192.0.2.7", false], ["127.0.0.1", true], [
      "192.0.2.7",
      true,
    ]]
      .map(([address, secure]) => ({
        address,
        listener: "web",
        secure,
      })) as typeof peers,
  );
  for (const each of bound) each.close();
  server.close();
});
