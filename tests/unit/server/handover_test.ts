import { Disk } from "../../support/disk.ts";
import { assert, assertEquals, assertMatch } from "@std/assert";
import { FakeTime } from "@std/testing/time";
import type { Config } from "../../../src/config/config.ts";
import { HANDOVER_FORMAT } from "../../../src/server/handover_state.ts";
import { Server } from "../../../src/server/server.ts";
import {
  MemoryConnection,
  MemoryRuntime,
} from "../../support/memory_runtime.ts";
import { testConfig } from "../../support/test_config.ts";

const UPGRADED = "(Server upgraded)";

/** Several processes, of which each takes over from the one before. */
class Processes {
  /** The connections that one can hand over to the next. */
  readonly passable = new Map<number, MemoryConnection>();
  readonly disk = new Disk();
  runtime: MemoryRuntime;
  server: Server;
  /** What the configuration says now. */
  loaded: Config;
  #ending: Promise<void>;

  constructor(readonly time: FakeTime, readonly config: Config) {
    this.loaded = config;
    this.runtime = this.#newRuntime();
    this.server = new Server(
      config,
      this.runtime,
      () => this.loaded,
      () => this.disk.open(),
    );
    this.server.init();
    this.#ending = this.server.run();
  }

  async turn(): Promise<void> {
    await this.time.tickAsync(0);
  }

  async register(nick: string): Promise<MemoryConnection> {
    const client = this.runtime.connect();
    client.say(`NICK ${nick}`, `USER ${nick} 0 * :${nick}`, "JOIN #a");
    await this.turn();
    return client;
  }

  /** The process that is there hands over all that it can. */
  async handOver(): Promise<void> {
    this.runtime.asks = HANDOVER_FORMAT;
    this.server.upgrade();
    await this.time.tickAsync(2000);
    assert(this.runtime.handedOver !== null);
  }

  /** Another process has what was handed over, and the one before ends. */
  async takeOver(config = this.config): Promise<void> {
    const { handedOver, successor } = this.runtime;
    const runtime = this.#newRuntime();
    const predecessor = {
      sockets: [],
      cloakKey: "",
      takeOver: () => handedOver,
      started: () => successor.resolve(true),
    };
    const server = new Server(
      config,
      runtime,
      () => config,
      () => this.disk.open(),
      predecessor,
    );
    await server.init();
    await this.turn();
    await this.#ending;
    this.runtime = runtime;
    this.server = server;
    this.#ending = server.run();
    await this.turn();
  }

  async end(): Promise<void> {
    this.server.stop();
    await this.time.tickAsync(3000);
    await this.#ending;
  }

  #newRuntime(): MemoryRuntime {
    const runtime = new MemoryRuntime();
    runtime.passable = this.passable;
    return runtime;
  }
}

function handoverTest(
  name: string,
  test: (processes: Processes) => Promise<void>,
  settings: Partial<Config> = {},
): void {
  Deno.test(name, async () => {
    using time = new FakeTime("2026-01-01T00:00:00Z");
    const processes = new Processes(time, { ...testConfig(), ...settings });
    await test(processes);
    await processes.end();
  });
}

handoverTest(
  "clients go on in the process that takes over, and hear nothing of it",
  async (processes) => {
    const ann = await processes.register("ann");
    const bob = await processes.register("bob");
    ann.take();
    bob.take();
    await processes.handOver();
    await processes.takeOver();
    ann.say("PRIVMSG #a :hello");
    await processes.turn();
    assertEquals(bob.take(), [":ann!~ann@192.0.2.1 PRIVMSG #a :hello"]);
    assertEquals([ann.take(), ann.state, bob.state], [[], "open", "open"]);
  },
);

handoverTest(
  "what comes meanwhile is read once, by the process that takes over",
  async (processes) => {
    const ann = await processes.register("ann");
    const bob = await processes.register("bob");
    bob.take();
    ann.send(new TextEncoder().encode("PRIVMSG #a"));
    await processes.turn();
    await processes.handOver();
    ann.say(" :one", "PRIVMSG #a :two");
    await processes.turn();
    assertEquals(bob.take(), []);
    await processes.takeOver();
    assertEquals(bob.take().map((line) => line.split(" :")[1]), ["one", "two"]);
  },
);

handoverTest(
  "where it comes to nothing, all goes on as it was",
  async (processes) => {
    const ann = await processes.register("ann");
    const bob = await processes.register("bob");
    const slow = await processes.register("slow");
    for (const client of [ann, bob, slow]) client.take();
    slow.reading = false;
    bob.say("PRIVMSG #a :before");
    await processes.turn();
    ann.take();
    await processes.handOver();
    assertEquals(processes.runtime.isHeld, true);
    ann.say("PRIVMSG #a :meanwhile");
    await processes.time.tickAsync(3000);
    assertEquals(bob.take(), []);
    processes.runtime.successor.resolve(false);
    await processes.turn();
    slow.reading = true;
    await processes.turn();
    const texts = (client: MemoryConnection) =>
      client.take().map((line) => line.split(" :")[1]);
    assertEquals(texts(bob), ["meanwhile"]);
    assertEquals(texts(slow), ["before", "meanwhile"]);
    assertEquals(processes.runtime.isHeld, false);
    assertEquals(processes.runtime.complaints, [
      "warning server: the new process has not started; this one goes on",
    ]);
    processes.runtime.successor = Promise.withResolvers();
    await processes.handOver();
    await processes.takeOver();
    ann.say("PRIVMSG #a :again");
    await processes.turn();
    assertEquals(texts(bob), ["again"]);
  },
);

handoverTest(
  "who goes meanwhile has gone, whatever comes of it",
  async (processes) => {
    const ann = await processes.register("ann");
    const bob = await processes.register("bob");
    bob.take();
    await processes.handOver();
    ann.break("Connection closed");
    processes.runtime.successor.resolve(false);
    await processes.turn();
    assertEquals(bob.take(), [":ann!~ann@192.0.2.1 QUIT :Connection closed"]);
  },
);

for (const format of ["0.0", null]) {
  const what = format === null ? "does not start" : "has another format";
  handoverTest(`a process that ${what} gets nothing`, async (processes) => {
    const ann = await processes.register("ann");
    ann.take();
    processes.runtime.asks = format;
    processes.server.upgrade();
    await processes.turn();
    assertEquals(processes.runtime.handedOver, null);
    processes.runtime.successor.resolve(true);
    await processes.turn();
    const [told] = ann.take();
    if (format === null) assertEquals(told, undefined);
    else assertMatch(told, /The server is upgraded: connect again/);
  });
}

handoverTest(
  "with another name there is nothing to be handed over: clients are let go",
  async (processes) => {
    const ann = await processes.register("ann");
    ann.take();
    processes.loaded = { ...processes.config, serverName: "irc.other" };
    processes.runtime.asks = HANDOVER_FORMAT;
    processes.server.upgrade();
    await processes.turn();
    processes.runtime.successor.resolve(true);
    await processes.turn();
    assertEquals(processes.runtime.handedOver, null);
    assertMatch(ann.take()[0], /The server is upgraded: connect again/);
  },
);

handoverTest(
  "a signal that comes meanwhile ends the server, and clients are told",
  async (processes) => {
    const ann = await processes.register("ann");
    ann.take();
    await processes.handOver();
    processes.server.stop();
    await processes.turn();
    assertEquals(processes.runtime.stopped, true);
    assertEquals(ann.take(), ["ERROR :Server shutting down"]);
  },
);

handoverTest(
  "who cannot be handed over is told why before, and the others see it",
  async (processes) => {
    const ann = await processes.register("ann");
    const secure = await processes.register("secure");
    secure.fd = null;
    secure.take();
    ann.take();
    await processes.handOver();
    assertEquals(secure.take(), [
      `ERROR :Closing link: secure[192.0.2.1] ${UPGRADED}`,
    ]);
    assertEquals([secure.state, ann.state], ["ended", "open"]);
    await processes.takeOver();
    assertEquals(ann.take(), [
      ":secure!~secure@192.0.2.1 QUIT :Server upgraded",
    ]);
  },
);

handoverTest(
  "settings that differ hold, and clients are told of what they must know",
  async (processes) => {
    const ann = await processes.register("ann");
    ann.take();
    await processes.handOver();
    await processes.takeOver({ ...processes.config, networkName: "Other" });
    assertEquals(ann.take(), [
      ":irc.test 005 ann NETWORK=Other :are supported by this server",
    ]);
  },
);

handoverTest(
  "who comes from where a flood came from starts slowly in the next process too",
  async (processes) => {
    const flooder = processes.runtime.connect();
    flooder.say(...Array<string>(10_000).fill("PING 1"));
    await processes.turn();
    assertMatch(flooder.take().at(-1) ?? "", /Excess Flood/);
    await processes.handOver();
    await processes.takeOver();
    const ann = await processes.register("ann");
    const isIn = () => ann.take().some((line) => / 001 ann /.test(line));
    assertEquals(isIn(), false);
    await processes.time.tickAsync(3000);
    assertEquals(isIn(), true);
  },
);

const PLACES = { address: 2, network: 9, addressMinute: 3, networkMinute: 9 };

handoverTest(
  "connections are counted on, those that are there and those that came",
  async (processes) => {
    await processes.register("ann");
    const bob = await processes.register("bob");
    await processes.handOver();
    await processes.takeOver();
    const refused = processes.runtime.connect();
    await processes.turn();
    assertMatch(refused.take()[0], /Too many connections from your address/);
    bob.say("QUIT");
    await processes.turn();
    await processes.register("carl");
    processes.passable.get(0)?.say("QUIT");
    await processes.turn();
    const late = processes.runtime.connect();
    await processes.turn();
    assertMatch(late.take()[0], /Too many new connections from your address/);
  },
  {
    admission: {
      total: 9,
      unregistered: 9,
      places: PLACES,
      exempt: [],
      classes: [],
    },
  },
);

const FLOOD = {
  burst: 2,
  perSecond: 1,
  start: 0,
  welcome: 0,
  welcomeMs: 0,
  addressMinute: 1000,
};

handoverTest(
  "who says too much waits on, and his lines with him",
  async (processes) => {
    const ann = processes.runtime.connect();
    ann.say(...["NICK ann", "USER ann 0 * :ann", "PING 1", "PING 2", "PING 3"]);
    await processes.time.tickAsync(3000);
    const before = ann.take().filter((line) => / PONG /.test(line)).length;
    await processes.handOver();
    await processes.takeOver();
    await processes.time.tickAsync(10_000);
    const after = ann.take().filter((line) => / PONG /.test(line)).length;
    assertEquals(before + after, 3);
    assert(after > 0, "some waited");
  },
  { flood: FLOOD },
);
