import { Core } from "../../src/irc/core.ts";
import type { Effect } from "../../src/irc/effects.ts";
import type { Input } from "../../src/irc/inputs.ts";
import { setAccount } from "../../src/irc/accounts/login.ts";
import { DEFAULT_ACCOUNT_RULES } from "../../src/irc/names/account_rules.ts";
import { DEFAULT_CHANNEL_RULES } from "../../src/irc/names/channel_rules.ts";
import type { Session, Sink } from "../../src/irc/state/session.ts";
import type { SessionId } from "../../src/irc/state/session_id.ts";
import { MemoryArchive } from "../../src/irc/state/memory_archive.ts";
import type { Mail } from "../../src/irc/state/mail.ts";
import type { PushOutcome } from "../../src/irc/state/push.ts";
import type { Notice } from "../../src/irc/state/notice.ts";
import type { Jot } from "../../src/irc/state/jot.ts";
import type { Change } from "../../src/irc/state/records.ts";
import type { HashedPassword } from "../../src/irc/state/account.ts";
import type { Outcome } from "../../src/irc/state/request.ts";
import type { ServerBan } from "../../src/irc/state/server_ban.ts";
import { MemoryJots } from "../../src/store/jot_store.ts";
import { MemoryStore } from "../../src/store/record_store.ts";
import { lookThrough } from "../../src/store/history/memory_search.ts";
import { MUCH } from "./copied_archive.ts";
import { scramKeysOf } from "./scram_keys.ts";
import { PRIVILEGES, type Settings } from "../../src/irc/state/settings.ts";
import { DEFAULT_HISTORY_RULES } from "../../src/irc/names/history_rules.ts";
import { DEFAULT_LOGIN_RULES } from "../../src/irc/names/login_rules.ts";
import { DEFAULT_LIMITS, type Limits } from "../../src/irc/names/limits.ts";
import { DEFAULT_RATES } from "../../src/irc/names/rates.ts";
import type { Line } from "../../src/irc/wire/outgoing.ts";

/** When a test network starts: 2026-01-01 00:00:00 UTC, in milliseconds. */
export const START = Date.UTC(2026, 0, 1);

/** More often than any test that is about something else. */
const OFTEN = 1_000_000;

/** The settings of a test network, unless a test changes them. */
export const SETTINGS: Settings = {
  serverName: "irc.test",
  description: "A test server",
  networkName: "TestNet",
  version: "ircd-test",
  motd: [],
  admin: [],
  password: null,
  operators: [{
    name: "root",
    passwordHash: "hash of secret",
    certificate: null,
    account: null,
    isAutomatic: false,
    hosts: ["*@192.0.2.*"],
    class: "admin",
    privileges: PRIVILEGES,
  }, {
    name: "helper",
    passwordHash: "hash of help",
    certificate: null,
    account: null,
    isAutomatic: false,
    hosts: ["*@*"],
    class: "helper",
    privileges: ["kill"],
  }],
  roles: [],
  cloakKey: "test",
  channelModes: "nt",
  creatorModes: "o",
  userModes: "",
  relay: "channel-operators",
  commandNicknames: false,
  pingIntervalMs: 60_000,
  pingTimeoutMs: 30_000,
  registrationTimeoutMs: 30_000,
  resumeMs: 0,
  accounts: [
    { name: "alice", passwordHash: "hash of sesame" },
    { name: "Bob", passwordHash: "hash of open" },
  ],
  // Nicknames like alice are everywhere in tests.
  accountRules: { ...DEFAULT_ACCOUNT_RULES, nicknames: "none" },
  loginRules: DEFAULT_LOGIN_RULES,
  sendsMail: true,
  pushRules: null,
  channelRules: DEFAULT_CHANNEL_RULES,
  history: DEFAULT_HISTORY_RULES,
  requireSasl: false,
  saslRules: [],
  trusted: ["127.0.0.0/8"],
  torListeners: [],
  gateways: [{
    name: "kiwi",
    password: "hunter2",
    hosts: ["198.51.100.0/24", "2001:db8::1"],
    certificate: null,
  }],
  sts: null,
  tls: false,
  saslListeners: [],
  clientTagDeny: [],
  icon: null,
  limits: DEFAULT_LIMITS,
  rates: {
    ...DEFAULT_RATES,
    targets: OFTEN,
    joins: OFTEN,
    nicks: OFTEN,
    invites: OFTEN,
    aways: OFTEN,
    topics: OFTEN,
  },
};

const decoder = new TextDecoder("utf-8", { fatal: true });

/** One client of a test network: says lines, and keeps the lines that come. */
export class TestClient implements Sink {
  /** The bytes that came since they were last taken. */
  readonly received: Uint8Array[] = [];
  /** True once the core has ended the session. */
  closed = false;

  constructor(readonly network: TestNetwork, readonly id: SessionId) {}

  write(line: Line): void {
    if (!this.closed) this.received.push(line.bytes);
  }

  close(): void {
    this.closed = true;
  }

  /**
   * Says lines, without their CR LF.
   *
   * @returns the lines that this client got meanwhile, and before
   */
  send(...lines: string[]): string[] {
    for (const text of lines) {
      this.network.apply({ kind: "line", session: this.id, text });
    }
    return this.take();
  }

  /** @returns the lines that came since the last call, without CR LF */
  take(): string[] {
    const lines = this.received.map((bytes) =>
      decoder.decode(bytes).replace(/\r\n$/, "")
    );
    this.received.length = 0;
    return lines;
  }

  /**
   * Asks for capabilities, which must be granted.
   *
   * @param capabilities their names
   * @returns itself, with the answer taken
   */
  enable(...capabilities: readonly string[]): this {
    const names = capabilities.join(" ");
    const answer = this.send(`CAP REQ :${names}`).at(-1) ?? "";
    if (names !== "" && !/ ACK :/.test(answer)) throw new Error(answer);
    return this;
  }

  /** The client closes the connection in order, without a word. */
  hangUp(): void {
    const reason = "Connection closed";
    const isOrderly = true;
    this.network.apply({ kind: "close", session: this.id, reason, isOrderly });
  }

  /** The connection goes away. */
  disconnect(reason = "Connection closed"): void {
    this.network.apply({ kind: "close", session: this.id, reason });
  }
}

type WithoutTime<Kind> = Kind extends unknown ? Omit<Kind, "at"> : never;

function hashed(password: string): HashedPassword {
  const passwordHash = `hash of ${password}`;
  return { passwordHash, scram: scramKeysOf(password) };
}

/** A core with a clock that stands still until it is moved. It keeps what it is asked to do. */
export class TestNetwork {
  readonly core: Core;
  /** What was said. */
  readonly archive = new MemoryArchive(MUCH);
  /** What is on the disk. */
  readonly store = new MemoryStore();
  readonly jots = new MemoryJots();
  /** How often REHASH was asked for. */
  rehashes = 0;
  /** "stop" or "upgrade", once the core has asked for it. */
  stopped: string | null = null;
  /** Now, in milliseconds since 1970. */
  at = START;
  /** What the core has asked for, and nobody has done yet, while {@linkcode answers} is false. */
  readonly asked: Exclude<Effect, { kind: "log" }>[] = [];
  /** False to leave open what the shell would answer. */
  answers = true;
  /** False while records cannot be written. */
  canWrite = true;
  /** Whom the authenticator outside of the server lets in: accounts by their password or certificate. */
  readonly outside: Record<string, string> = {};
  /** Whom tokens are for. */
  readonly tokens: Record<string, string> = {};
  /** False while mail cannot be sent. */
  canMail = true;
  /** The mail that was sent. */
  readonly mail: Mail[] = [];
  /** False while nothing can be searched. */
  canSearch = true;
  /** False while a search takes too long. */
  hasTime = true;
  /** What comes of pushes. */
  pushOutcome: PushOutcome = "taken";
  /** What was pushed. */
  readonly pushes: Extract<Effect, { kind: "push" }>[] = [];
  /** The faults that were reported. */
  readonly faults: string[] = [];
  /** What was to be logged. */
  readonly logged: Notice[] = [];
  #nextId = 1;
  #secrets = 0;

  /** The bans that are on the disk. */
  get bans(): ServerBan[] {
    return this.store.read().flatMap(({ kind, value }) =>
      kind === "ban" && value !== null ? [value] : []
    );
  }

  /**
   * @param settings what differs from {@linkcode SETTINGS}
   * @param limits what differs from the usual limits
   * @param records what is kept from the start
   * @param jots what was jotted down before
   */
  constructor(
    settings: Partial<Settings> = {},
    limits: Partial<Limits> = {},
    records: readonly Change[] = [],
    jots: readonly Jot[] = [],
  ) {
    this.store.write(records);
    this.jots.write(jots);
    const all = { ...SETTINGS.limits, ...limits };
    this.core = Core.create(
      { ...SETTINGS, ...settings, limits: all },
      records,
      this.at,
      this.archive,
      jots,
    );
  }

  /** Carries out an input now, and what comes of its effects behind it. */
  apply(input: WithoutTime<Input>): void {
    this.#ask(this.core.apply({ ...input, at: this.at } as Input));
    if (this.answers) this.answer();
  }

  /** Does what the core has asked for, one after the other. */
  answer(most = Infinity): void {
    for (let count = 0; count < most; count++) {
      const effect = this.asked.shift();
      if (effect === undefined) return;
      const outcome = this.#carryOut(effect);
      if (!("request" in effect)) continue;
      const { request } = effect;
      const input = { kind: "answer", at: this.at, request, outcome } as const;
      this.#ask(this.core.apply(input));
    }
  }

  /** Takes the only thing that the core has asked for: a search. */
  takeSearch(): Extract<Effect, { kind: "search" }> {
    const [effect, ...others] = this.asked.splice(0);
    if (effect?.kind !== "search" || others.length > 0) {
      throw new Error("one search is asked for");
    }
    return effect;
  }

  #ask(effects: readonly Effect[]): void {
    for (const effect of effects) {
      if (effect.kind === "log") this.logged.push(effect.notice);
      else this.asked.push(effect);
    }
  }

  #carryOut(effect: Exclude<Effect, { kind: "log" }>): Outcome {
    switch (effect.kind) {
      case "check-password":
        return effect.passwordHash === `hash of ${effect.password}`;
      case "check-login":
        return this.#checkLogin(effect);
      case "check-token": {
        const account = this.tokens[effect.token];
        return account === undefined ? null : { account, by: "token" };
      }
      case "hash-password":
        return hashed(effect.password);
      case "draw-secret":
        return (++this.#secrets).toString(16).padStart(16, "0").repeat(2);
      case "send-mail":
        if (this.canMail) this.mail.push(effect.mail);
        return this.canMail;
      case "push":
        this.pushes.push(effect);
        return this.pushOutcome;
      case "search": {
        if (!this.canSearch) return null;
        const outcome = lookThrough(this.archive, effect.query, () => false);
        return { ...outcome, isWhole: this.hasTime };
      }
      case "store":
        if (this.canWrite) this.store.write(effect.changes);
        return this.canWrite;
      case "jot":
        this.jots.write(effect.jots);
        return null;
      case "reload":
        this.rehashes++;
        return null;
      case "stop":
      case "upgrade":
        this.stopped = effect.kind;
        return null;
      case "fault":
        this.faults.push(`${effect.cause}: ${effect.error}`);
        return null;
    }
  }

  #checkLogin(
    { claim, passwordHash }: Extract<Effect, { kind: "check-login" }>,
  ): Outcome {
    const { account, certificate, password } = claim;
    const told = this.outside[password ?? certificate ?? ""];
    if (told !== undefined) return { account: told, by: "authenticator" };
    if (password === null || account === null) return null;
    const login = { account, by: "password" } as const;
    // As another program has hashed it.
    if (passwordHash === `foreign hash of ${password}`) {
      return { ...login, renewed: hashed(password) };
    }
    return passwordHash === `hash of ${password}` ? login : null;
  }

  /**
   * Opens a connection that has said nothing yet.
   *
   * @param address where it comes from
   * @param secure true if it comes over TLS
   * @param certificate the SHA-256 of the certificate it shows
   * @param listener what the listener is called that it comes to
   * @param binding the hash of the certificate that the server has shown it
   */
  connect(
    address = "192.0.2.1",
    secure = false,
    certificate: string | null = null,
    listener = "",
    binding: string | null = null,
  ): TestClient {
    const client = new TestClient(this, `s${this.#nextId++}`);
    this.core.attach(client.id, client);
    const peer = { address, secure, certificate, listener, binding };
    this.apply({ kind: "open", session: client.id, peer });
    return client;
  }

  /**
   * Opens a connection and registers it as `nick!~nick@192.0.2.1`.
   *
   * @param nick the nickname
   * @param address where it comes from, if from elsewhere
   * @param secure true if it comes over TLS
   * @returns the client, with its welcome taken
   */
  register(nick: string, address?: string, secure?: boolean): TestClient {
    const client = this.connect(address, secure);
    client.send(`NICK ${nick}`, `USER ${nick} 0 * :Real ${nick}`);
    return client;
  }

  /**
   * Gives a connection to a user who has others, as a second device.
   *
   * @returns the new connection, with its greeting taken
   */
  attach(nick: string): TestClient {
    const client = this.connect();
    const { network } = this.core;
    const user = network.findUser(nick);
    if (user === undefined) throw new Error(`there is no ${nick}`);
    network.attach(this.session(client), user);
    client.take();
    return client;
  }

  /**
   * Connects a client that logs in with SASL and is registered: as a user, or as another connection of one.
   *
   * @param account whose password is "sesame"
   * @param capabilities what it asks for besides sasl
   * @returns the client, with what it got not taken
   */
  comeAs(
    nick: string,
    account: string,
    capabilities: readonly string[] = [],
    client: TestClient = this.connect(),
  ): TestClient {
    client.enable("sasl", ...capabilities);
    client.send("AUTHENTICATE PLAIN");
    client.send(`AUTHENTICATE ${btoa(`\0${account}\0sesame`)}`);
    client.send(`NICK ${nick}`, `USER ${nick} 0 * :Real ${nick}`);
    this.apply({ kind: "line", session: client.id, text: "CAP END" });
    return client;
  }

  /** @returns the session of a client */
  session({ id }: TestClient): Session {
    const session = this.core.network.sessions.get(id);
    if (session === undefined) throw new Error(`${id} has ended`);
    return session;
  }

  /**
   * Registers a client that is an operator with every privilege.
   *
   * @param nick the nickname
   */
  operator(nick: string): TestClient {
    const client = this.register(nick);
    client.send("OPER root secret", `MODE ${nick} -s`);
    return client;
  }

  /**
   * Logs a user in.
   *
   * @param nick whom
   * @param account to which account
   */
  logIn(nick: string, account: string): void {
    const { network } = this.core;
    const user = network.findUser(nick);
    if (user !== undefined) setAccount(network, user, account);
  }

  /**
   * Logs a user out.
   *
   * @param nick whom
   */
  logOut(nick: string): void {
    const { network } = this.core;
    const user = network.findUser(nick);
    if (user !== undefined) setAccount(network, user, null);
  }

  /**
   * Registers clients and joins each to a channel.
   *
   * @returns the clients, with all that they got taken; the first is operator
   */
  channel(name: string, ...nicks: string[]): TestClient[] {
    const clients = nicks.map((nick) => this.register(nick));
    for (const client of clients) client.send(`JOIN ${name}`);
    for (const client of clients) client.take();
    return clients;
  }

  /**
   * The configuration is read again.
   *
   * @param changes what it says now, where that differs from before
   */
  reconfigure(changes: Partial<Settings>): void {
    const settings = { ...this.core.network.settings, ...changes };
    this.apply({ kind: "settings", settings, text: "Reloaded" });
  }

  /** Lets time pass, with a tick each second. */
  pass(milliseconds: number): void {
    const end = this.at + milliseconds;
    while (this.at < end) {
      this.at = Math.min(this.at + 1000, end);
      this.apply({ kind: "tick" });
    }
  }
}
