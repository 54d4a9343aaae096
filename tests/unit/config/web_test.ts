import { assertEquals, assertThrows } from "@std/assert";
import { parseConfig } from "../../../src/config/config.ts";
import { ConfigError } from "../../../src/config/mistake.ts";
import { placeAt } from "../../support/places.ts";
import { noFiles, testConfig } from "../../support/test_config.ts";

function faults(tables: Record<string, unknown>): string[] {
  const error = assertThrows(
    () => parseConfig(tables, "1", noFiles),
    ConfigError,
  );
  return (error as ConfigError).mistakes.map(({ path, fault }) =>
    `${path.join(".")} ${fault}`
  );
}

Deno.test("WebSocket is listened for beside all other places", () => {
  const listen = [{ port: 7000 }, { kind: "http", host: "::1", port: 8000 }];
  const { listeners } = testConfig({ server: { "ws-port": 8097 }, listen });
  assertEquals(listeners, [
    placeAt({ host: "::", port: 7000 }),
    placeAt({ kind: "http", host: "::1", port: 8000 }),
    placeAt({ kind: "http", host: "::", port: 8097 }),
  ]);
});

Deno.test("what cannot hold for the web is named", () => {
  const web = {
    origins: ["chat.example.org", "https://chat.example.org/", "*"],
    proxies: ["localhost"],
    "forwarded-header": "via",
    cors: true,
  };
  const origin = "must be an origin, like https://chat.example.org";
  assertEquals(faults({ web }), [
    `web.origins.0 ${origin}`,
    `web.origins.1 ${origin}`,
    `web.origins.2 ${origin}`,
    'web.proxies.0 must be an address, a CIDR block like 192.0.2.0/24, or "unix"',
    "web.forwarded-header must be one of x-forwarded-for, forwarded",
    "web.cors is no setting",
  ]);
});

Deno.test("metrics have a port", () => {
  assertEquals(faults({ metrics: {} }), ["metrics.port is missing"]);
  assertEquals(faults({ metrics: { port: 65_536 } }), [
    "metrics.port must be a whole number from 0 to 65535",
  ]);
});

Deno.test("a proxy may come by a Unix socket, where there is one", () => {
  const listen = [
    { kind: "http", path: "web.sock", proxy: ["unix"] },
    { port: 7000, proxy: ["192.0.2.1", "unix"] },
  ];
  assertEquals(faults({ listen }), ['listen.1.proxy "unix" needs a path']);
  const { listeners: [{ proxy }], web } = testConfig({
    listen: listen.slice(0, 1),
    web: { proxies: ["unix", "192.0.2.1"] },
  });
  assertEquals([proxy, web.trustsUnix, web.proxies.length], [
    ["unix"],
    true,
    1,
  ]);
});
