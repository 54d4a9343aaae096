import { MemoryStore } from "../../../src/store/record_store.ts";
import { assert, assertEquals } from "@std/assert";
import { FakeTime } from "@std/testing/time";
import { Server } from "../../../src/server/server.ts";
import {
  type MemoryConnection,
  MemoryRuntime,
} from "../../support/memory_runtime.ts";
import { testConfig } from "../../support/test_config.ts";

function doorTest(
  name: string,
  tables: Record<string, unknown>,
  test: (runtime: MemoryRuntime, pass: (ms?: number) => Promise<void>) =>
    | Promise<void>
    | void,
): void {
  Deno.test(name, async () => {
    using time = new FakeTime("2026-01-01T00:00:00Z");
    const runtime = new MemoryRuntime();
    const config = testConfig(tables);
    const server = new Server(
      config,
      runtime,
      () => config,
      () => new MemoryStore(),
    );
    server.init();
    const running = server.run();
    await test(runtime, async (milliseconds = 0) => {
      await time.tickAsync(milliseconds);
      await time.tickAsync(0);
    });
    server.stop();
    await time.tickAsync(3000);
    await running;
  });
}

const REFUSED =
  "ERROR :Closing link: [198.51.100.7] (Too many connections from your address)";

doorTest(
  "who may not come in is told why, and ended",
  { connections: { address: 1 } },
  async (runtime, pass) => {
    const first = runtime.connect("198.51.100.7");
    const second = runtime.connect("198.51.100.7");
    assertEquals(second.take(), [REFUSED]);
    assertEquals(second.state, "ended");
    second.say("NICK bob", "USER bob 0 * :Bob");
    await pass();
    assertEquals(second.take(), []);
    first.say("QUIT");
    await pass();
    const third = runtime.connect("198.51.100.7");
    assertEquals(third.state, "open");
  },
);

doorTest(
  "who registers makes room for another one",
  { connections: { unregistered: 1 } },
  async (runtime, pass) => {
    const first = runtime.connect("198.51.100.7");
    assertEquals(runtime.connect("198.51.100.8").state, "ended");
    first.say("NICK alice", "USER alice 0 * :Alice");
    await pass();
    assertEquals(runtime.connect("198.51.100.8").state, "open");
  },
);

function pongs(client: MemoryConnection): number {
  return client.take().filter((line) => line.includes(" PONG ")).length;
}

const LINES = Array.from({ length: 100 }, (_, index) => `PING ${index}`);

doorTest(
  "flood control does not hold for a class that is without",
  {
    flood: { start: 0, welcome: 0 },
    "connection-class": [{
      name: "trusted",
      networks: ["10.0.0.0/8"],
      flood: false,
    }],
  },
  async (runtime, pass) => {
    const [trusted, local, other] = ["10.1.2.3", "127.0.0.1", "192.0.2.1"]
      .map((address, index) => {
        const client = runtime.connect(address);
        client.say(`NICK n${index}`, `USER n 0 * :N`, ...LINES);
        return client;
      });
    await pass();
    assertEquals(pongs(trusted), 100);
    for (const client of [local, other]) assert(pongs(client) <= 10);
  },
);

doorTest(
  "behind a gateway it is the client's own address whose limits hold",
  {
    connections: { address: 1, exempt: ["10.0.0.1"] },
    flood: { start: 0, welcome: 0 },
    "connection-class": [{
      name: "gateway",
      networks: ["10.0.0.1"],
      flood: false,
    }],
    webirc: [{ name: "kiwi", password: "hunter2", hosts: ["10.0.0.1"] }],
  },
  async (runtime, pass) => {
    const [first, second] = [1, 2].map((number) => {
      const client = runtime.connect("10.0.0.1");
      client.say("WEBIRC hunter2 kiwi host 198.51.100.7");
      client.say(`NICK n${number}`, "USER n 0 * :N", ...LINES);
      return client;
    });
    await pass();
    assert(pongs(first) <= 10);
    assertEquals(
      second.take().at(-1),
      "ERROR :Closing link: *[198.51.100.7] " +
        "(Too many connections from your address)",
    );
    assertEquals(second.state, "ended");
    first.say("QUIT");
    await pass(60_000);
    const third = runtime.connect("10.0.0.1");
    third.say("WEBIRC hunter2 kiwi host 198.51.100.7");
    await pass();
    assertEquals(third.state, "open");
  },
);

doorTest(
  "who sends no more may read what waits for it, and is aborted if it does not",
  {},
  async (runtime, pass) => {
    const [late, never] = ["ann", "bob"].map((nick) => {
      const client = runtime.connect();
      client.say(`NICK ${nick}`, `USER ${nick} 0 * :${nick}`);
      return client;
    });
    await pass(1000);
    for (const client of [late, never]) {
      client.take();
      client.reading = false;
      client.say("LUSERS");
    }
    await pass();
    for (const client of [late, never]) client.break("Connection closed");
    await pass(20_000);
    late.reading = true;
    await pass();
    assertEquals(late.take().length, 8);
    assertEquals([late.state, never.state], ["ended", "open"]);
    await pass(12_000);
    assertEquals(never.state, "aborted");
  },
);

/** Answers checks in the end. */
function stubFetch(): Disposable & { answer(result: unknown): void } {
  const { fetch } = globalThis;
  const waiting: ((response: Response) => void)[] = [];
  globalThis.fetch = () => new Promise((resolve) => waiting.push(resolve));
  return {
    answer: (result) => waiting.shift()?.(Response.json(result)),
    [Symbol.dispose]: () => void (globalThis.fetch = fetch),
  };
}

const CHECKED = {
  check: { url: "http://127.0.0.1/" },
  connections: { exempt: ["10.0.0.0/8"] },
};

async function settle(pass: () => Promise<void>): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await pass();
}

doorTest(
  "what a client says waits until it is checked, and is not lost",
  CHECKED,
  async (runtime, pass) => {
    using checks = stubFetch();
    const client = runtime.connect();
    client.say("NICK ann", "USER ann 0 * :Ann");
    await settle(pass);
    assertEquals(client.take(), []);
    assertEquals(client.isPaused, true);
    checks.answer({ result: "accept" });
    await settle(pass);
    assert(client.take().some((line) => line.includes(" 001 ann ")));
    assertEquals(client.isPaused, false);
  },
);

doorTest(
  "who is refused by a check is told why, and nothing of it was carried out",
  CHECKED,
  async (runtime, pass) => {
    using checks = stubFetch();
    const client = runtime.connect();
    client.say("NICK ann", "USER ann 0 * :Ann");
    await settle(pass);
    checks.answer({ result: "refuse", reason: "No" });
    await settle(pass);
    assertEquals(client.take(), [
      "ERROR :Closing link: [192.0.2.1] (No)",
    ]);
    assertEquals(client.state, "ended");
  },
);

doorTest(
  "who is exempt is not checked, and who has gone meanwhile is gone",
  CHECKED,
  async (runtime, pass) => {
    using checks = stubFetch();
    const exempt = runtime.connect("10.0.0.1");
    await pass();
    assertEquals(exempt.take().length, 1);
    const gone = runtime.connect();
    gone.break("Connection closed");
    checks.answer({ result: "accept" });
    await settle(pass);
    assertEquals(gone.take(), []);
    assertEquals(gone.state, "ended");
    exempt.say("NICK ann", "USER ann 0 * :Ann", "LUSERS");
    await pass();
    assert(
      exempt.take().some((line) =>
        line.endsWith("I have 1 clients and 0 servers")
      ),
    );
  },
);

doorTest(
  "a server that stops does not wait for checks",
  CHECKED,
  async (runtime, pass) => {
    using _ = stubFetch();
    runtime.connect().say("NICK ann");
    await settle(pass);
  },
);
