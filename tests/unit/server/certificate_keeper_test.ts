import { assertEquals, assertThrows } from "@std/assert";
import { PairFault } from "../../../src/net/tls_certificates.ts";
import type { PemPair } from "../../../src/net/tls_self_signed.ts";
import { CertificateKeeper } from "../../../src/server/certificate_keeper.ts";
import { pairFor } from "../../support/certificates.ts";
import { MemoryRuntime } from "../../support/memory_runtime.ts";

const FILES = { certificate: "cert.pem", key: "key.pem" };
const OTHER_FILES = { certificate: "cert2.pem", key: "key2.pem" };
const NOW = Date.UTC(2026, 0, 1);
const DAY_MS = 86_400_000;

/** Files that are looked at every ten seconds. */
class Fixture {
  readonly runtime = new MemoryRuntime();
  readonly keeper: CertificateKeeper;
  #said: string[] = [];
  now = NOW;

  constructor(days = 365) {
    this.write(pairFor(["a.test"], days, NOW));
    this.keeper = new CertificateKeeper(
      [FILES],
      this.runtime,
      (text) => this.#said.push(text),
    );
    this.look();
  }

  write(pair: Partial<PemPair>, files = FILES): void {
    for (const file of ["certificate", "key"] as const) {
      const text = pair[file];
      if (text !== undefined) this.runtime.files.set(files[file], text);
    }
  }

  look(): void {
    this.now += 10_000;
    this.keeper.look(this.now);
  }

  get names(): readonly (readonly string[])[] {
    return this.keeper.pairs.map(({ names }) => names);
  }

  said(): string[] {
    return this.#said.splice(0);
  }
}

Deno.test("renewed files are taken up, and that is said once", () => {
  const fixture = new Fixture();
  const before = fixture.keeper.choose("a.test");
  fixture.write(pairFor(["b.test"], 90, NOW));
  fixture.look();
  fixture.look();
  assertEquals(fixture.names, [["b.test"]]);
  assertEquals(fixture.said(), [
    "cert.pem was renewed: it holds until 2026-04-01",
  ]);
  assertEquals(fixture.keeper.choose("a.test") === before, false);
});

Deno.test("files are looked at every ten seconds and no oftener", () => {
  const fixture = new Fixture();
  let reads = 0;
  const { runtime } = fixture;
  const read = runtime.readTextFile.bind(runtime);
  runtime.readTextFile = (path) => {
    reads++;
    return read(path);
  };
  for (let second = 1; second <= 20; second++) {
    fixture.keeper.look(fixture.now + second * 1000);
  }
  assertEquals(reads, 4);
});

Deno.test("between the writing of certificate and key nothing is said", () => {
  const fixture = new Fixture();
  const { certificate, key } = pairFor(["b.test"], 90, NOW);
  fixture.write({ certificate });
  fixture.look();
  fixture.write({ key });
  fixture.look();
  assertEquals(fixture.names, [["b.test"]]);
  assertEquals(fixture.said(), [
    "cert.pem was renewed: it holds until 2026-04-01",
  ]);
});

Deno.test("a bad pair leaves the old one and says so once, and is gone with a good one", () => {
  const fixture = new Fixture();
  fixture.write({ key: "no key" });
  for (let looks = 0; looks < 5; looks++) fixture.look();
  assertEquals(fixture.names, [["a.test"]]);
  assertEquals(fixture.said(), [
    "the certificate stays as it was: key.pem holds no private key in PEM, or one under a passphrase",
  ]);
  fixture.write(pairFor(["b.test"], 90, NOW));
  fixture.look();
  assertEquals(fixture.names, [["b.test"]]);
  fixture.said();
  fixture.write({ key: "no key" });
  fixture.look();
  fixture.look();
  assertEquals(fixture.said().length, 1);
});

Deno.test("one bad pair does not keep another from being renewed", () => {
  const fixture = new Fixture();
  fixture.write(pairFor(["c.test"]), OTHER_FILES);
  fixture.keeper.renew([FILES, OTHER_FILES]);
  fixture.write({ key: "no key" });
  fixture.write(pairFor(["d.test"]), OTHER_FILES);
  fixture.look();
  assertEquals(fixture.names, [["a.test"], ["d.test"]]);
});

Deno.test("other files are taken up with the configuration, all or none", () => {
  const fixture = new Fixture();
  fixture.write(pairFor(["b.test"]), OTHER_FILES);
  fixture.keeper.renew([OTHER_FILES, FILES]);
  assertEquals(fixture.names, [["b.test"], ["a.test"]]);
  fixture.runtime.files.delete("key.pem");
  fixture.keeper.renew([FILES]);
  assertEquals(fixture.names, [["b.test"], ["a.test"]]);
  assertEquals(fixture.said(), [
    "the certificates stay as they were: key.pem cannot be read",
  ]);
});

Deno.test("without certificates there are none, and wrong ones are no start", () => {
  const runtime = new MemoryRuntime();
  assertEquals(new CertificateKeeper([], runtime, () => {}).isEmpty, true);
  assertThrows(
    () => new CertificateKeeper([FILES], runtime, () => {}),
    PairFault,
    "cert.pem cannot be read",
  );
});

Deno.test("the end of a certificate is said 30, 14, 7 and 1 days before, and when it has come", () => {
  const fixture = new Fixture(40);
  const said: string[] = [];
  for (let day = 0; day <= 42; day++) {
    fixture.now = NOW + day * DAY_MS;
    fixture.look();
    fixture.look();
    said.push(...fixture.said().map((text) => `day ${day}: ${text}`));
  }
  assertEquals(said, [
    "day 10: cert.pem expires within 30 days: it holds until 2026-02-10",
    "day 26: cert.pem expires within 14 days: it holds until 2026-02-10",
    "day 33: cert.pem expires within 7 days: it holds until 2026-02-10",
    "day 39: cert.pem expires within a day: it holds until 2026-02-10",
    "day 40: cert.pem has expired: it held until 2026-02-10",
  ]);
});

Deno.test("a certificate that is near its end from the start is said once at the start", () => {
  const fixture = new Fixture(5);
  fixture.look();
  assertEquals(fixture.said(), [
    "cert.pem expires within 7 days: it holds until 2026-01-06",
  ]);
  fixture.write(pairFor(["a.test"], 90, NOW));
  fixture.look();
  assertEquals(fixture.said(), [
    "cert.pem was renewed: it holds until 2026-04-01",
  ]);
});
