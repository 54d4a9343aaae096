import type { RegisteredChannel } from "../../src/irc/state/registered_channel.ts";
import type { Settings } from "../../src/irc/state/settings.ts";
import { accountChange, channelChange, channelOf } from "./records.ts";
import { START, type TestClient, TestNetwork } from "./test_network.ts";

/** The people of a test network who have accounts of their names. */
const PEOPLE = ["ann", "bob", "cat", "eve"] as const;

/** One of them. */
export type Person = typeof PEOPLE[number];

/** A network on which `#a` is registered: `ann` is its founder. */
export class ChannelNetwork extends TestNetwork {
  /**
   * @param changes what of its record differs from the usual
   * @param settings what differs from the usual settings
   */
  constructor(
    changes: Partial<RegisteredChannel> = {},
    settings: Partial<Settings> = {},
  ) {
    super(settings, {}, [
      ...PEOPLE.map((name) => accountChange(name)),
      channelChange(channelOf("#a", "ann", changes)),
    ]);
  }

  /** Connects one of the people, who is logged in. */
  person(name: Person, address?: string): TestClient {
    const client = this.register(name, address);
    this.logIn(name, name);
    client.take();
    return client;
  }

  /** What is kept of a channel. */
  recordOf(name = "#a"): RegisteredChannel {
    const record = this.core.network.records.channels.get(name);
    if (record === undefined) throw new Error(`${name} is not registered`);
    return record;
  }
}

/** The rank of an account, which the founder gave when the test began. */
export function rankOf(account: string, letter: string) {
  return { account, letter, by: "ann", at: START };
}
