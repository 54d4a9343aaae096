import { assertEquals, assertThrows } from "@std/assert";
import { BansFile, readBans } from "../../../src/store/bans_file.ts";
import type { ServerBan } from "../../../src/irc/state/server_ban.ts";
import { MemoryRuntime } from "../../support/memory_runtime.ts";

/** What went wrong. */
const complaints: string[] = [];
const complain = (text: string) => void complaints.push(text);

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

Deno.test("what is written is read again", async () => {
  const runtime = new MemoryRuntime();
  const file = new BansFile("bans.json", runtime, complain);
  assertEquals(await file.save(BANS), true);
  assertEquals(readBans("bans.json", runtime), BANS);
  assertEquals(await file.save([]), true);
  assertEquals(readBans("bans.json", runtime), []);
});

Deno.test("the file is JSON that one can read", async () => {
  const runtime = new MemoryRuntime();
  await new BansFile("bans.json", runtime, complain).save(BANS);
  const text = runtime.files.get("bans.json") ?? "";
  assertEquals(JSON.parse(text), BANS);
  assertEquals(text.split("\n").slice(0, 4), [
    "[",
    "  {",
    '    "kind": "K",',
    '    "mask": "*@192.0.2.*",',
  ]);
  assertEquals(text.endsWith("]\n"), true);
});

Deno.test("without a file, or before there is one, there are no bans", () => {
  assertEquals(readBans(null, new MemoryRuntime()), []);
  assertEquals(readBans("bans.json", new MemoryRuntime()), []);
});

/** A runtime whose writes end when they are told to, and how. */
class SlowRuntime extends MemoryRuntime {
  readonly written: string[] = [];
  readonly #ends: PromiseWithResolvers<void>[] = [];

  override writeTextFile(_path: string, text: string): Promise<void> {
    this.written.push(text);
    const end = Promise.withResolvers<void>();
    this.#ends.push(end);
    return end.promise;
  }

  async end(isWritten = true): Promise<void> {
    const end = this.#ends.shift();
    if (isWritten) end?.resolve();
    else end?.reject(new Error("the disk is full"));
    for (let turn = 0; turn < 10; turn++) await Promise.resolve();
  }
}

function reasons(texts: readonly string[]): string[] {
  return texts.map((text) => JSON.parse(text)[0].reason);
}

function because(reason: string): ServerBan[] {
  return [{ ...BANS[0], reason }];
}

Deno.test("one write is under way at a time, and the newest content comes last", async () => {
  const runtime = new SlowRuntime();
  const file = new BansFile("bans.json", runtime, complain);
  const saved: string[] = [];
  for (const reason of ["a", "b", "c"]) {
    file.save(because(reason)).then((kept) => saved.push(`${reason} ${kept}`));
  }
  assertEquals(reasons(runtime.written), ["a"]);
  await runtime.end();
  assertEquals([reasons(runtime.written), saved], [["a", "c"], ["a true"]]);
  file.save(because("d")).then((kept) => saved.push(`d ${kept}`));
  assertEquals(reasons(runtime.written), ["a", "c"]);
  let isIdle = false;
  file.idle().then(() => isIdle = true);
  await runtime.end(false);
  assertEquals(saved, ["a true", "b false", "c false"]);
  assertEquals([reasons(runtime.written), isIdle], [["a", "c", "d"], false]);
  await runtime.end();
  assertEquals([saved.at(-1), isIdle], ["d true", true]);
  assertEquals(complaints.splice(0), ["bans.json cannot be written"]);
});

Deno.test("where there is no file, nothing is written", async () => {
  const runtime = new SlowRuntime();
  assertEquals(await new BansFile(null, runtime, complain).save(BANS), true);
  assertEquals(runtime.written, []);
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
      () => readBans("bans.json", runtimeWith(text)),
      Error,
    );
    assertEquals(message, "bans.json is not a file of server bans");
  });
}
