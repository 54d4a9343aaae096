import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { effectiveCapabilities } from "../../src/irc/wire/capabilities.ts";
import type { Capability } from "../../src/irc/wire/capabilities.ts";
import { START, TestNetwork } from "../support/test_network.ts";
import type { TestClient } from "../support/test_network.ts";

/** Those that change what others see of somebody, and those they need. */
const CAPABILITIES: readonly Capability[] = [
  "account-notify",
  "account-tag",
  "away-notify",
  "batch",
  "chghost",
  "draft/channel-rename",
  "draft/message-redaction",
  "draft/multiline",
  "echo-message",
  "extended-join",
  "invite-notify",
  "labeled-response",
  "message-tags",
  "server-time",
  "setname",
];

type Capabilities = ReadonlySet<Capability>;

/** Who is there, and what happens. */
interface Scene {
  readonly sender: Capabilities;
  readonly receivers: readonly Capabilities[];
  readonly account: string | null;
  readonly isBot: boolean;
  readonly label: string | null;
  readonly clientTags: readonly string[];
}

/** One line that somebody must get; its tags are those that its capabilities promise. */
interface Promised {
  readonly text: string;
  /** False if it comes from the server */
  readonly ofUser?: boolean;
  /** True if it has the msgid, and whose client-only tags it has */
  readonly isSaid?: boolean;
  readonly hasClientTags?: boolean;
  /** The account in its tag, if it is not the one that the user has now */
  readonly account?: string | null;
  readonly extra?: readonly string[];
}

interface Action {
  readonly name: string;
  /** What the sender says; none if it is done to it */
  lines(scene: Scene): readonly string[];
  /** What it takes that the sender has */
  readonly needs?: Capability;
  /** What is done, where it is nothing that the sender says */
  readonly act?: (network: TestNetwork) => void;
  /** What a member of the channel gets */
  members(capabilities: Capabilities, scene: Scene): readonly Promised[];
  /** What the sender gets; left out where that is another test's matter */
  sender?(capabilities: Capabilities, scene: Scene): readonly Promised[];
}

const ANN = "ann!~ann@192.0.2.1";

function said(command: string, target: string, text?: string): Action {
  const body = `${command} ${target}${text === undefined ? "" : ` :${text}`}`;
  const relay = (capabilities: Capabilities): Promised[] =>
    text === undefined && !capabilities.has("message-tags") ? [] : [{
      text: `:${ANN} ${body}`,
      ofUser: true,
      isSaid: true,
      hasClientTags: true,
    }];
  return {
    name: `${command} to ${target}`,
    ...(text === undefined ? { needs: "message-tags" as const } : {}),
    lines: (scene) => [`${tagged(scene)}${body}`],
    members: relay,
    sender: (capabilities) =>
      capabilities.has("echo-message") ? relay(capabilities) : [],
  };
}

function tagged({ label, clientTags }: Scene, ...more: string[]): string {
  const tags = [...label === null ? [] : [`label=${label}`], ...clientTags];
  return `@${["x=y", ...tags, ...more].join(";")} `;
}

function labelled({ label }: Scene): string {
  return label === null ? "" : `@label=${label} `;
}

/** Seen by those who have a capability; the others see something else, or nothing. */
function change(
  name: string,
  line: string,
  capability: Capability | null,
  text: string,
  {
    otherwise = [],
    self = true,
    reply = [],
    isEvent = false,
  }: {
    isEvent?: boolean;
    otherwise?: readonly string[];
    self?: boolean;
    reply?: readonly Promised[];
  } = {},
): Action {
  const seen = (capabilities: Capabilities): Promised[] =>
    (capability === null || capabilities.has(capability) ? [text] : otherwise)
      .map((text) => ({ text, ofUser: true, isSaid: isEvent }));
  return {
    name,
    lines: (scene) => [`${labelled(scene)}${line}`],
    members: seen,
    sender: (capabilities) => [...self ? seen(capabilities) : [], ...reply],
  };
}

const MULTILINE: Action = {
  name: "a message of several lines",
  needs: "draft/multiline",
  lines: (scene) => [
    `${tagged(scene)}BATCH +b1 draft/multiline #a`,
    "@batch=b1 PRIVMSG #a :one",
    "@batch=b1 PRIVMSG #a :",
    "@batch=b1 PRIVMSG #a :two ",
    "@batch=b1;draft/multiline-concat PRIVMSG #a :three",
    "BATCH -b1",
  ],
  members: multilineSeenBy,
  sender: (capabilities) =>
    capabilities.has("echo-message") ? multilineSeenBy(capabilities) : [],
};

function multilineSeenBy(capabilities: Capabilities): Promised[] {
  const line = (text: string, extra: string[] = []): Promised => ({
    text: `:${ANN} PRIVMSG #a :${text}`,
    ofUser: true,
    extra,
  });
  if (capabilities.has("draft/multiline")) {
    const start = `:${ANN} BATCH +# draft/multiline #a`;
    return [
      { text: start, ofUser: true, isSaid: true, hasClientTags: true },
      line("one", ["batch=#"]),
      line("", ["batch=#"]),
      line("two ", ["batch=#"]),
      line("three", ["batch=#", "draft/multiline-concat"]),
      { text: `:${ANN} BATCH -#`, ofUser: true },
    ];
  }
  return [line("one"), line("two "), line("three")].map((promised, index) => ({
    ...promised,
    isSaid: index === 0,
    hasClientTags: true,
  }));
}

const CLOAKED = "ann!~ann@CLOAK";

const EVENT = { isEvent: true };

const ACTIONS: readonly Action[] = [
  said("PRIVMSG", "#a", "hi"),
  said("NOTICE", "#a", "hi"),
  said("TAGMSG", "#a"),
  MULTILINE,
  change("TOPIC", "TOPIC #a :new", null, `:${ANN} TOPIC #a :new`, EVENT),
  change("NICK", "NICK anna", null, `:${ANN} NICK anna`, EVENT),
  change("PART", "PART #a :bye", null, `:${ANN} PART #a :bye`, EVENT),
  change("MODE", "MODE #a +m", null, `:${ANN} MODE #a +m`, EVENT),
  change("AWAY", "AWAY :gone", "away-notify", `:${ANN} AWAY :gone`, {
    self: false,
    reply: [{ text: ":irc.test 306 ann :You have been marked as being away" }],
  }),
  change("SETNAME", "SETNAME :New Ann", "setname", `:${ANN} SETNAME :New Ann`),
  change(
    "RENAME",
    "RENAME #a #A :x",
    "draft/channel-rename",
    `:${ANN} RENAME #a #A :x`,
    EVENT,
  ),
  {
    ...change(
      "INVITE",
      "INVITE zoe #a",
      "invite-notify",
      `:${ANN} INVITE zoe #a`,
    ),
    sender: () => [{ text: ":irc.test 341 ann zoe #a" }],
  },
  {
    name: "a login",
    lines: () => [],
    act: (network) => network.logIn("ann", "new"),
    members: seesLogin,
    sender: seesLogin,
  },
  {
    name: "JOIN",
    lines: () => ["PART #a", "JOIN #a"],
    members: (capabilities, { account }) => [
      { text: `:${ANN} PART #a`, ofUser: true, isSaid: true },
      { ...joined(ANN, capabilities, account), isSaid: true },
    ],
  },
  {
    name: "another host",
    lines: () => ["MODE ann +x"],
    members: (capabilities, { account }) =>
      capabilities.has("chghost")
        ? [{ text: `:${ANN} CHGHOST ~ann CLOAK`, ofUser: true }]
        : [
          { text: `:${ANN} QUIT :Changing host`, ofUser: true },
          joined(CLOAKED, capabilities, account),
          { text: ":irc.test MODE #a +o ann" },
        ],
  },
];

function seesLogin(capabilities: Capabilities, { account }: Scene): Promised[] {
  if (!capabilities.has("account-notify")) return [];
  return [{ text: `:${ANN} ACCOUNT new`, ofUser: true, account }];
}

function joined(
  source: string,
  capabilities: Capabilities,
  account: string | null,
): Promised {
  const extended = capabilities.has("extended-join")
    ? ` ${account ?? "*"} :Real ann`
    : "";
  return { text: `:${source} JOIN #a${extended}`, ofUser: true };
}

/** The line with the tags that these capabilities promise, sorted. */
function promisedLine(
  { text, ofUser, isSaid, hasClientTags, extra = [], ...rest }: Promised,
  capabilities: Capabilities,
  scene: Scene,
): string {
  const tags = [...extra];
  const account = "account" in rest ? rest.account : scene.account;
  if (capabilities.has("server-time")) {
    tags.push(`time=${new Date(START).toISOString()}`);
  }
  if (ofUser && account !== null && capabilities.has("account-tag")) {
    tags.push(`account=${account}`);
  }
  if (capabilities.has("message-tags")) {
    if (isSaid) tags.push("msgid=ID");
    if (ofUser && scene.isBot) tags.push("bot");
    if (hasClientTags) tags.push(...scene.clientTags);
  }
  return written(tags, text);
}

function written(tags: readonly string[], text: string): string {
  return tags.length === 0 ? text : `@${[...tags].sort().join(";")} ${text}`;
}

/** Sorts tags, and gives msgids, references and hosts that are made up a fixed form. */
function normalise(lines: readonly string[]): string[] {
  const references = new Map<string, string>();
  const shorten = (reference: string) => {
    if (!references.has(reference)) references.set(reference, "#");
    return references.get(reference) ?? "";
  };
  return lines.map((line) => {
    const [, tags = "", text] = /^(?:@(\S+) )?(.*)$/.exec(line) ?? [];
    const shown = text
      .replace(/( BATCH [+-])(\S+)/, (_, start, ref) => start + shorten(ref))
      .replaceAll(/[0-9a-z.]+\.ip\b/g, "CLOAK");
    const all = tags.split(";").filter((tag) => tag !== "").map((tag) =>
      tag.replace(/^msgid=[0-9a-z]{12,}-[0-9a-z]{4}$/, "msgid=ID")
        .replace(/^batch=(.+)$/, (_, ref) => `batch=${shorten(ref)}`)
    );
    return written(all, shown);
  });
}

/** The answer with its label: on one line, or on a batch round it. */
function withLabel(
  lines: readonly string[],
  capabilities: Capabilities,
  { label }: Scene,
): string[] {
  const isLabelled = label !== null && capabilities.has("labeled-response") &&
    capabilities.has("batch");
  if (!isLabelled) return [...lines];
  const time = capabilities.has("server-time")
    ? [`time=${new Date(START).toISOString()}`]
    : [];
  const [first, ...rest] = lines;
  if (first === undefined) {
    return [written([`label=${label}`, ...time], ":irc.test ACK")];
  }
  if (rest.length === 0 || first.includes(" BATCH +")) {
    return [addTag(first, `label=${label}`), ...rest];
  }
  return [
    written(
      [`label=${label}`, ...time],
      ":irc.test BATCH +# labeled-response",
    ),
    ...lines.map((line) => addTag(line, "batch=#")),
    written(time, ":irc.test BATCH -#"),
  ];
}

function addTag(line: string, tag: string): string {
  const [, tags = "", text] = /^(?:@(\S+) )?(.*)$/.exec(line) ?? [];
  return written([...tags.split(";").filter((other) => other), tag], text);
}

const capabilities = fc.subarray([...CAPABILITIES])
  .map((names): Capabilities => new Set(names));

const scene: fc.Arbitrary<Scene> = fc.record({
  sender: capabilities,
  receivers: fc.array(capabilities, { minLength: 1, maxLength: 4 }),
  account: fc.constantFrom(null, "ann"),
  isBot: fc.boolean(),
  label: fc.constantFrom(null, "l1"),
  clientTags: fc.subarray(["+draft/reply=1", "+typing=active", "+x"]),
});

for (const action of ACTIONS) {
  Deno.test(`everybody gets of ${action.name} what the capabilities promise`, () => {
    fc.assert(
      fc.property(scene, (given) => check(action, withNeeds(action, given))),
      { numRuns: 150 },
    );
  });
}

/** The sender has what the action takes; client-only tags are for those who know tags. */
function withNeeds({ needs }: Action, given: Scene): Scene {
  const sender = new Set(given.sender);
  if (needs === "draft/multiline") sender.add(needs).add("batch");
  if (needs === "message-tags") sender.add(needs);
  const clientTags = sender.has("message-tags") ? given.clientTags : [];
  return { ...given, sender, clientTags };
}

function check(action: Action, given: Scene): void {
  const network = new TestNetwork();
  network.register("zoe");
  const sender = enter(network, "ann", given.sender);
  const receivers = given.receivers.map((capabilities, index) =>
    enter(network, `r${index}`, capabilities)
  );
  const half = receivers.map((_, index) => `r${index}`);
  sender.send(`MODE #a +${"h".repeat(half.length)} ${half.join(" ")}`);
  if (given.account !== null) network.logIn("ann", given.account);
  if (given.isBot) sender.send("MODE ann +B");
  for (const client of [sender, ...receivers]) client.take();

  const answer = sender.send(...action.lines(given));
  action.act?.(network);
  const own = [...answer, ...sender.take()];

  for (const [index, names] of given.receivers.entries()) {
    const effective = effectiveCapabilities(names);
    const promised = action.members(effective, given).map((line) =>
      promisedLine(line, effective, given)
    );
    assertEquals(normalise(receivers[index].take()), promised);
  }
  if (action.sender === undefined) return;
  const effective = effectiveCapabilities(given.sender);
  const promised = action.sender(effective, given).map((line) =>
    promisedLine(line, effective, given)
  );
  const isSaying = action.lines(given).length > 0;
  assertEquals(
    normalise(own),
    isSaying ? withLabel(promised, effective, given) : promised,
  );
}

function enter(
  network: TestNetwork,
  nick: string,
  capabilities: Capabilities,
): TestClient {
  const client = network.register(nick).enable(...capabilities);
  client.send("JOIN #a");
  return client;
}

Deno.test("msgids are the same for all who see a message, and no two messages have one", () => {
  const network = new TestNetwork();
  const clients = ["a", "b", "c"].map((nick) =>
    network.register(nick).enable("message-tags", "echo-message")
  );
  for (const client of clients) client.send("JOIN #a");
  for (const client of clients) client.take();
  const seen = new Set<string>();
  for (let count = 0; count < 50; count++) {
    if (count % 7 === 0) network.at++;
    const echo = clients[count % 3].send("PRIVMSG #a :hi");
    const others = clients.filter((_, index) => index !== count % 3);
    const ids = [echo, ...others.map((client) => client.take())].map(msgidOf);
    assertEquals(new Set(ids).size, 1);
    seen.add(ids[0]);
  }
  assertEquals(seen.size, 50);
  assertEquals([...seen].sort(), [...seen]);
});

function msgidOf(lines: readonly string[]): string {
  const [, id = ""] = /msgid=([^; ]+)/.exec(lines.join(" ")) ?? [];
  return id;
}
