import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { textsIn } from "../support/history.ts";
import { accountChange, accountOf } from "../support/records.ts";
import {
  SETTINGS,
  type TestClient,
  TestNetwork,
} from "../support/test_network.ts";

/** What is played of one conversation at most. */
const PAGE = 4;

const NAMES = ["phone", "laptop", "tablet"] as const;

const step = fc.record({
  what: fc.constantFrom(
    ...["come", "come", "go", "lose", "say", "say", "say", "tell", "tell"],
    ...["answer", "join", "part", "wait", "pass"],
  ),
  device: fc.constantFrom(...NAMES),
  number: fc.nat(1000),
});

type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** Where something was said: on a channel, or with somebody. */
interface Said {
  readonly where: string;
  readonly text: string;
}

interface Device {
  client: TestClient | null;
  /** How much of what was said it surely has; null if it was never there */
  has: number | null;
}

/**
 * Ann, who is always on, with her devices, and those who talk to her; and all that was said in a plain list, by which
 * it is found out what each device must be played.
 */
class Devices {
  readonly network: TestNetwork;
  readonly said: Said[] = [];
  readonly devices = new Map<string, Device>(
    NAMES.map((name) => [name, { client: null, has: null }]),
  );
  readonly #others: TestClient[];
  readonly #channels = new Set(["#a", "#b"]);
  played = 0;

  constructor(alwaysOn: "opt-out" | "off") {
    const { accountRules, history } = SETTINGS;
    const settings = {
      accountRules: { ...accountRules, alwaysOn },
      history: { ...history, page: PAGE },
    };
    const passwordHash = "hash of sesame";
    this.network = new TestNetwork(settings, {}, [
      accountChange("ann", accountOf("ann", { passwordHash })),
    ]);
    // The first connection stays, where nobody is always on.
    const first = this.network.comeAs("ann", "ann");
    this.#others = this.network.channel("#a", "bob", "eve");
    for (const other of this.#others) other.send("JOIN #b");
    first.send("JOIN #a,#b");
    if (alwaysOn === "opt-out") first.send("QUIT");
    else this.#others.push(first);
  }

  /** Has somebody say something to ann, or on a channel. */
  #say(number: number, where: string | null): void {
    const nick = ["bob", "eve"][number % 2];
    const text = `text-${this.said.length}`;
    this.#others[number % 2].send(`PRIVMSG ${where ?? "ann"} :${text}`);
    this.said.push({ where: where ?? nick, text });
  }

  /** Gives what a device must be played: the latest of each conversation. */
  #missed({ has }: Device): string[] {
    const missed = has === null ? [] : this.said.slice(has);
    const places = [...this.#channels, "bob", "eve"];
    return places.flatMap((place) =>
      missed.filter(({ where }) => where === place).slice(-PAGE)
    ).map(({ text }) => text);
  }

  take({ device: name, number, what }: Step): void {
    const device = this.devices.get(name);
    if (device === undefined) return;
    const { client } = device;
    const channel = ["#a", "#b"][number % 2];
    switch (what) {
      case "come": {
        if (client !== null) return;
        const expected = this.#missed(device);
        const names = number % 3 === 0 ? ["batch", "server-time"] : [];
        names.push("echo-message");
        const come = this.network.comeAs("ann", `ann@${name}`, names);
        const texts = textsIn(come.take())
          .map((text) => text.replace(/^\[.*?\] /, ""));
        assertEquals(texts.sort(), expected.sort());
        this.played += texts.length;
        device.client = come;
        device.has ??= this.said.length;
        return;
      }
      case "go":
      case "lose":
        if (client === null) return;
        if (what === "lose") client.disconnect();
        else {
          client.send("QUIT");
          device.has = this.said.length;
        }
        device.client = null;
        return;
      case "say":
        return this.#say(number, channel);
      case "tell":
        return this.#say(number, null);
      case "answer": {
        const text = `text-${this.said.length}`;
        const where = ["bob", "eve"][number % 2];
        if (client === null) return;
        client.send(`PRIVMSG ${where} :${text}`);
        this.said.push({ where, text });
        return;
      }
      case "join":
        if (client === null) return;
        client.send(`JOIN ${channel}`);
        this.#channels.add(channel);
        return;
      case "part":
        if (client === null) return;
        client.send(`PART ${channel}`);
        this.#channels.delete(channel);
        return;
      case "wait":
        this.network.at += number % 3;
        return;
      case "pass":
        for (let second = 0; second < 61; second++) {
          this.network.pass(1000);
          for (const each of this.#clients()) each.send("PONG irc.test");
        }
        for (const each of this.devices.values()) {
          if (each.client !== null) each.has = this.said.length;
        }
        return;
    }
  }

  #clients(): TestClient[] {
    const ofDevices = [...this.devices.values()].map(({ client }) => client);
    return [...this.#others, ...ofDevices].filter((each) => each !== null);
  }
}

for (const alwaysOn of ["opt-out", "off"] as const) {
  Deno.test(`each device is played what it has missed, as a plain list has it: always-on ${alwaysOn}`, () => {
    let played = 0;
    fc.assert(
      fc.property(
        fc.array(step, { minLength: 40, maxLength: 120 }),
        (steps) => {
          const devices = new Devices(alwaysOn);
          for (const each of steps) devices.take(each);
          assertEquals(devices.network.faults, []);
          played += devices.played;
        },
      ),
      { seed: 611, numRuns: 150 },
    );
    assert(played > 500, `${played} messages were played`);
  });
}
