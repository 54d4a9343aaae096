import { type JotStore, MemoryJots } from "../../../src/store/jot_store.ts";
import { assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import { verifyPassword } from "../../../src/config/passwords.ts";
import type { HashedPassword } from "../../../src/irc/state/account.ts";
import type { LoginOutcome, Outcome } from "../../../src/irc/state/request.ts";
import {
  type EffectOwner,
  EffectRunner,
} from "../../../src/server/effect_runner.ts";
import { Mailer, type MailSettings } from "../../../src/mail/mailer.ts";
import { Pusher } from "../../../src/push/pusher.ts";
import type { PushSettings } from "../../../src/push/push_settings.ts";
import {
  MemoryStore,
  type RecordStore,
} from "../../../src/store/record_store.ts";
import type { SearchOutcome } from "../../../src/irc/state/search.ts";
import type { History } from "../../../src/store/history/history.ts";
import { queryIn } from "../../support/disk_history.ts";
import { accountChange } from "../../support/records.ts";

/** Who hears of outcomes; all that is asked comes from one address. */
class Owner implements EffectOwner {
  readonly complaints: string[] = [];
  /** Null once the session has gone. */
  address: string | null = "192.0.2.1";
  readonly #outcomes: Outcome[] = [];
  #told: (outcome: Outcome) => void = (outcome) => this.#outcomes.push(outcome);

  addressOf(): string | null {
    return this.address;
  }

  readonly answered: number[] = [];

  answer(request: number, outcome: Outcome): void {
    this.answered.push(request);
    this.#told(outcome);
  }

  /** @returns the outcome that comes next, or has come */
  next(): Promise<Outcome> {
    return new Promise((resolve) => {
      const outcome = this.#outcomes.shift();
      if (outcome === undefined) this.#told = resolve;
      else resolve(outcome);
    });
  }

  complain(category: string, text: string): void {
    this.complaints.push(`${category}: ${text}`);
  }

  reload(): void {}
  stop(): void {}
  async upgrade(): Promise<void> {}
  log(): void {}
  report(): void {}
}

const NOTHING: SearchOutcome = { found: [], isWhole: true };

const PUSH_KEY = { publicKey: "", privateKey: "", madeAt: 0 };

/** Carries out what is asked of an owner; whoever sends mail takes every one, and so do push services. */
function runnerFor(
  owner: Owner,
  store: RecordStore,
  jots: JotStore = new MemoryJots(),
  history: Pick<History, "search"> = { search: () => Promise.resolve(NOTHING) },
): EffectRunner {
  const sender = {
    settings: { timeoutMs: 1000 } as MailSettings,
    serverName: "irc.test",
    networkName: "TestNet",
  };
  const mailer = new Mailer(() => sender, () => {}, async () => {});
  const answered = { status: 201, retryAfterMs: 0 };
  const pusher = new Pusher(
    () => ({ settings: { timeoutMs: 1000 } as PushSettings, key: PUSH_KEY }),
    () => {},
    () => true,
    ({ to }) =>
      Promise.resolve({
        ...answered,
        status: to.endpoint.endsWith("/gone") ? 410 : 201,
      }),
  );
  return new EffectRunner(owner, { store, jots, mailer, pusher, history });
}

const HASH = {
  kind: "hash-password",
  owner: "s1",
  request: 1,
  password: "sésame",
} as const;

Deno.test("a password is hashed for scrypt and for SCRAM, and none of it is the password", async () => {
  const owner = new Owner();
  const runner = runnerFor(owner, new MemoryStore());
  assertEquals(runner.carryOut(HASH), undefined);
  const outcome = await owner.next();
  const { passwordHash, scram } = outcome as HashedPassword;
  assertEquals(await verifyPassword(passwordHash, "sésame"), true);
  assertEquals(await verifyPassword(passwordHash, "sesame"), false);
  assertEquals(scram.iterations, 4096);
  assertEquals(JSON.stringify(outcome).includes("same"), false);
});

Deno.test("a password of who has gone is not hashed", async () => {
  const owner = new Owner();
  owner.address = null;
  runnerFor(owner, new MemoryStore()).carryOut(HASH);
  assertEquals(await owner.next(), null);
});

Deno.test("where too many passwords wait, the next is not hashed", async () => {
  const owner = new Owner();
  const runner = runnerFor(owner, new MemoryStore());
  // However many are hashed at once.
  for (let count = 0; count < 40; count++) runner.carryOut(HASH);
  assertEquals(await owner.next(), null);
  // Those that wait are not worth the time of this test.
  owner.address = null;
});

Deno.test("a secret is 32 hexadecimal digits, another each time, and there at once", () => {
  const runner = runnerFor(new Owner(), new MemoryStore());
  const effect = { kind: "draw-secret", owner: "s1", request: 1 } as const;
  const [one, other] = [runner.carryOut(effect), runner.carryOut(effect)];
  assertMatch(String(one), /^[0-9a-f]{32}$/);
  assertNotEquals(one, other);
});

Deno.test("records are written at once; where they cannot be, that is logged with its reason, once until they can", () => {
  const [owner, store] = [new Owner(), new MemoryStore()];
  const runner = runnerFor(owner, store);
  const changes = [accountChange("ann")];
  const effect = { kind: "store", request: 1, changes } as const;
  assertEquals(runner.carryOut(effect), true);
  assertEquals(store.read(), changes);
  store.write = () => {
    throw new Error("the disk is full");
  };
  assertEquals(runner.carryOut(effect), false);
  assertEquals(runner.carryOut(effect), false);
  const complaint = "store: records cannot be written: the disk is full";
  assertEquals(owner.complaints, [complaint]);
  const { write } = store;
  store.write = MemoryStore.prototype.write;
  assertEquals(runner.carryOut(effect), true);
  store.write = write;
  assertEquals(runner.carryOut(effect), false);
  assertEquals(owner.complaints, [complaint, complaint]);
});

Deno.test("what is jotted down is written; where it cannot be, that is logged with its reason", () => {
  const [owner, store] = [new Owner(), new MemoryStore()];
  const kept = new MemoryJots();
  const runner = runnerFor(owner, store, kept);
  const jots = [{ kind: "seen", key: "ann", value: 1 }];
  assertEquals(runner.carryOut({ kind: "jot", jots }), undefined);
  assertEquals(kept.read(), jots);
  kept.write = () => {
    throw new Error("the disk is full");
  };
  runner.carryOut({ kind: "jot", jots });
  assertEquals(owner.complaints, [
    "store: records cannot be written: the disk is full",
  ]);
});

/** A login with the password of a hash that is quick to check. */
const QUICK = `$scrypt$ln=10,r=8,p=1$${"A".repeat(22)}$` +
  "AS6z9j0JXqWw1LmO9sWPl8P72ucZYkufPw08vxwg1Yg";

function loginWith(password: string | null, hash: string = QUICK) {
  return {
    kind: "check-login",
    owner: "s1",
    request: 1,
    claim: {
      account: "ann",
      password,
      certificate: null,
      address: "192.0.2.1",
      listener: "",
      secure: false,
    },
    passwordHash: password === null ? null : hash,
  } as const;
}

Deno.test("a login is right by its password", async () => {
  const owner = new Owner();
  const runner = runnerFor(owner, new MemoryStore());
  assertEquals(runner.carryOut(loginWith("sesame")), undefined);
  assertEquals(await owner.next(), { account: "ann", by: "password" });
  runner.carryOut(loginWith("wrong"));
  assertEquals(await owner.next(), null);
});

Deno.test("a password that another program has hashed is hashed anew where it is right", async () => {
  const owner = new Owner();
  const runner = runnerFor(owner, new MemoryStore());
  const hash = "$rawmd5$5ebe2294ecd0e0f08eab7690d2a6ee69";
  runner.carryOut(loginWith("secret", hash));
  const { renewed, ...login } = await owner.next() as LoginOutcome;
  assertEquals(login, { account: "ann", by: "password" });
  const { passwordHash = "", scram } = renewed ?? {};
  assertMatch(passwordHash, /^\$scrypt\$/);
  assertEquals(await verifyPassword(passwordHash, "secret"), true);
  assertEquals(scram?.iterations, 4096);
  runner.carryOut(loginWith("wrong", hash));
  assertEquals(await owner.next(), null);
});

Deno.test("where nobody is to be asked, a certificate and a token are nobody's", async () => {
  const owner = new Owner();
  const runner = runnerFor(owner, new MemoryStore());
  runner.carryOut(loginWith(null));
  assertEquals(await owner.next(), null);
  const token = "good";
  runner.carryOut({ kind: "check-token", owner: "s1", request: 1, token });
  assertEquals(await owner.next(), null);
});

Deno.test("mail is answered for once it is sent, and until then it is for whoever takes over", async () => {
  const owner = new Owner();
  const runner = runnerFor(owner, new MemoryStore());
  const mail = { to: "ann@example.org", subject: "A code", text: "1" };
  const effect = { kind: "send-mail", owner: "s1", request: 1, mail } as const;
  assertEquals(runner.carryOut(effect), undefined);
  assertEquals(runner.pending, [effect]);
  assertEquals(await owner.next(), true);
  assertEquals(runner.pending, []);
});

Deno.test("what comes of a push is the answer, and until then it is pending", async () => {
  const owner = new Owner();
  const runner = runnerFor(owner, new MemoryStore());
  const endpoint = "https://push.test/gone";
  const effect = {
    kind: "push",
    owner: "s1",
    request: 1,
    to: { endpoint, p256dh: "", auth: "" },
    line: "PING",
    urgency: "high",
    isRepeated: true,
  } as const;
  assertEquals(runner.carryOut(effect), undefined);
  assertEquals(runner.pending, [effect]);
  assertEquals(await owner.next(), "gone");
  assertEquals(runner.pending, []);
});

/** A history that finds something when it is told to. */
class SlowHistory {
  readonly asked: string[] = [];
  readonly #settle: ((outcome: SearchOutcome) => void)[] = [];

  search({ text }: { text: string | null }): Promise<SearchOutcome> {
    this.asked.push(text ?? "");
    return new Promise((resolve) => this.#settle.push(resolve));
  }

  async next(): Promise<void> {
    this.#settle.shift()?.(NOTHING);
    for (let count = 0; count < 5; count++) await Promise.resolve();
  }
}

function searching() {
  const [owner, history] = [new Owner(), new SlowHistory()];
  const store = new MemoryStore();
  const runner = runnerFor(owner, store, new MemoryJots(), history);
  let request = 0;
  const ask = (session: string, text: string) => {
    const query = { ...queryIn("c1"), text };
    const asked = { kind: "search", owner: session, query } as const;
    return runner.carryOut({ ...asked, request: ++request });
  };
  return { owner, history, runner, ask };
}

Deno.test("one search is carried out at a time, and sessions take turns", async () => {
  const { ask, history, owner, runner } = searching();
  for (const text of ["one", "two", "three"]) {
    assertEquals(ask("s1", text), undefined);
  }
  ask("s2", "other");
  assertEquals(history.asked, ["one"]);
  assertEquals(runner.pending.length, 4);
  await history.next();
  assertEquals(history.asked, ["one", "two"]);
  await history.next();
  assertEquals(history.asked, ["one", "two", "other"]);
  await history.next();
  await history.next();
  assertEquals(history.asked, ["one", "two", "other", "three"]);
  assertEquals(owner.answered, [1, 2, 4, 3]);
  assertEquals(runner.pending, []);
});

Deno.test("a search of who has gone is not carried out", async () => {
  const { ask, history, owner } = searching();
  ask("s1", "one");
  ask("s2", "two");
  owner.address = null;
  await history.next();
  assertEquals(history.asked, ["one"]);
  assertEquals(owner.answered, [1, 2]);
});

Deno.test("where too many searches of a session wait, or of all of them, the next has no outcome", async () => {
  const { ask, owner } = searching();
  // The first is carried out.
  for (let count = 0; count < 5; count++) ask("s1", "x");
  await Promise.resolve();
  assertEquals(owner.answered, [5]);
  for (let count = 0; count < 57; count++) ask(`s${count + 2}`, "x");
  await Promise.resolve();
  assertEquals(owner.answered, [5]);
  ask("s99", "x");
  await Promise.resolve();
  assertEquals(owner.answered, [5, 63]);
});
