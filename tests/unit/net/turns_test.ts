import { TurnLengths } from "../../../src/net/traffic.ts";
import { assert, assertEquals } from "@std/assert";
import { LINE_WORK } from "../../../src/irc/session/work.ts";
import { FakeTime } from "@std/testing/time";
import {
  CLIENT_TURN_LINES,
  CLIENT_TURN_MS,
  GREEDY_FOR_MS,
  GREEDY_TURN_MS,
  TURN_MS,
  Turns,
  TurnTaker,
} from "../../../src/net/turns.ts";

/** More work than is done before the clock is read again. */
const WORK_MS = 100_000;

/** A client with lines that take their time. */
class Client extends TurnTaker {
  done = 0;

  constructor(
    readonly fixture: Fixture,
    public lines: number,
    readonly ms = 0,
  ) {
    super();
  }

  step(): boolean {
    if (this.lines === 0) return false;
    this.lines--;
    this.done++;
    if (this.ms > 0) {
      this.fixture.time.tick(this.ms);
      this.fixture.turns.worked(this.ms * WORK_MS);
    }
    return this.lines > 0;
  }

  flush(): void {
    this.fixture.flushed.push(this);
  }
}

class Fixture {
  readonly lengths = new TurnLengths();
  readonly turns = new Turns(
    () => performance.now(),
    (callback) => this.#next.push(callback),
    this.lengths,
  );
  readonly flushed: Client[] = [];
  #next: (() => void)[] = [];

  constructor(readonly time: FakeTime) {}

  /** A client that came a while ago, and was quiet. */
  async known(lines: number, ms = 0): Promise<Client> {
    const client = new Client(this, 0, ms);
    this.turns.serve(client);
    await this.nextTurn();
    this.time.tick(GREEDY_FOR_MS);
    client.lines = lines;
    return client;
  }

  /** The turn ends, and sockets are looked at. */
  async endTurn(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
  }

  /** The next turn begins. @returns false if nobody waits for it */
  async nextTurn(): Promise<boolean> {
    await this.endTurn();
    const callbacks = this.#next.splice(0);
    for (const callback of callbacks) callback();
    await this.endTurn();
    return callbacks.length > 0;
  }
}

function turnsTest(name: string, test: (fixture: Fixture) => Promise<void>) {
  Deno.test(name, async () => {
    using time = new FakeTime();
    await test(new Fixture(time));
  });
}

turnsTest("what fits into a turn is carried out at once", async (fixture) => {
  const client = new Client(fixture, CLIENT_TURN_LINES - 1);
  fixture.turns.serve(client);
  assertEquals(client.lines, 0);
  assertEquals(await fixture.nextTurn(), false);
});

turnsTest("of more lines than a turn has, the rest waits", async (fixture) => {
  const client = new Client(fixture, 2 * CLIENT_TURN_LINES + 1);
  fixture.turns.serve(client);
  assertEquals(client.done, CLIENT_TURN_LINES);
  fixture.turns.serve(client);
  assertEquals(client.done, CLIENT_TURN_LINES);
  await fixture.nextTurn();
  assertEquals(client.done, 2 * CLIENT_TURN_LINES);
  await fixture.nextTurn();
  assertEquals(client.lines, 0);
  assertEquals(await fixture.nextTurn(), false);
});

turnsTest(
  "lines that come in pieces count together within a turn",
  async (fixture) => {
    const client = new Client(fixture, 0);
    for (let piece = 0; piece < 4; piece++) {
      client.lines += CLIENT_TURN_LINES / 2;
      fixture.turns.serve(client);
    }
    assertEquals(client.done, CLIENT_TURN_LINES);
    await fixture.nextTurn();
    assertEquals(client.lines, 0);
  },
);

turnsTest("dear lines end a client's turn by their time", async (fixture) => {
  const client = new Client(fixture, 100, 1);
  fixture.turns.serve(client);
  assertEquals(client.done, CLIENT_TURN_MS);
  await fixture.nextTurn();
  assertEquals(client.done, 2 * CLIENT_TURN_MS);
});

turnsTest(
  "dear lines that come one by one end it too",
  async (fixture) => {
    const client = new Client(fixture, 0, 1);
    for (let piece = 0; piece < 2 * CLIENT_TURN_MS; piece++) {
      client.lines++;
      fixture.turns.serve(client);
    }
    assertEquals(client.done, CLIENT_TURN_MS);
    await fixture.nextTurn();
    assertEquals(client.lines, 0);
  },
);

turnsTest(
  "a line that takes long is carried out all the same",
  async (fixture) => {
    const client = new Client(fixture, 2, 1000);
    fixture.turns.serve(client);
    assertEquals(client.done, 1);
    await fixture.nextTurn();
    assertEquals(client.done, 2);
  },
);

turnsTest(
  "who comes in the same turn is served beside one who has more than fits",
  async (fixture) => {
    const greedy = new Client(fixture, 1000, 1);
    const other = await fixture.known(1, 1);
    fixture.turns.serve(greedy);
    fixture.turns.serve(other);
    assertEquals(other.done, 1);
    await fixture.endTurn();
  },
);

turnsTest(
  "all together have so much time, and those who wait take turns",
  async (fixture) => {
    const clients: Client[] = [];
    while (clients.length < 10) clients.push(await fixture.known(100, 1));
    for (const client of clients) fixture.turns.serve(client);
    const served = () => clients.map(({ done }) => done);
    assertEquals(served(), [4, 4, 0, 0, 0, 0, 0, 0, 0, 0]);
    await fixture.nextTurn();
    assertEquals(served(), [5, 4, 2, 1, 1, 1, 1, 1, 1, 1]);
    for (let turn = 0; turn < 20; turn++) await fixture.nextTurn();
    const most = Math.max(...served());
    const least = Math.min(...served());
    assert(most - least <= 2 * CLIENT_TURN_MS, served().join());
    assertEquals(TURN_MS / CLIENT_TURN_MS, 2);
  },
);

turnsTest(
  "who comes too late in a turn waits for none of those who have more to be carried out",
  async (fixture) => {
    const other = await fixture.known(1, 1);
    const busy = [await fixture.known(4, 1), await fixture.known(4, 1)];
    const clients: Client[] = [];
    while (clients.length < 30) clients.push(await fixture.known(0, 1));
    for (const client of clients) {
      client.lines = 1000;
      fixture.turns.serve(client);
    }
    for (let turn = 0; turn < 8; turn++) await fixture.nextTurn();
    for (const client of [...busy, other]) fixture.turns.serve(client);
    assertEquals(other.done, 0);
    await fixture.nextTurn();
    assertEquals(other.done, 1);
  },
);

turnsTest(
  "who has said little goes before all who have just taken much",
  async (fixture) => {
    const other = await fixture.known(1, 1);
    const greedy = Array.from({ length: 8 }, () => new Client(fixture, 100, 1));
    for (const client of greedy) fixture.turns.serve(client);
    for (let turn = 0; turn < 8; turn++) await fixture.nextTurn();
    // Their sockets are read before that of the other.
    const before = greedy.map(({ done }) => done);
    for (const client of greedy) fixture.turns.serve(client);
    fixture.turns.serve(other);
    assertEquals(other.done, 1);
    assertEquals(greedy.map(({ done }) => done), before);
    await fixture.endTurn();
  },
);

turnsTest(
  "who has just come goes behind them",
  async (fixture) => {
    const known = await fixture.known(1);
    const greedy = new Client(fixture, 10_000, 1);
    fixture.turns.serve(greedy);
    const newcomer = new Client(fixture, 1);
    fixture.turns.serve(newcomer);
    fixture.turns.serve(known);
    assertEquals([newcomer.done, known.done], [0, 1]);
    await fixture.nextTurn();
    await fixture.nextTurn();
    assertEquals(newcomer.done, 1);
  },
);

turnsTest(
  "who had more than a turn allows goes behind for a moment only",
  async (fixture) => {
    const client = await fixture.known(CLIENT_TURN_MS + 1, 1);
    fixture.turns.serve(client);
    await fixture.nextTurn();
    assertEquals(client.done, CLIENT_TURN_MS + 1);
    const greedy = new Client(fixture, 10_000, 1);
    fixture.turns.serve(greedy);
    client.lines = 1;
    fixture.turns.serve(client);
    assertEquals(client.lines, 1);
    await fixture.nextTurn();
    await fixture.nextTurn();
    assertEquals(client.lines, 0);
    fixture.time.tick(GREEDY_FOR_MS);
    client.lines = 1;
    fixture.turns.serve(client);
    assertEquals(client.lines, 0);
    await fixture.endTurn();
  },
);

turnsTest(
  "who goes behind keeps nobody waiting for a whole turn",
  async (fixture) => {
    const greedy = Array.from(
      { length: 8 },
      () => new Client(fixture, 10_000, 1),
    );
    for (const client of greedy) fixture.turns.serve(client);
    const done = () => greedy.reduce((sum, each) => sum + each.done, 0);
    for (let turn = 0; turn < 4; turn++) {
      const before = done();
      await fixture.nextTurn();
      assertEquals(done() - before, GREEDY_TURN_MS);
    }
  },
);

turnsTest("one line that took long makes nobody go behind", async (fixture) => {
  const client = await fixture.known(1, 100);
  fixture.turns.serve(client);
  await fixture.nextTurn();
  fixture.turns.serve(new Client(fixture, 10_000, 1));
  client.lines = 1;
  fixture.turns.serve(client);
  assertEquals(client.lines, 0);
  await fixture.endTurn();
});

turnsTest(
  "who takes much is not kept waiting for ever by many who say little",
  async (fixture) => {
    const greedy = new Client(fixture, 1000, 1);
    fixture.turns.serve(greedy);
    for (let turn = 0; turn < 3; turn++) {
      await fixture.endTurn();
      const others = Array.from(
        { length: 3 * TURN_MS },
        () => new Client(fixture, 1, 1),
      );
      for (const other of others) fixture.turns.serve(other);
      await fixture.nextTurn();
    }
    assert(greedy.done > CLIENT_TURN_MS, String(greedy.done));
  },
);

turnsTest("what has gathered goes out once the turn ends", async (fixture) => {
  const client = new Client(fixture, 0);
  fixture.turns.flushLater(client);
  assertEquals(fixture.flushed, []);
  await fixture.endTurn();
  assertEquals(fixture.flushed, [client]);
});

Deno.test("the clock is read for what takes long, and not for each line", () => {
  using _ = new FakeTime();
  let reads = 0;
  const turns = new Turns(
    () => {
      reads++;
      return performance.now();
    },
    () => {},
    new TurnLengths(),
  );
  class Worker extends TurnTaker {
    lines = 64;
    constructor(readonly work: number) {
      super();
    }
    step(): boolean {
      turns.worked(this.work);
      return --this.lines > 0;
    }
  }
  turns.serve(new Worker(LINE_WORK));
  assertEquals(reads, 1 + 64 / 8);
  turns.serve(new Worker(100 * LINE_WORK));
  assertEquals(reads, 2 + 64 / 8 + 64);
});
