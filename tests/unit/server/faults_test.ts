import { MemoryStore } from "../../../src/store/record_store.ts";
import { assert, assertEquals, assertMatch } from "@std/assert";
import { FakeTime } from "@std/testing/time";
import type { Config } from "../../../src/config/config.ts";
import { Core } from "../../../src/irc/core.ts";
import type { Input } from "../../../src/irc/inputs.ts";
import { Server } from "../../../src/server/server.ts";
import { MemoryRuntime } from "../../support/memory_runtime.ts";
import { testConfig } from "../../support/test_config.ts";

const FAULT = /^error fault: a fault[^\n]*: Error: a fault of ours[^\n]*$/;

/** Makes the core throw at certain inputs, as it never should. */
function breakCore(isBroken: (input: Input) => boolean): Disposable {
  const { apply } = Core.prototype;
  Core.prototype.apply = function (input: Input) {
    if (isBroken(input)) throw new Error("a fault\nof ours");
    return apply.call(this, input);
  };
  return { [Symbol.dispose]: () => void (Core.prototype.apply = apply) };
}

function faultTest(
  name: string,
  isBroken: (input: Input) => boolean,
  test: (
    runtime: MemoryRuntime,
    time: FakeTime,
    server: Server,
  ) => Promise<void>,
  load?: () => Config,
): void {
  Deno.test(name, async () => {
    using time = new FakeTime();
    const config = testConfig();
    const runtime = new MemoryRuntime();
    const server = new Server(
      config,
      runtime,
      load ?? (() => config),
      () => new MemoryStore(),
    );
    server.init();
    const running = server.run();
    {
      using _ = breakCore(isBroken);
      await test(runtime, time, server);
    }
    assertEquals(runtime.complaints.length, 1);
    assertMatch(runtime.complaints[0], FAULT);

    const client = runtime.connect();
    client.say("NICK ann", "USER ann 0 * :Ann");
    await time.tickAsync(1000);
    assert(client.take().some((line) => line.includes(" 001 ann ")));
    server.stop();
    await time.tickAsync(3000);
    await running;
  });
}

faultTest(
  "a fault in a line ends its connection, and no more",
  (input) => input.kind === "line" && input.text === "PING fault",
  async (runtime, time) => {
    const [met, other] = [runtime.connect(), runtime.connect()];
    met.say("PING fault", "PING again");
    other.say("PING x");
    await time.tickAsync(0);
    assertEquals([met.state, other.state], ["aborted", "open"]);
    assertEquals(other.take().at(-1), ":irc.test PONG irc.test :x");
  },
);

faultTest(
  "a fault while a connection opens ends it",
  (input) => input.kind === "open",
  async (runtime, time) => {
    const client = runtime.connect();
    await time.tickAsync(0);
    assertEquals(client.state, "aborted");
  },
);

faultTest(
  "a fault while a connection ends is survived",
  (input) => input.kind === "close" && input.reason === "gone",
  async (runtime, time) => {
    const client = runtime.connect();
    await time.tickAsync(0);
    client.break("gone");
    await time.tickAsync(0);
  },
);

faultTest(
  "a fault in a tick is survived",
  (input) => input.kind === "tick",
  async (_runtime, time) => {
    await time.tickAsync(1000);
  },
);

faultTest(
  "a fault in a reload is survived",
  (input) => input.kind === "settings",
  (_runtime, _time, server) => {
    server.reload();
    return Promise.resolve();
  },
);
