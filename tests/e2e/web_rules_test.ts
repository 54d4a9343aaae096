import { assertEquals, assertRejects } from "@std/assert";
import { forEachProgram } from "../support/for_each.ts";
import { ServerProcess } from "../support/server_process.ts";
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

forEachProgram("origins are kept to, and proxies believed", async (program) => {
  const config = await Deno.makeTempFile({ suffix: ".toml" });
  await Deno.writeTextFile(config, CONFIG);
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
