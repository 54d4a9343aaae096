import { assertEquals, assertThrows } from "@std/assert";
import { MemoryStore } from "../../../src/store/record_store.ts";
import { takeInBans } from "../../../src/store/bans_file.ts";
import type { ServerBan } from "../../../src/irc/state/server_ban.ts";
import { MemoryRuntime } from "../../support/memory_runtime.ts";

const BANS: readonly ServerBan[] = [
  {
    kind: "K",
    mask: "*@192.0.2.*",
    reason: "Grüße",
    setBy: "root",
    setAt: 1000,
    expiresAt: null,
  },
  {
    kind: "D",
    mask: "192.0.2.0/24",
    reason: "",
    setBy: "root",
    setAt: 2000,
    expiresAt: 3000,
  },
];

function runtimeWith(text: string): MemoryRuntime {
  const runtime = new MemoryRuntime();
  runtime.files.set("bans.json", text);
  return runtime;
}

Deno.test("the bans of a file become records, in their order", () => {
  const store = new MemoryStore();
  takeInBans(["data/", ""], runtimeWith(JSON.stringify(BANS)), store);
  assertEquals(store.read().map(({ kind, key, value }) => [kind, key, value]), [
    ["ban", "K *@192.0.2.*", BANS[0]],
    ["ban", "D 192.0.2.0/24", BANS[1]],
  ]);
});

Deno.test("the file in the folder that is named first counts", () => {
  const runtime = runtimeWith(JSON.stringify(BANS));
  runtime.files.set("data/bans.json", JSON.stringify([BANS[1]]));
  const store = new MemoryStore();
  takeInBans(["data/", ""], runtime, store);
  assertEquals(store.read().map(({ key }) => key), ["D 192.0.2.0/24"]);
});

Deno.test("without a file there are no bans", () => {
  const store = new MemoryStore();
  takeInBans(["data/", ""], new MemoryRuntime(), store);
  assertEquals(store.read(), []);
});

const [BAN] = BANS;

for (
  const text of [
    "",
    "[",
    "{}",
    "null",
    '["x"]',
    JSON.stringify([{ ...BAN, kind: "G" }]),
    JSON.stringify([{ ...BAN, setAt: "1000" }]),
    JSON.stringify([{ ...BAN, mask: undefined }]),
    JSON.stringify([BAN, { ...BAN, more: 1 }]),
  ]
) {
  Deno.test(`what is no list of bans is refused: ${text.slice(0, 60)}`, () => {
    const { message } = assertThrows(
      () => takeInBans([""], runtimeWith(text), new MemoryStore()),
      Error,
    );
    assertEquals(message, "bans.json is not a file of server bans");
  });
}
