import { assertEquals } from "@std/assert";
import { START } from "../../../support/test_network.ts";
import type { TestClient, TestNetwork } from "../../../support/test_network.ts";
import { accountChange } from "../../../support/records.ts";
import {
  KEY_CHANGE,
  KEYS,
  PHONE,
  pushedTo,
  pushing,
  takePushes,
} from "../../../support/push.ts";
import { tellNickServ } from "../../../support/talking.ts";
import { TestNetwork as Network } from "../../../support/test_network.ts";

const DAY_MS = 86_400_000;

function loggedIn(network: TestNetwork): TestClient {
  const ann = network.register("ann").enable("draft/webpush");
  network.logIn("ann", "alice");
  ann.take();
  return ann;
}

function devicesOf({ store }: TestNetwork) {
  return store.read().flatMap(({ kind, value }) =>
    kind === "push" && value !== null && "subscriptions" in value
      ? value.subscriptions.map(({ endpoint }) =>
        `${value.account} ${endpoint}`
      )
      : []
  );
}

Deno.test("REGISTER pushes a test to the device, keeps it, and confirms it", () => {
  const network = pushing();
  const ann = loggedIn(network);
  assertEquals(ann.send(`WEBPUSH REGISTER ${PHONE} ${KEYS}`), [
    `:irc.test WEBPUSH REGISTER ${PHONE}`,
  ]);
  assertEquals(
    network.pushes.map(({ isRepeated, line, to }) => ({
      isRepeated,
      line,
      to,
    })),
    [{
      isRepeated: false,
      line: ":irc.test NOTE WEBPUSH REGISTERED :Push notifications enabled",
      to: {
        endpoint: PHONE,
        auth: "B".repeat(22),
        p256dh: `B${"A".repeat(86)}`,
      },
    }],
  );
  assertEquals(devicesOf(network), [`alice ${PHONE}`]);
});

Deno.test("the answer to REGISTER waits for the push service, and takes its label; other lines do not wait", () => {
  const network = pushing();
  const ann = loggedIn(network).enable("batch", "labeled-response");
  network.answers = false;
  ann.take();
  const lines = ann.send(
    `@label=x WEBPUSH register ${PHONE} ${KEYS}`,
    "PING 1",
  );
  assertEquals(lines, [":irc.test PONG irc.test :1"]);
  network.answer();
  assertEquals(ann.take(), [`@label=x :irc.test WEBPUSH REGISTER ${PHONE}`]);
});

Deno.test("a device that is known is not tested again, unless its keys or its capabilities are others", () => {
  const network = pushing();
  const ann = loggedIn(network);
  ann.send(`WEBPUSH REGISTER ${PHONE} ${KEYS}`);
  takePushes(network);
  const confirmed = [`:irc.test WEBPUSH REGISTER ${PHONE}`];
  assertEquals(ann.send(`WEBPUSH REGISTER ${PHONE} ${KEYS}`), confirmed);
  assertEquals(takePushes(network), []);
  const others = KEYS.replace("BBB", "CCC");
  assertEquals(ann.send(`WEBPUSH REGISTER ${PHONE} ${others}`), confirmed);
  assertEquals(takePushes(network).length, 1);
  ann.enable("server-time");
  ann.send(`WEBPUSH REGISTER ${PHONE} ${others}`);
  assertEquals(takePushes(network).length, 1);
  assertEquals(devicesOf(network), [`alice ${PHONE}`]);
});

for (
  const [outcome, failure] of [
    ["refused", "INVALID_PARAMS"],
    ["gone", "INVALID_PARAMS"],
    ["failed", "INTERNAL_ERROR"],
  ] as const
) {
  Deno.test(`REGISTER fails with ${failure} where the test is ${outcome}`, () => {
    const network = pushing();
    const ann = loggedIn(network);
    network.pushOutcome = outcome;
    const [line] = ann.send(`WEBPUSH REGISTER ${PHONE} ${KEYS}`);
    assertEquals(
      line.split(" :", 1)[0],
      `:irc.test FAIL WEBPUSH ${failure} REGISTER ${PHONE}`,
    );
    assertEquals(devicesOf(network), []);
  });
}

for (
  const [what, line, context] of [
    ["no subcommand", "WEBPUSH", "* *"],
    ["an unknown subcommand", `WEBPUSH LIST ${PHONE}`, `LIST ${PHONE}`],
    ["no endpoint", "WEBPUSH REGISTER", "REGISTER *"],
    ["no endpoint", "WEBPUSH UNREGISTER", "UNREGISTER *"],
    ["no keys", `WEBPUSH REGISTER ${PHONE}`, `REGISTER ${PHONE}`],
    [
      "too many parameters",
      `WEBPUSH REGISTER ${PHONE} ${KEYS} more`,
      `REGISTER ${PHONE}`,
    ],
    [
      "too many parameters",
      `WEBPUSH UNREGISTER ${PHONE} more`,
      `UNREGISTER ${PHONE}`,
    ],
    [
      "an endpoint without TLS",
      `WEBPUSH REGISTER http://push.test/x ${KEYS}`,
      "REGISTER http://push.test/x",
    ],
    [
      "an endpoint at another port",
      `WEBPUSH REGISTER https://push.test:6667/x ${KEYS}`,
      "REGISTER https://push.test:6667/x",
    ],
    [
      "an endpoint with a user",
      `WEBPUSH REGISTER https://a:b@push.test/x ${KEYS}`,
      "REGISTER https://a:b@push.test/x",
    ],
    [
      "an endpoint with a fragment",
      `WEBPUSH REGISTER https://push.test/x#y ${KEYS}`,
      "REGISTER https://push.test/x#y",
    ],
    ["no URL", `WEBPUSH REGISTER phone ${KEYS}`, "REGISTER phone"],
    [
      "one key alone",
      `WEBPUSH REGISTER ${PHONE} auth=${"B".repeat(22)}`,
      `REGISTER ${PHONE}`,
    ],
    [
      "a key that is too short",
      `WEBPUSH REGISTER ${PHONE} ${KEYS.replace("BBB", "")}`,
      `REGISTER ${PHONE}`,
    ],
    [
      "a key that is no whole point",
      `WEBPUSH REGISTER ${PHONE} ${KEYS.replace("=BA", "=AA")}`,
      `REGISTER ${PHONE}`,
    ],
  ] as const
) {
  Deno.test(`WEBPUSH fails with INVALID_PARAMS for ${what}: ${line.slice(0, 40)}`, () => {
    const network = pushing();
    const [reply] = loggedIn(network).send(line);
    assertEquals(
      reply.split(" :", 1)[0],
      `:irc.test FAIL WEBPUSH INVALID_PARAMS ${context}`,
    );
    assertEquals(network.pushes, []);
  });
}

Deno.test("a failure names the endpoint in full, as long as push services have them", () => {
  const network = pushing();
  network.pushOutcome = "refused";
  const endpoint = `https://push.test/${"x".repeat(330)}`;
  const [line] = loggedIn(network).send(
    `WEBPUSH REGISTER ${endpoint} ${KEYS}`,
  );
  assertEquals(line.split(" ")[5], endpoint);
});

Deno.test("WEBPUSH is FORBIDDEN to who has no account, and to who comes over Tor", () => {
  const network = pushing({}, { torListeners: ["onion"] });
  const eve = network.register("eve").enable("draft/webpush");
  const forbidden = `:irc.test FAIL WEBPUSH FORBIDDEN REGISTER ${PHONE}`;
  const order = `WEBPUSH REGISTER ${PHONE} ${KEYS}`;
  assertEquals(eve.send(order)[0].split(" :", 1)[0], forbidden);
  const mia = network.connect("", false, null, "onion");
  mia.send("NICK mia", "USER mia 0 * :Mia");
  network.logIn("mia", "alice");
  mia.enable("draft/webpush");
  mia.take();
  assertEquals(mia.send(order)[0].split(" :", 1)[0], forbidden);
  assertEquals(network.pushes, []);
});

Deno.test("an account has so many devices and no more: MAX_REGISTRATIONS", () => {
  const network = pushing({ subscriptions: 2 });
  const ann = loggedIn(network);
  for (const device of [1, 2, 3]) {
    ann.send(`WEBPUSH REGISTER ${PHONE}${device} ${KEYS}`);
  }
  assertEquals(
    ann.send(`WEBPUSH REGISTER ${PHONE}3 ${KEYS}`)[0].split(" :", 1)[0],
    `:irc.test FAIL WEBPUSH MAX_REGISTRATIONS REGISTER ${PHONE}3`,
  );
  assertEquals(devicesOf(network), [`alice ${PHONE}1`, `alice ${PHONE}2`]);
  // One of them may have new keys.
  const others = KEYS.replace("BBB", "CCC");
  assertEquals(ann.send(`WEBPUSH REGISTER ${PHONE}1 ${others}`), [
    `:irc.test WEBPUSH REGISTER ${PHONE}1`,
  ]);
});

Deno.test("who is tested at the same time as others gets in as long as there is room", () => {
  const network = pushing({ subscriptions: 1 });
  const ann = loggedIn(network);
  network.answers = false;
  for (const device of [1, 2]) {
    ann.send(`WEBPUSH REGISTER ${PHONE}${device} ${KEYS}`);
  }
  network.answer();
  assertEquals(ann.take().map((line) => line.split(" :", 1)[0]), [
    `:irc.test WEBPUSH REGISTER ${PHONE}1`,
    `:irc.test FAIL WEBPUSH MAX_REGISTRATIONS REGISTER ${PHONE}2`,
  ]);
});

Deno.test("whoever logs out while a device is tested has it nowhere", () => {
  const network = pushing();
  const ann = loggedIn(network);
  network.answers = false;
  ann.send(`WEBPUSH REGISTER ${PHONE} ${KEYS}`);
  tellNickServ(ann, "LOGOUT");
  network.answer();
  assertEquals(devicesOf(network), []);
});

Deno.test("a user has only so many devices tested in a minute", () => {
  const network = pushing({ subscriptions: 100 });
  const ann = loggedIn(network);
  const replies = Array.from(
    { length: 12 },
    (_, device) => ann.send(`WEBPUSH REGISTER ${PHONE}${device} ${KEYS}`)[0],
  );
  assertEquals(network.pushes.length, 10);
  assertEquals(
    replies.at(-1)?.split(" :", 1)[0],
    `:irc.test FAIL WEBPUSH RATE_LIMITED REGISTER ${PHONE}11`,
  );
});

Deno.test("UNREGISTER forgets a device; of one that is not there it says the same", () => {
  const network = pushing();
  const ann = loggedIn(network);
  ann.send(`WEBPUSH REGISTER ${PHONE} ${KEYS}`);
  const done = [`:irc.test WEBPUSH UNREGISTER :${PHONE}`];
  assertEquals(ann.send(`WEBPUSH UNREGISTER ${PHONE}`), done);
  assertEquals(devicesOf(network), []);
  assertEquals(ann.send(`WEBPUSH UNREGISTER ${PHONE}`), done);
});

Deno.test("UNREGISTER leaves other accounts' devices alone", () => {
  const network = pushing();
  pushedTo(network, "bob", "Bob");
  loggedIn(network).send(`WEBPUSH UNREGISTER ${PHONE}`);
  assertEquals(devicesOf(network), [`Bob ${PHONE}`]);
});

Deno.test("a device whose client does not come back is forgotten after its time, to an hour", () => {
  const network = pushing({ lifeMs: 3 * DAY_MS });
  const ann = loggedIn(network);
  ann.send(`WEBPUSH REGISTER ${PHONE} ${KEYS}`);
  network.answers = false;
  ann.disconnect();
  network.answers = true;
  network.at += 2 * DAY_MS;
  network.apply({ kind: "tick" });
  assertEquals(devicesOf(network), [`alice ${PHONE}`]);
  // It is there: that counts from now on.
  loggedIn(network).send(`WEBPUSH REGISTER ${PHONE} ${KEYS}`);
  network.at += 2 * DAY_MS;
  network.apply({ kind: "tick" });
  assertEquals(devicesOf(network), [`alice ${PHONE}`]);
  network.at += DAY_MS + 3_600_000;
  network.apply({ kind: "tick" });
  assertEquals(devicesOf(network), []);
});

Deno.test("a device that is renewed is written once a day at most", () => {
  const network = pushing();
  const ann = loggedIn(network);
  ann.send(`WEBPUSH REGISTER ${PHONE} ${KEYS}`);
  const { records } = network.core.network;
  const before = records.pushes.get("alice");
  network.at += DAY_MS - 1000;
  ann.send(`WEBPUSH REGISTER ${PHONE} ${KEYS}`);
  assertEquals(records.pushes.get("alice"), before);
  network.at += 1000;
  ann.send(`WEBPUSH REGISTER ${PHONE} ${KEYS}`);
  const [{ renewedAt }] = records.pushes.get("alice")?.subscriptions ?? [];
  assertEquals(renewedAt, START + DAY_MS);
});

Deno.test("the devices of an account go with it, and follow it to another name", () => {
  const network = pushing({}, {}, [accountChange("mia")]);
  pushedTo(network, "mia");
  const root = network.operator("root");
  tellNickServ(root, "RENAME mia zoe");
  assertEquals(devicesOf(network), [`zoe ${PHONE}`]);
  const [, order] = tellNickServ(root, "ERASE zoe");
  const [, code] = /ERASE (zoe \S+)/.exec(order) ?? [];
  tellNickServ(root, `ERASE ${code}`);
  assertEquals(devicesOf(network), []);
});

Deno.test("draft/webpush and soju.im/webpush are offered, and each brings the command", () => {
  for (const name of ["draft/webpush", "soju.im/webpush"]) {
    const network = pushing();
    const ann = network.register("ann");
    network.logIn("ann", "alice");
    ann.take();
    assertEquals(ann.send(`WEBPUSH REGISTER ${PHONE} ${KEYS}`), [
      ":irc.test 421 ann WEBPUSH :Unknown command",
    ]);
    ann.enable(name);
    assertEquals(ann.send(`WEBPUSH REGISTER ${PHONE} ${KEYS}`), [
      `:irc.test WEBPUSH REGISTER ${PHONE}`,
    ]);
  }
});

Deno.test("VAPID tells the key by which push services know the server", () => {
  const network = pushing();
  const welcome = (client: TestClient) =>
    client.send("ISUPPORT").join(" ").split(" ")
      .filter((token) => /VAPID/.test(token));
  const ann = network.register("ann").enable("draft/webpush");
  assertEquals(welcome(ann), ["VAPID=BPublic"]);
});

Deno.test("where nothing is pushed, none of it is there; both come and go with the configuration", () => {
  const network = new Network({}, {}, [KEY_CHANGE]);
  const ann = network.connect();
  const offered = () =>
    ann.send("CAP LS 302").filter((line) => /webpush/.test(line));
  assertEquals(offered(), []);
  ann.send("NICK ann", "USER ann 0 * :Ann", "CAP END");
  const { pushRules } = pushing().core.network.settings;
  network.reconfigure({ pushRules });
  assertEquals(ann.take().filter((line) => /webpush|VAPID/.test(line)), [
    ":irc.test CAP ann NEW :draft/webpush soju.im/webpush",
    ":irc.test 005 ann VAPID=BPublic :are supported by this server",
  ]);
  network.reconfigure({ pushRules: null });
  assertEquals(ann.take().filter((line) => /webpush|VAPID/.test(line)), [
    ":irc.test CAP ann DEL :draft/webpush soju.im/webpush",
    ":irc.test 005 ann -VAPID :are supported by this server",
  ]);
});
