import { Buffer } from "node:buffer";
import { type Crowd, nicknames, settle, withCrowd } from "./client.ts";
import { type Connection, type Way } from "./connection.ts";
import {
  type Figures,
  Latencies,
  type Load,
  measure,
  type Timing,
} from "./measure.ts";
import type { ServerProcess } from "./process.ts";
import { registerChannel } from "./registering.ts";

/** Where all of them are. */
export const CHANNEL = "#bench";
const BODY = "x".repeat(60);

/** The size of a fan-out load. */
export interface FanOutShape {
  /** Members of the channel, senders included. */
  members: number;
  senders: number;
  /** Messages a sender sends at once. */
  batch: number;
  /** Batches of each sender that may be on their way to the slowest member. */
  window: number;
  /** What the members ask for, one after the other and then over again; "" is nothing. */
  capabilities?: string[];
  /** What all of them speak. */
  way?: Way;
  /** True if the channel is registered: what is said there is kept. */
  isRegistered?: true;
}

/**
 * Measures messages to one channel: an operation is one copy delivered to one member, a latency
 * is the time from sending a batch until the last member has the last copy of it.
 */
export function fanOut(
  server: ServerProcess,
  timing: Timing,
  shape: FanOutShape,
): Promise<Figures> {
  return withCrowd(server.door(shape.way ?? "plain"), async (crowd) => {
    const members = await joinAll(crowd, shape);
    const lineLengths = await learnLineLengths(members);
    const load = new FanOutLoad(members, shape, lineLengths);
    load.start();
    const figures = await measure(server, timing, load);
    await load.finish();
    return figures;
  });
}

/** Has the members of a load connect and join. */
export async function joinAll(
  crowd: Crowd,
  { members: count, capabilities = [""], isRegistered }: FanOutShape,
): Promise<Connection[]> {
  const members = await crowd.registerAll(nicknames("m", count));
  await Promise.all(members.map(async (member, index) => {
    const asked = capabilities[index % capabilities.length];
    if (asked === "") return;
    member.send(`CAP REQ :${asked}`);
    await member.waitFor(/ CAP [^\n]*\n/);
  }));
  const join = (member: Connection) => {
    member.send(`JOIN ${CHANNEL}`);
    return member.waitFor(/ 366 [^\n]*\n/);
  };
  // Who is first is the operator.
  await join(members[0]);
  await Promise.all(members.slice(1).map(join));
  if (isRegistered) await registerChannel(members[0], CHANNEL);
  await settle(members);
  return members;
}

/** Two messages tell how long each member's lines are: all nicks, times and msgids are of one length. */
/** Learns how long a line is for each member. */
export async function learnLineLengths(
  members: Connection[],
): Promise<number[]> {
  const [first, second, ...others] = members;
  second.write(message());
  const firstLine = await first.waitFor(/\n/);
  first.write(message());
  const lines = await Promise.all([
    second.waitFor(/\n/),
    ...others.map((member) => member.waitFor(/\n[^\n]*\n/)),
  ]);
  const [secondLine, ...pairs] = lines;
  return [firstLine.length, secondLine.length].concat(
    pairs.map((pair) => pair.length / 2),
  );
}

function message(): Uint8Array {
  return Buffer.from(`PRIVMSG ${CHANNEL} :${BODY}\r\n`);
}

/**
 * A sender does not get its own messages back, so the flow is controlled by what the others got:
 * all senders send in rounds, a batch each, and a round is over when every member has all of it.
 */
export class FanOutLoad implements Load {
  readonly latencies = new Latencies();
  #senders: Connection[];
  #window: number;
  #batch: Uint8Array;
  #receivers: Receiver[];
  /** For each round on its way: how many receivers it still lacks, and when it was sent. */
  #missing: number[];
  #sentAt: number[];
  #onTheirWay = 0;
  #finished?: () => void;

  constructor(
    members: Connection[],
    shape: FanOutShape,
    lineLengths: number[],
  ) {
    this.#senders = members.slice(0, shape.senders);
    this.#window = shape.window;
    this.#batch = Buffer.concat(Array.from({ length: shape.batch }, message));
    const completed = (round: number) => this.#completed(round);
    this.#receivers = members.flatMap((member, index) => {
      const others = shape.senders - (index < shape.senders ? 1 : 0);
      return others > 0
        ? [
          new Receiver(
            member,
            lineLengths[index],
            others * shape.batch,
            completed,
          ),
        ]
        : [];
    });
    this.#missing = Array(shape.window).fill(0);
    this.#sentAt = Array(shape.window).fill(0);
  }

  start(): void {
    for (let round = 0; round < this.#window; round++) this.#send(round);
  }

  done(): number {
    let lines = 0;
    for (const receiver of this.#receivers) lines += receiver.lines;
    return lines;
  }

  /** Stops sending, waits for what is on its way, and makes sure that nothing else came. */
  async finish(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#finished = resolve;
    });
    if (!this.#receivers.every((receiver) => receiver.isExact)) {
      throw new Error("members got something other than the messages");
    }
  }

  #send(round: number): void {
    const slot = round % this.#window;
    this.#missing[slot] = this.#receivers.length;
    this.#sentAt[slot] = performance.now();
    this.#onTheirWay++;
    for (const sender of this.#senders) sender.write(this.#batch);
  }

  #completed(round: number): void {
    const slot = round % this.#window;
    if (--this.#missing[slot] > 0) return;
    this.latencies.add(performance.now() - this.#sentAt[slot]);
    this.#onTheirWay--;
    if (this.#finished === undefined) this.#send(round + this.#window);
    else if (this.#onTheirWay === 0) this.#finished();
  }
}

/** Counts the bytes of one member and tells when it has all of a round. */
class Receiver {
  #bytes = 0;
  #lineLength: number;
  #bytesARound: number;
  #round = 0;
  #due: number;

  constructor(
    member: Connection,
    lineLength: number,
    linesARound: number,
    completed: (round: number) => void,
  ) {
    const bytesARound = lineLength * linesARound;
    this.#lineLength = lineLength;
    this.#bytesARound = bytesARound;
    this.#due = bytesARound;
    member.count((bytes) => {
      this.#bytes += bytes;
      while (this.#bytes >= this.#due) {
        this.#due += this.#bytesARound;
        completed(this.#round++);
      }
    });
  }

  get lines(): number {
    return this.#bytes / this.#lineLength;
  }

  get isExact(): boolean {
    return this.#bytes === this.#round * this.#bytesARound;
  }
}
