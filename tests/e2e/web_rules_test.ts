import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import { pairFor } from "../support/certificates.ts";
import { withFolder } from "../support/folder.ts";
import { forEachProgram } from "../support/for_each.ts";
import { Forwarder } from "../support/forwarder.ts";
import { ServerProcess } from "../support/server_process.ts";
import { TRUSTING } from "../support/trusting.ts";
import { WebSocketClient } from "../support/websocket_client.ts";

const CONFIG = `
[[listen]]
kind = "http"
host = "127.0.0.1"
port = 0

[web]
origins = ["https://chat.example.org"]
proxies = ["127.0.0.1"]
`;

const TLS_CONFIG = `
[[listen]]
kind = "http"
host = "127.0.0.1"
port = 0
tls = true

[[tls]]
certificate = "cert.pem"
key = "key.pem"

[metrics]
port = 0
`;

forEachProgram("origins are kept to, and proxies believed", async (program) => {
  const config = await Deno.makeTempFile({ suffix: ".toml" });
  await Deno.writeTextFile(config, CONFIG + TRUSTING);
  const flags = ["--config", config];
  await using server = await ServerProcess.start(program, { flags });
  for (const origin of ["https://example.org", undefined]) {
    await assertRejects(
      () => WebSocketClient.connect(server.webPort, [], { origin }),
      Error,
      "403",
    );
  }
  using client = await WebSocketClient.connect(server.webPort, [], {
    origin: "https://chat.example.org",
    headers: {
      "X-Forwarded-For": "198.51.100.1, 192.0.2.7",
      "X-Forwarded-Proto": "https",
    },
  });
  await client.register("ann");
  client.send("JOIN #a");
  const lines = await client.settle();
  assertEquals(lines.slice(0, 2), [
    ":ann MODE ann +Z",
    ":ann!~ann@192.0.2.7 JOIN #a",
  ]);
  await Deno.remove(config);
});

const UNIX_CONFIG = `
[[listen]]
kind = "http"
name = "web"
path = "web.sock"

[connections]
address = 1

[users]
modes = ""
`;

for (
  const [name, web, source] of [
    [
      "a proxy on a Unix socket is believed where that is set",
      '[web]\nproxies = ["unix"]\n',
      ":ann!~ann@192.0.2.7",
    ],
    [
      "by itself a proxy on a Unix socket is not believed",
      "",
      ":ann!~ann@web",
    ],
  ]
) {
  forEachProgram(
    name,
    (program) =>
      withFolder({ "ircd.toml": UNIX_CONFIG + web }, async (folder) => {
        const flags = ["--config", `${folder}/ircd.toml`];
        await using server = await ServerProcess.start(program, { flags });
        using proxy = new Forwarder(`${folder}/web.sock`);
        const headers = { "X-Forwarded-For": "192.0.2.7" };
        const come = () => WebSocketClient.connect(proxy.port, [], { headers });
        using client = await come();
        await client.register("ann");
        client.send("JOIN #a");
        assertEquals((await client.settle())[0], `${source} JOIN #a`);
        // Whose address is known is counted there.
        if (web !== "") await assertRejects(come, Error, "503");
        else (await come()).webSocket.terminate();
        assertEquals(server.errors, "");
      }),
  );
}

forEachProgram(
  "WebSocket goes over TLS, and handshakes are counted",
  async (program) => {
    const folder = await Deno.makeTempDir();
    const { certificate, key } = pairFor(["localhost"]);
    await Deno.writeTextFile(`${folder}/cert.pem`, certificate);
    await Deno.writeTextFile(`${folder}/key.pem`, key);
    await Deno.writeTextFile(`${folder}/ircd.toml`, TLS_CONFIG + TRUSTING);
    const flags = ["--config", `${folder}/ircd.toml`];
    const options = { flags, listeners: 2 };
    await using server = await ServerProcess.start(program, options);
    using client = await WebSocketClient.connect(server.webPort, [], {
      ca: certificate,
    });
    await client.register("ann");
    client.send("JOIN #a", `PRIVMSG ann :${"x".repeat(400)}`);
    const lines = await client.settle();
    assertEquals(lines[0], ":ann MODE ann +Z");
    assertEquals(
      lines.at(-1)?.length,
      400 + ":ann!~ann@127.0.0.1 PRIVMSG ann :".length,
    );
    const [, address] =
      / listens on (127.0.0.1:\d+) for metrics\n/.exec(server.announcement) ??
        [];
    const text = await (await fetch(`http://${address}/metrics`)).text();
    for (
      const sample of [
        'ircd_connections{transport="websocket",secure="true"} 1',
        'ircd_tls_handshakes_total{outcome="completed"} 1',
      ]
    ) assertEquals(text.includes(`${sample}\n`), true, sample);
    assertMatch(
      text,
      /^ircd_certificate_expiry_timestamp_seconds{certificate=".*cert.pem"} \d{10}/m,
    );
    client.send("QUIT");
    assertEquals((await client.closed()).code, 1000);
    await Deno.remove(folder, { recursive: true });
  },
);
