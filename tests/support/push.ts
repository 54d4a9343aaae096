import { DEFAULT_PUSH_RULES } from "../../src/irc/names/push_rules.ts";
import { PUSH_KEY } from "../../src/irc/state/records.ts";
import type { Change } from "../../src/irc/state/records.ts";
import type { Settings } from "../../src/irc/state/settings.ts";
import { fold } from "../../src/irc/names/casemapping.ts";
import { START, type TestClient, TestNetwork } from "./test_network.ts";

/** A point of P-256 and 16 bytes, as a device has them. */
export const KEYS = `p256dh=B${"A".repeat(86)};auth=${"B".repeat(22)}`;

/** The endpoint of a device. */
export const PHONE = "https://push.test/phone";

/** By what push services know a test network. */
export const KEY_CHANGE: Change = {
  kind: "push-key",
  key: PUSH_KEY,
  value: { publicKey: "BPublic", privateKey: "private", madeAt: 0 },
};

/** The change that gives an account a device whose client knows what there is. */
export function deviceChange(account: string, endpoint = PHONE): Change {
  const subscription = {
    endpoint,
    p256dh: `B${"A".repeat(86)}`,
    auth: "B".repeat(22),
    capabilities: [
      "account-tag",
      "draft/read-marker",
      "message-tags",
      "server-time",
    ],
    registeredAt: START - 1000,
    renewedAt: START - 1000,
  };
  const value = { account, subscriptions: [subscription], watched: [] };
  return { kind: "push", key: fold(account), value };
}

/** A network that pushes at once, unless rules say otherwise. */
export function pushing(
  rules: Partial<typeof DEFAULT_PUSH_RULES> = {},
  settings: Partial<Settings> = {},
  records: readonly Change[] = [],
): TestNetwork {
  const pushRules = {
    ...DEFAULT_PUSH_RULES,
    delayMs: 0,
    activeMs: 0,
    ...rules,
  };
  return new TestNetwork({ pushRules, ...settings }, {}, [
    KEY_CHANGE,
    ...records,
  ]);
}

/**
 * Registers a client whose user is logged in, and whose device is pushed to.
 *
 * @param account the account; as the nickname if left out
 * @returns the client, with all that it got taken
 */
export function pushedTo(
  network: TestNetwork,
  nick: string,
  account = nick,
  endpoint = PHONE,
): TestClient {
  const client = network.register(nick);
  network.logIn(nick, account);
  client.enable("draft/webpush", "draft/read-marker");
  client.take();
  client.send(`WEBPUSH REGISTER ${endpoint} ${KEYS}`);
  client.take();
  network.pushes.length = 0;
  return client;
}

/** @returns the lines that were pushed since they were last taken */
export function takePushes({ pushes }: TestNetwork): string[] {
  return pushes.splice(0).map(({ line }) => line);
}
