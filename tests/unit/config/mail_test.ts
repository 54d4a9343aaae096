import { assertEquals, assertThrows } from "@std/assert";
import { generateKeyPairSync } from "node:crypto";
import { parseConfig } from "../../../src/config/config.ts";
import { ConfigError } from "../../../src/config/mistake.ts";

const FROM = "irc@example.org";

function keyOf(type: "rsa" | "ed25519"): string {
  const encoding = {
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" },
  } as const;
  return type === "rsa"
    ? generateKeyPairSync("rsa", { modulusLength: 1024, ...encoding })
      .privateKey
    : generateKeyPairSync("ed25519", encoding).privateKey;
}

const FILES: Readonly<Record<string, string>> = {
  "password.txt": "sésame\n",
  "ca.pem": "-----BEGIN CERTIFICATE-----\n",
  "rsa.pem": keyOf("rsa"),
  "ed25519.pem": keyOf("ed25519"),
  "lines.txt": "one\ntwo\n",
  "empty.txt": "",
};

function parse(raw: Record<string, unknown>) {
  return parseConfig(raw, "1", (path) => {
    if (Object.hasOwn(FILES, path)) return FILES[path];
    throw new Error("no such file");
  });
}

/** What is wrong with a table `[mail]`. */
function faults(mail: Record<string, unknown>): string[] {
  const error = assertThrows(() => parse({ mail }), ConfigError);
  return error.message.split("; ");
}

Deno.test("a mail server is spoken to over TLS on the port for that, with what its files hold", () => {
  const { mail } = parse({
    mail: {
      from: FROM,
      host: "mail.example.org",
      user: "irc",
      ca: "ca.pem",
      "password-file": "password.txt",
      "dkim-domain": "example.org",
      "dkim-selector": "irc",
      "dkim-key": "rsa.pem",
    },
  });
  assertEquals(mail?.smtp, {
    host: "mail.example.org",
    port: 587,
    tls: "required",
    ca: FILES["ca.pem"],
    login: { user: "irc", pass: "sésame" },
  });
  assertEquals(mail?.dkim, {
    domainName: "example.org",
    keySelector: "irc",
    privateKey: FILES["rsa.pem"],
  });
});

Deno.test("with TLS from the start the port is another one, unless it is set", () => {
  const portWith = (keys: Record<string, unknown>) =>
    parse({ mail: { from: FROM, host: "mail.example.org", ...keys } }).mail
      ?.smtp?.port;
  assertEquals(portWith({ tls: "implicit" }), 465);
  assertEquals(portWith({ tls: "none", port: 25 }), 25);
});

Deno.test("a program takes mail in place of a server", () => {
  const sendmail = "/usr/sbin/sendmail";
  const { mail } = parse({ mail: { from: FROM, sendmail } });
  assertEquals([mail?.smtp, mail?.sendmail], [null, sendmail]);
});

Deno.test("mail comes from one address, to one server or one program", () => {
  const host = "mail.example.org";
  assertEquals(faults({ host }), ["mail.from is missing"]);
  for (
    const from of ["irc", "Bot <irc@example.org>", "a@b.org\nBcc: c@d.org"]
  ) {
    const [fault] = faults({ host, from });
    assertEquals(fault.startsWith("mail.from must be "), true, fault);
  }
  assertEquals(faults({ from: FROM }), [
    "mail.host is missing, and so is sendmail",
  ]);
  assertEquals(faults({ from: FROM, host, sendmail: "/bin/sendmail" }), [
    "mail.sendmail and mail.host exclude each other",
  ]);
  assertEquals(faults({ from: FROM, sendmail: "/bin/sendmail", port: 25 }), [
    "mail.port needs a host",
  ]);
  assertEquals(faults({ from: FROM, sendmail: "sendmail" }), [
    "mail.sendmail must be a path that begins with /",
  ]);
  assertEquals(faults({ from: FROM, host, tls: "starttls" }), [
    "mail.tls must be one of implicit, required, optional, none",
  ]);
});

Deno.test("a user has one password, and a password a user", () => {
  const mail = { from: FROM, host: "mail.example.org" };
  assertEquals(faults({ ...mail, user: "irc" }), [
    "mail.user needs a password",
  ]);
  assertEquals(faults({ ...mail, password: "a" }), [
    "mail.password needs a user",
  ]);
  const both = { user: "irc", password: "a", "password-file": "password.txt" };
  assertEquals(faults({ ...mail, ...both }), [
    "mail.password-file and mail.password exclude each other",
  ]);
});

Deno.test("files that cannot be used are named", () => {
  const mail = { from: FROM, host: "mail.example.org", user: "irc" };
  const dkim = { "dkim-domain": "example.org", "dkim-selector": "irc" };
  const wrong = {
    "password-file": ["none.txt", "none.txt cannot be read"],
    ca: ["lines.txt", "holds no certificate in PEM"],
    "dkim-key": ["ed25519.pem", "holds no RSA key in PEM"],
  };
  const keys = Object.entries(wrong).map(([key, [file]]) => [key, file]);
  assertEquals(
    faults({ ...mail, ...dkim, ...Object.fromEntries(keys) }).sort(),
    Object.entries(wrong).map(([key, [, fault]]) => `mail.${key} ${fault}`)
      .sort(),
  );
  for (const file of ["lines.txt", "empty.txt"]) {
    assertEquals(faults({ ...mail, "password-file": file }), [
      "mail.password-file must hold one line",
    ]);
  }
  assertEquals(faults({ from: FROM, host: "a.org", "dkim-domain": "a.org" }), [
    "mail.dkim-selector is missing for DKIM",
    "mail.dkim-key is missing for DKIM",
  ]);
});

Deno.test("accounts have addresses only where mail is sent", () => {
  for (const email of ["required", "optional"]) {
    const error = assertThrows(
      () => parse({ accounts: { email } }),
      ConfigError,
    );
    assertEquals(error.message, "accounts.email needs the table [mail]");
  }
  assertEquals(parse({ accounts: { email: "none" } }).sendsMail, false);
});
