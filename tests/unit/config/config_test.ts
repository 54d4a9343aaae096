import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { parseConfig } from "../../../src/config/config.ts";
import { nameOf } from "../../../src/config/mistake.ts";
import { parseBlock } from "../../../src/irc/names/address.ts";
import { PRIVILEGES } from "../../../src/irc/state/settings.ts";
import { DEFAULT_ACCOUNT_RULES } from "../../../src/irc/names/account_rules.ts";
import { DEFAULT_LOGIN_RULES } from "../../../src/irc/names/login_rules.ts";
import { DEFAULT_HISTORY_RULES } from "../../../src/irc/names/history_rules.ts";
import { DEFAULT_CHANNEL_RULES } from "../../../src/irc/names/channel_rules.ts";
import { DEFAULT_LIMITS } from "../../../src/irc/names/limits.ts";
import { DEFAULT_RATES } from "../../../src/irc/names/rates.ts";
import { pairFor } from "../../support/certificates.ts";
import { placeAt } from "../../support/places.ts";
import { noFiles, testConfig } from "../../support/test_config.ts";

const HASH = `$scrypt$ln=15,r=8,p=1$${"s".repeat(22)}$${"h".repeat(43)}`;

Deno.test("without settings everything has its default", () => {
  assertEquals(parseConfig({}, "1", noFiles, "a made key"), {
    listeners: [placeAt({ host: "::", port: 6667 })],
    certificates: [],
    web: {
      origins: [],
      proxies: [],
      trustsUnix: false,
      forwardedHeader: "x-forwarded-for",
    },
    metrics: null,
    drainMs: 10_000,
    log: { format: "text", level: "info", addresses: "full", levels: {} },
    sendQueueBytes: 1024 * 1024,
    receiveQueueBytes: 64 * 1024,
    flood: {
      burst: 10,
      perSecond: 2,
      start: 60,
      welcome: 500,
      welcomeMs: 60_000,
      addressMinute: 20_000,
    },
    admission: {
      total: 20_000,
      unregistered: 1000,
      places: {
        address: 20,
        network: 100,
        addressMinute: 30,
        networkMinute: 150,
      },
      exempt: ["127.0.0.0/8", "::1"],
      classes: [],
    },
    check: null,
    dns: null,
    mail: null,
    push: null,
    pushRules: null,
    sendsMail: false,
    dataFolder: null,
    serverName: "irc.localhost",
    description: "An IRC server",
    networkName: "IRC",
    version: "ircd-1",
    motd: [],
    admin: [],
    password: null,
    operators: [],
    roles: [],
    cloakKey: "a made key",
    channelModes: "nt",
    creatorModes: "o",
    relay: "channel-operators",
    userModes: "x",
    commandNicknames: false,
    pingIntervalMs: 60_000,
    pingTimeoutMs: 30_000,
    registrationTimeoutMs: 30_000,
    resumeMs: 0,
    accounts: [],
    requireSasl: false,
    saslRules: [],
    gateways: [],
    sts: null,
    tls: false,
    saslListeners: [],
    torListeners: [],
    trusted: ["127.0.0.0/8", "::1"],
    clientTagDeny: [],
    icon: null,
    limits: DEFAULT_LIMITS,
    rates: DEFAULT_RATES,
    accountRules: DEFAULT_ACCOUNT_RULES,
    loginRules: DEFAULT_LOGIN_RULES,
    authenticator: null,
    tokens: null,
    channelRules: DEFAULT_CHANNEL_RULES,
    history: DEFAULT_HISTORY_RULES,
    historyMemory: { perConversation: 1000, bytes: 64 * 1024 * 1024 },
    historyRetention: {
      ageMs: 365 * 86_400_000,
      events: null,
      bytes: 4096 * 1024 * 1024,
    },
  });
});

Deno.test("every setting is taken, times in seconds", () => {
  const tables = {
    server: {
      name: "irc.example.org",
      network: "Example",
      description: "An example",
      host: "127.0.0.1",
      port: 0,
      "ws-port": 8097,
      password: "a secret",
      motd: "motd.txt",
      admin: ["Here", "An example", "root@example.org"],
      data: "data",
      "cloak-key": "a key",
      "ping-interval": 90,
      "ping-timeout": 15,
      "registration-timeout": 10,
      "resume-time": 90,
      "drain-time": 20,
      "send-queue": 16_384,
      "receive-queue": 8192,
      "require-sasl": true,
      icon: "https://example.org/icon.png",
      "client-tag-deny": ["*", "-typing"],
    },
    web: {
      origins: ["https://*.example.org"],
      proxies: ["10.0.0.0/8"],
      "forwarded-header": "forwarded",
    },
    metrics: { port: 9090 },
    log: {
      format: "json",
      level: "debug",
      addresses: "none",
      file: "ircd.log",
      levels: { connect: "info" },
    },
    channels: {
      modes: "ntC",
      creator: "qo",
      relay: "operators",
      registration: false,
      "per-account": 3,
      "expire-days": 60,
    },
    users: { modes: "ix", "command-nicknames": true },
    limits: { nickname: 9, "list-entries": 5 },
    flood: {
      burst: 20,
      rate: 5,
      start: 0,
      welcome: 30,
      "welcome-time": 10,
      "address-minute": 900,
    },
    rates: { joins: 7 },
    check: {
      url: "http://127.0.0.1/check",
      timeout: 2,
      "on-failure": "refuse",
    },
    dns: { reverse: true, timeout: 1, servers: ["127.0.0.53"] },
    connections: {
      total: 50,
      unregistered: 10,
      address: 2,
      network: 3,
      "address-minute": 4,
      "network-minute": 5,
      exempt: ["10.0.0.0/8"],
    },
    "connection-class": [{
      name: "office",
      networks: ["192.0.2.0/24"],
      address: 9,
      flood: false,
      "require-sasl": false,
    }],
    class: [{ name: "helper", privileges: ["kill", "ban"] }],
    operator: [{
      name: "root",
      password: HASH,
      hosts: ["*@192.0.2.*"],
      class: "helper",
    }],
    role: [{ name: "guide", privileges: ["kill"], ranks: ["vo #help*"] }],
    accounts: {
      registration: false,
      "before-connect": false,
      "custom-name": true,
      email: "required",
      "blocked-emails": ["*@example.com"],
      "daily-mails-to": 2,
      "daily-mails-from": 4,
      "code-minutes": 15,
      "verify-hours": 2,
      nicknames: "timeout",
      "nickname-time": 30,
      "password-length": 12,
      hourly: 3,
      mechanisms: ["PLAIN", "EXTERNAL"],
      "pass-login": false,
      authenticator: { command: ["login", "-q"], timeout: 3, creates: true },
      oauth2: {
        "introspection-url": "https://id.example.org/ask",
        "client-id": "irc",
        "client-secret": "a secret",
        issuer: "https://id.example.org",
        audience: "irc",
        claim: "login",
        "discovery-url": "https://id.example.org/about",
        timeout: 4,
        creates: true,
      },
      "dropped-names": "free",
      multiclient: "opt-in",
      "always-on": "mandatory",
      "always-on-days": 30,
      "auto-away": "opt-out",
      "expire-days": 365,
      cloaks: true,
      "force-nick-equals-account": true,
    },
    account: [{ name: "alice", password: HASH }, {
      name: "bob",
      certificates: ["AB".repeat(32)],
    }],
    webirc: [{
      name: "kiwi",
      password: "hunter2",
      hosts: ["127.0.0.1", "2001:db8::/32"],
      certificate: "AB".repeat(32),
    }],
    mail: { from: "irc@example.org", host: "mail.example.org", timeout: 9 },
    push: {
      contact: "mailto:irc@example.org",
      subscriptions: 2,
      expire: 14,
      delay: 3,
      active: 30,
      timeout: 7,
      ports: [443, 8443],
      "private-addresses": true,
    },
    sts: { port: 6697, duration: "30d", preload: true },
    history: {
      enabled: false,
      unregistered: false,
      private: false,
      cutoff: "join-time",
      page: 50,
      replay: "20:1h",
      "memory-events": 20,
      "memory-megabytes": 2,
      "disk-days": 0,
      "disk-events": 5000,
      "disk-megabytes": 0,
    },
  };
  assertEquals(parseConfig(tables, "1", () => "one\r\n\ntwo\n"), {
    listeners: [
      placeAt({ host: "127.0.0.1", port: 0 }),
      placeAt({ kind: "http", host: "127.0.0.1", port: 8097 }),
    ],
    certificates: [],
    web: {
      origins: ["https://*.example.org"],
      proxies: ["10.0.0.0/8"].flatMap((text) => parseBlock(text) ?? []),
      trustsUnix: false,
      forwardedHeader: "forwarded",
    },
    metrics: placeAt({
      kind: "metrics",
      host: "127.0.0.1",
      port: 9090,
      limits: { connections: 64, minute: Infinity, unregistered: Infinity },
    }),
    drainMs: 20_000,
    log: {
      format: "json",
      level: "debug",
      addresses: "none",
      file: "ircd.log",
      levels: { connect: "info" },
    },
    sendQueueBytes: 16_384,
    receiveQueueBytes: 8192,
    flood: {
      burst: 20,
      perSecond: 5,
      start: 0,
      welcome: 30,
      welcomeMs: 10_000,
      addressMinute: 900,
    },
    admission: {
      total: 50,
      unregistered: 10,
      places: { address: 2, network: 3, addressMinute: 4, networkMinute: 5 },
      exempt: ["10.0.0.0/8"],
      classes: [{
        name: "office",
        networks: ["192.0.2.0/24"],
        places: {
          address: 9,
          network: 3,
          addressMinute: 4,
          networkMinute: 5,
        },
        flood: false,
      }],
    },
    check: {
      url: "http://127.0.0.1/check",
      command: null,
      timeoutMs: 2000,
      opensOnFailure: false,
    },
    dns: { timeoutMs: 1000, servers: ["127.0.0.53"] },
    mail: {
      from: "irc@example.org",
      smtp: {
        host: "mail.example.org",
        port: 587,
        tls: "required",
        ca: null,
        login: null,
      },
      sendmail: "",
      dkim: null,
      timeoutMs: 9000,
    },
    sendsMail: true,
    push: {
      contact: "mailto:irc@example.org",
      timeoutMs: 7000,
      ca: null,
      privateAddresses: true,
    },
    pushRules: {
      subscriptions: 2,
      lifeMs: 14 * 86_400_000,
      delayMs: 3000,
      activeMs: 30_000,
      ports: [443, 8443],
    },
    dataFolder: "data",
    serverName: "irc.example.org",
    description: "An example",
    networkName: "Example",
    version: "ircd-1",
    motd: ["one", "", "two"],
    admin: ["Here", "An example", "root@example.org"],
    password: "a secret",
    operators: [{
      name: "root",
      passwordHash: HASH,
      certificate: null,
      account: null,
      isAutomatic: false,
      hosts: ["*@192.0.2.*"],
      class: "helper",
      privileges: ["kill", "ban"],
    }],
    roles: [{
      name: "guide",
      privileges: ["kill"],
      ranks: [{ channels: "#help*", modes: "ov" }],
    }],
    cloakKey: "a key",
    channelModes: "ntC",
    creatorModes: "qo",
    relay: "operators",
    userModes: "ix",
    commandNicknames: true,
    pingIntervalMs: 90_000,
    pingTimeoutMs: 15_000,
    registrationTimeoutMs: 10_000,
    resumeMs: 90_000,
    accountRules: {
      registration: false,
      beforeConnect: false,
      customName: true,
      email: "required",
      blockedEmails: ["*@example.com"],
      dailyMailsTo: 2,
      dailyMailsFrom: 4,
      codeMs: 900_000,
      verifyMs: 2 * 3_600_000,
      nicknames: "timeout",
      nicknameMs: 30_000,
      passwordCharacters: 12,
      hourly: 3,
      droppedNames: "free",
      multiclient: "opt-in",
      alwaysOn: "mandatory",
      alwaysOnMs: 30 * 86_400_000,
      autoAway: "opt-out",
      expireMs: 365 * 86_400_000,
      forceNick: true,
      cloaks: true,
    },
    loginRules: {
      mechanisms: ["PLAIN", "EXTERNAL"],
      pass: false,
      authenticator: true,
      tokens: true,
      discovery: "https://id.example.org/about",
      createsFor: { authenticator: true, token: true },
    },
    authenticator: { url: null, command: ["login", "-q"], timeoutMs: 3000 },
    tokens: {
      source: {
        kind: "introspection",
        url: "https://id.example.org/ask",
        client: { id: "irc", secret: "a secret" },
      },
      algorithms: ["RS256", "PS256", "ES256", "EdDSA"],
      issuer: "https://id.example.org",
      audience: "irc",
      claim: "login",
      timeoutMs: 4000,
    },
    history: {
      enabled: false,
      unregistered: false,
      private: false,
      cutoff: "join-time",
      page: 50,
      replay: { lines: 20, milliseconds: 3_600_000 },
    },
    historyMemory: { perConversation: 20, bytes: 2 * 1024 * 1024 },
    historyRetention: { ageMs: null, events: 5000, bytes: null },
    channelRules: {
      registration: false,
      perAccount: 3,
      expireMs: 60 * 86_400_000,
    },
    accounts: [
      { name: "alice", passwordHash: HASH, certificates: [] },
      { name: "bob", passwordHash: null, certificates: ["ab".repeat(32)] },
    ],
    requireSasl: true,
    saslRules: [{ networks: ["192.0.2.0/24"], requireSasl: false }],
    gateways: [{
      name: "kiwi",
      password: "hunter2",
      hosts: ["127.0.0.1", "2001:db8::/32"],
      certificate: "ab".repeat(32),
    }],
    sts: "port=6697,duration=2592000,preload",
    tls: false,
    saslListeners: [],
    torListeners: [],
    trusted: ["10.0.0.0/8"],
    clientTagDeny: ["*", "-typing"],
    icon: "https://example.org/icon.png",
    limits: { ...DEFAULT_LIMITS, nickname: 9, listEntries: 5 },
    rates: { ...DEFAULT_RATES, joins: 7 },
  });
});

Deno.test("an operator without hosts may come from everywhere", () => {
  const { operators } = testConfig({
    class: [{ name: "all", privileges: [...PRIVILEGES] }],
    operator: [{ name: "root", password: HASH, class: "all" }],
  });
  assertEquals(operators[0].hosts, ["*@*"]);
  assertEquals(operators[0].privileges, PRIVILEGES);
});

Deno.test("a gateway is known by where it is, or by its certificate", () => {
  const [certificate, hosts] = ["ab".repeat(32), ["192.0.2.1"]];
  const gateway = { name: "kiwi", password: "hunter2" };
  assertEquals(
    testConfig({
      webirc: [{ ...gateway, hosts }, { ...gateway, name: "b", certificate }],
    }).gateways,
    [
      { ...gateway, hosts, certificate: null },
      { ...gateway, name: "b", hosts: [], certificate },
    ],
  );
});

for (
  const [duration, seconds] of [
    [0, 0],
    [300, 300],
    ["1h30m", 5400],
    ["36500d", 3_153_600_000],
  ]
) {
  Deno.test(`the policy of sts lasts ${seconds} seconds: ${duration}`, () => {
    const { sts, tls } = testConfig({ sts: { port: 6697, duration } });
    assertEquals([sts, tls], [`port=6697,duration=${seconds}`, false]);
  });
}

Deno.test("the name of an account is kept in one form of Unicode", () => {
  const account = [{ name: "Zoe\u0308", password: HASH }];
  assertEquals(testConfig({ account }).accounts[0].name, "Zo\u00eb");
});

Deno.test("the modes of a creator may stand in any order", () => {
  assertEquals(
    testConfig({ channels: { creator: "voq" } }).creatorModes,
    "qov",
  );
  assertEquals(testConfig({ channels: { creator: "" } }).creatorModes, "");
});

Deno.test("every limit can be set, under its name with hyphens", () => {
  const names = Object.keys(DEFAULT_LIMITS);
  const limits = names.map((name) =>
    [name.replace(/[A-Z]/g, "-$&").toLowerCase(), 1] as const
  );
  assertEquals(
    testConfig({ limits: Object.fromEntries(limits) }).limits,
    Object.fromEntries(names.map((name) => [name, 1])),
  );
});

Deno.test("what is at its limit is good", () => {
  const { password, serverName, networkName, ...config } = testConfig({
    server: {
      name: `${"n".repeat(59)}.org`,
      network: "n".repeat(63),
      password: "p".repeat(300),
      port: 65_535,
      "ping-interval": 86_400,
      "ping-timeout": 1,
      "send-queue": 1024 ** 3,
    },
    limits: { nickname: 40, topic: 400, "server-bans": 1_000_000 },
  });
  assertEquals(
    [serverName.length, networkName.length, password?.length],
    [63, 63, 300],
  );
  const [{ port }] = config.listeners;
  assertEquals([port, config.sendQueueBytes], [65_535, 1024 ** 3]);
  assertEquals([config.pingIntervalMs, config.pingTimeoutMs], [
    86_400_000,
    1000,
  ]);
  const { nickname, topic, serverBans } = config.limits;
  assertEquals([nickname, topic, serverBans], [40, 400, 1_000_000]);
});

for (
  const [text, ...lines] of [
    ["", ...[]],
    ["one", "one"],
    ["one\n", "one"],
    ["one\r\n\r\n", "one", ""],
    ["on\0e\n\n\n", "one", "", ""],
  ]
) {
  Deno.test(`a message of the day ${JSON.stringify(text)} has ${lines.length} lines`, () => {
    const { motd } = parseConfig({ server: { motd: "x" } }, "1", () => text);
    assertEquals(motd, lines);
  });
}

for (const text of ["open sesame", "open sesame\n", "open sesame\r\n"]) {
  Deno.test(`a password file holds the password: ${JSON.stringify(text)}`, () => {
    const raw = { server: { "password-file": "secret.txt" } };
    const { password } = parseConfig(
      raw,
      "1",
      (path) => path === "secret.txt" ? text : "",
    );
    assertEquals(password, "open sesame");
  });
}

Deno.test("a setting is named as one would write it", () => {
  assertEquals(nameOf(["server", "port"]), "server.port");
  assertEquals(nameOf(["operator", 0, "hosts", 1]), "operator[0].hosts[1]");
});

Deno.test("[[listen]] says where to listen, host by host", () => {
  const listen = [{ port: 6667 }, {
    kind: "plain",
    host: "127.0.0.1",
    port: 7000,
  }];
  assertEquals(testConfig({ listen }).listeners, [
    placeAt({ host: "::", port: 6667 }),
    placeAt({ host: "127.0.0.1", port: 7000 }),
  ]);
});

Deno.test("without a cloak-key one is made that is never the same", () => {
  const [one, other] = [testConfig(), testConfig()];
  assert(one.cloakKey.length >= 32);
  assertNotEquals(one.cloakKey, other.cloakKey);
});

Deno.test("flood control can be switched off", () => {
  assertEquals(testConfig({ limits: { flood: false } }).flood, null);
});

Deno.test("a listener is of a kind, has a place, and what stands before its first line", () => {
  const { listeners, saslListeners, torListeners } = testConfig({
    listen: [
      { kind: "plain", port: 6667 },
      { path: "ircd.sock", mode: "0600", name: "local" },
      { port: 6668, proxy: ["192.0.2.0/24"] },
      { host: "::1", port: 6669, tor: true, name: "tor", "require-sasl": true },
    ],
  });
  assertEquals(listeners, [
    placeAt({ host: "::", port: 6667 }),
    placeAt({ host: "::", path: "ircd.sock", mode: 0o600, name: "local" }),
    placeAt({ host: "::", port: 6668, proxy: ["192.0.2.0/24"] }),
    placeAt({
      host: "::1",
      port: 6669,
      tor: true,
      name: "tor",
      limits: { connections: 500, minute: 150, unregistered: 100 },
    }),
  ]);
  assertEquals(saslListeners, ["tor"]);
  assertEquals(torListeners, ["tor"]);
});

Deno.test("a listener may have limits of its own, and one for Tor always has", () => {
  const limits = { connections: 20, "connections-minute": 30, unregistered: 5 };
  const { listeners } = testConfig({
    listen: [
      { port: 1, tor: true, name: "tor", ...limits },
      { port: 2, unregistered: 5 },
      { port: 3, tor: true, name: "i2p", connections: 9 },
    ],
  });
  assertEquals(listeners.map(({ limits }) => limits), [
    { connections: 20, minute: 30, unregistered: 5 },
    { connections: Infinity, minute: Infinity, unregistered: 5 },
    { connections: 9, minute: 150, unregistered: 100 },
  ]);
});

Deno.test("tls-port adds a listener, beside port and beside [[listen]]", () => {
  const { certificate, key } = pairFor(["irc.test"]);
  const read = (path: string) => path === "c" ? certificate : key;
  const server = { "tls-port": 6697, "tls-cert": "c", "tls-key": "k" };
  const withTls = placeAt({ host: "::", port: 6697, tls: true });
  const alone = parseConfig({ server }, "1", read);
  assertEquals(alone.listeners, [placeAt({ host: "::", port: 6667 }), withTls]);
  assertEquals(alone.certificates, [{ certificate: "c", key: "k" }]);
  assertEquals(alone.tls, true);
  const listen = [{ port: 7000 }];
  assertEquals(parseConfig({ server, listen }, "1", read).listeners, [
    placeAt({ host: "::", port: 7000 }),
    withTls,
  ]);
});

Deno.test("the certificate of tls-cert stands before those of [[tls]]", () => {
  const { certificate, key } = pairFor(["irc.test"]);
  const { certificates } = parseConfig(
    {
      server: { "tls-cert": "c1", "tls-key": "k1" },
      tls: [{ certificate: "c2", key: "k2" }],
    },
    "1",
    (path) => path.startsWith("c") ? certificate : key,
  );
  assertEquals(certificates.map(({ certificate }) => certificate), [
    "c1",
    "c2",
  ]);
});

Deno.test("an operator has a password, a certificate or both; the digits may have colons", () => {
  const digest = "AB:".repeat(31) + "AB";
  const { operators } = testConfig({
    operator: [
      { name: "ann", certfp: digest, class: "a" },
      { name: "bob", certfp: "cd".repeat(32), password: HASH, class: "a" },
    ],
    class: [{ name: "a", privileges: [] }],
  });
  assertEquals(
    operators.map((
      { passwordHash, certificate },
    ) => [passwordHash, certificate]),
    [[null, "ab".repeat(32)], [HASH, "cd".repeat(32)]],
  );
});
