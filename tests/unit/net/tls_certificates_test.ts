import { assertEquals, assertThrows } from "@std/assert";
import {
  CertificateSet,
  type Pair,
  PairFault,
  readPair,
} from "../../../src/net/tls_certificates.ts";
import { pairFor } from "../../support/certificates.ts";

const NAMES = { certificate: "cert.pem", key: "key.pem" };

function read(certificate?: string, key?: string): Pair {
  return readPair(NAMES, (path) => {
    const text = path === "cert.pem" ? certificate : key;
    if (text === undefined) throw new Error("no such file");
    return text;
  });
}

function pair(...names: string[]): Pair {
  const { certificate, key } = pairFor(names);
  return read(certificate, key);
}

Deno.test("a certificate has names and an end", () => {
  const made = pairFor(["irc.test", "*.Web.test", "192.0.2.1"], 10, 0);
  const { names, expiresAt } = read(made.certificate, made.key);
  assertEquals(names, ["irc.test", "*.web.test"]);
  assertEquals(expiresAt, 864_000_000);
});

Deno.test("a key may stand behind other things, and a certificate before others", () => {
  const [one, other] = [pairFor(["a.test"]), pairFor(["b.test"])];
  const { names } = read(
    `Issued for you\n${one.certificate}${other.certificate}`,
    one.key,
  );
  assertEquals(names, ["a.test"]);
});

Deno.test("SNI chooses by name in any case, then by the wildcard, else the first", () => {
  const [a, b, wild] = [pair("a.test"), pair("b.test"), pair("*.test")];
  const set = new CertificateSet([a, b, wild]);
  for (
    const [name, chosen] of [
      ["a.test", a],
      ["B.Test", b],
      ["c.test", wild],
      ["x.c.test", a],
      ["test", a],
      ["", a],
      ["*.test", wild],
    ] as const
  ) {
    assertEquals(set.choose(name).names, chosen.names, name);
  }
});

Deno.test("where two are for one name, the first is taken", () => {
  const [one, other] = [pair("a.test"), pair("a.test")];
  assertEquals(new CertificateSet([one, other]).choose("a.test"), one);
});

const { certificate, key } = pairFor(["a.test"]);

for (
  const [what, files, file, fault, isFailure] of [
    [
      "no certificate",
      [undefined, key],
      "certificate",
      "cert.pem cannot be read",
      true,
    ],
    ["no key", [certificate, undefined], "key", "key.pem cannot be read", true],
    [
      "a key for a certificate",
      [key, key],
      "certificate",
      "cert.pem holds no certificate in PEM",
      false,
    ],
    [
      "an empty certificate",
      ["", key],
      "certificate",
      "cert.pem holds no certificate in PEM",
      false,
    ],
    [
      "a certificate that is cut off",
      [certificate.slice(0, 200), key],
      "certificate",
      "cert.pem holds no certificate in PEM",
      false,
    ],
    [
      "a broken chain",
      [
        `${certificate}-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n`,
        key,
      ],
      "certificate",
      "cert.pem holds no certificate in PEM",
      false,
    ],
    [
      "a certificate for a key",
      [certificate, certificate],
      "key",
      "key.pem holds no private key in PEM, or one under a passphrase",
      false,
    ],
    [
      "the key of another",
      [certificate, pairFor(["a.test"]).key],
      "key",
      "key.pem does not belong to cert.pem",
      false,
    ],
  ] as const
) {
  Deno.test(`a pair is not used that has ${what}`, () => {
    const found = assertThrows(() => read(...files), PairFault);
    assertEquals(
      { file: found.file, fault: found.fault, isFailure: found.isFailure },
      { file, fault, isFailure },
    );
  });
}
