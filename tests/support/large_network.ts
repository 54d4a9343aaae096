import type { User } from "../../src/irc/state/user.ts";
import type { Connection } from "../../src/runtime/runtime.ts";
import { Traffic } from "../../src/net/traffic.ts";
import {
  Asker,
  SendQueue,
  type SendQueueOwner,
} from "../../src/net/send_queue.ts";
import { SETTINGS, START, TestNetwork } from "./test_network.ts";

/** How large a network is. */
export interface Size {
  readonly users: number;
  readonly channels: number;
  /** Members of the channel `#large` */
  readonly members: number;
}

const CHANNELS_A_USER = 3;
const SEND_QUEUE_BYTES = 1024 * 1024;

/**
 * A core with many users, `user0` and on, and many channels, `#channel0` and
 * on, and the server's own sinks; only the sockets are missing. The last user is
 * on as many channels as one may be; the one before is on none.
 */
export class LargeNetwork implements SendQueueOwner {
  readonly core = new TestNetwork().core;
  /** How many bytes have been written, to all clients. */
  bytes = 0;
  /** How many lines, counted while {@linkcode countsLines} is true. */
  lines = 0;
  countsLines = false;
  readonly options = {
    sendQueueBytes: SEND_QUEUE_BYTES,
    traffic: new Traffic(),
    asker: new Asker(),
  };
  readonly #dirty = new Set<SendQueue>();

  /** @param size how many there are of everything */
  constructor(readonly size: Size) {
    const { users, channels, members } = size;
    for (let id = 0; id < users; id++) this.#register(id);
    for (let index = 0; index < channels; index++) {
      this.#createChannel(`#channel${index}`);
    }
    this.#createChannel("#large");
    for (let id = 0; id < users - 2; id++) {
      for (let nth = 0; nth < CHANNELS_A_USER; nth++) {
        this.join(id, `#channel${(id * CHANNELS_A_USER + nth) % channels}`);
      }
    }
    for (let id = 0; id < members; id++) this.join(id, "#large");
    const { channels: most } = SETTINGS.limits;
    for (let index = 0; index < most; index++) {
      this.join(users - 1, `#channel${index}`);
    }
    this.flush();
  }

  #register(id: number): void {
    const connection: Connection = {
      remoteAddress: "192.0.2.1",
      transport: "tcp",
      copiesOnWrite: true,
      write: (bytes) => this.#written(bytes),
      pause() {},
      resume() {},
      end() {},
      abort() {},
    };
    const sink = new SendQueue(connection, this);
    const address = `198.51.${id >> 8}.${id & 0xff}`;
    const session = `s${id}`;
    this.core.attach(session, sink);
    const peer = {
      address,
      secure: false,
      certificate: null,
      listener: "",
    };
    this.core.apply({ kind: "open", at: START, session, peer });
    this.receive(id, `NICK user${id}`);
    this.receive(id, `USER user${id} 0 * :The real name of ${id}`);
  }

  #createChannel(name: string): void {
    const { network } = this.core;
    const channel = network.createChannel(name, SETTINGS.channelModes);
    const text = `The topic of ${name}: what people talk about here`;
    channel.topic = { text, setBy: "user0!~user0@198.51.0.0", setAt: START };
  }

  /** Makes a user a member of a channel, seen by nobody. */
  join(id: number, name: string): void {
    const { network } = this.core;
    const channel = network.findChannel(name);
    if (channel === undefined) throw new Error(`there is no ${name}`);
    network.join(this.user(id), channel, "");
  }

  /** @returns the user with that number */
  user(id: number): User {
    const user = this.core.network.findUser(`user${id}`);
    if (user === undefined) throw new Error(`there is no user${id}`);
    return user;
  }

  /** A client says a line, and all that comes of it is written. */
  receive(id: number, line: string): void {
    this.core.apply({ kind: "line", at: START, session: `s${id}`, text: line });
    this.flush();
  }

  /** Writes what has gathered, as the end of a turn does. */
  flush(): void {
    for (const sink of this.#dirty) sink.flush();
    this.#dirty.clear();
  }

  #written(bytes: Uint8Array): boolean {
    this.bytes += bytes.length;
    if (this.countsLines) {
      for (const byte of bytes) if (byte === 0x0a) this.lines++;
    }
    return true;
  }

  dirty(sink: SendQueue): void {
    this.#dirty.add(sink);
  }

  readonly isHeld = false;

  overflowed(): void {
    throw new Error("a client is cut off");
  }

  closing(): void {}
}
