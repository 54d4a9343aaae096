import { assertEquals, assertMatch } from "@std/assert";
import { decodeBase64, encodeBase64 } from "@std/encoding/base64";
import { createHash, X509Certificate } from "node:crypto";
import { pairFor } from "../support/certificates.ts";
import { withFolder } from "../support/folder.ts";
import { forEachProgram } from "../support/for_each.ts";
import { HttpServer } from "../support/http_server.ts";
import type { Program } from "../support/program.ts";
import { proofFor, scramFinal } from "../support/scram_keys.ts";
import { complaintsIn, ServerProcess } from "../support/server_process.ts";
import type { SocketClient } from "../support/socket_client.ts";
import { TRUSTING } from "../support/trusting.ts";
import { connectTls, connectWithCertificate } from "../support/tls_client.ts";

const A = pairFor(["localhost", "a.test"]);
const B = pairFor(["b.test"]);
const OWN = pairFor(["alice"]);

const CONFIG = `[server]
name = "irc.test"
data = "none"

[[listen]]
port = 0

[[listen]]
port = 0
tls = true

[[tls]]
certificate = "a.pem"
key = "a.key"

[[tls]]
certificate = "b.pem"
key = "b.key"

[[account]]
name = "Alice"
certificates = ["${fingerprintOf(OWN.certificate)}"]
`;

function fingerprintOf(pem: string): string {
  return new X509Certificate(pem).fingerprint256.replaceAll(":", "");
}

/** A server with a plain port and one with TLS. */
async function withServer(
  program: Program,
  more: string,
  test: (
    server: ServerProcess,
    tlsPort: number,
    folder: string,
  ) => Promise<void>,
  files: Readonly<Record<string, string>> = {},
): Promise<void> {
  const all = {
    "ircd.toml": CONFIG + more + TRUSTING,
    "a.pem": A.certificate,
    "a.key": A.key,
    "b.pem": B.certificate,
    "b.key": B.key,
    ...files,
  };
  await withFolder(all, async (folder) => {
    const flags = ["--config", `${folder}/ircd.toml`];
    await using server = await ServerProcess.start(program, {
      flags,
      listeners: 2,
    });
    await test(server, await server.portOf(1), folder);
    const { code, errors } = await server.stop();
    assertEquals([code, complaintsIn(errors)], [0, ""]);
  });
}

/** Says AUTHENTICATE with something. @returns the line that answers it */
async function authenticate(
  client: SocketClient,
  parameter: string,
): Promise<string> {
  await client.send(`AUTHENTICATE ${parameter}`);
  const lines = await client.until(/^AUTHENTICATE | 90\d /);
  return lines.at(-1) ?? "";
}

function challengeIn(line: string): string {
  const text = decodeBase64(line.replace(/^AUTHENTICATE \+?/, ""));
  return new TextDecoder().decode(text);
}

async function askForSasl(client: SocketClient): Promise<string> {
  await client.send("CAP LS 302", "CAP REQ :sasl");
  const lines = await client.until(/ ACK :sasl/);
  const [, mechanisms = ""] = / sasl=(\S+)/.exec(lines.join(" ")) ?? [];
  return mechanisms;
}

async function register(server: ServerProcess, name: string, password: string) {
  const client = await server.connect();
  await client.send(`NICK ${name}`, `USER ${name} 0 * :x`);
  await client.send(`REGISTER * * :${password}`);
  await client.until(/ REGISTER SUCCESS /);
}

forEachProgram(
  "who has registered an account logs in to it with SCRAM-SHA-256, whatever the password",
  (program) =>
    withServer(program, "", async (server) => {
      const password = "p\u00e4ss \u2168 w\u00f6rter";
      await register(server, "ann", password);
      // As clients prepare it: SASLprep makes IX of the numeral.
      for (
        const [given, verdict] of [["päss IX wörter", "v="], ["no", " 904 "]]
      ) {
        const client = await server.connect();
        assertEquals(await askForSasl(client), "SCRAM-SHA-256,PLAIN");
        const first = "n,,n=ann,r=fyko";
        await authenticate(client, "SCRAM-SHA-256");
        const answer = await authenticate(client, encodeBase64(first));
        const final = scramFinal(first, challengeIn(answer), given);
        const last = await authenticate(client, encodeBase64(final));
        if (verdict === "v=") {
          assertEquals(challengeIn(last).slice(0, 2), verdict);
          assertMatch(await authenticate(client, "+"), / 900 .* ann :/);
        } else assertMatch(last, / 904 /);
      }
    }),
);

forEachProgram(
  "SCRAM-SHA-256-PLUS is bound to the certificate that SNI has chosen",
  (program) =>
    withServer(program, "", async (server, port) => {
      await register(server, "ann", "open sesame");
      const header = "p=tls-server-end-point,,";
      const digest = (pem: string) =>
        createHash("sha256").update(new X509Certificate(pem).raw).digest();
      for (
        const [name, pair, seen] of [
          ["a.test", A, A],
          ["b.test", B, B],
          ["b.test", B, A],
        ] as const
      ) {
        using client = await connectTls(port, name, pair);
        const mechanisms = await askForSasl(client);
        assertEquals(mechanisms, "SCRAM-SHA-256-PLUS,SCRAM-SHA-256,PLAIN");
        await authenticate(client, "SCRAM-SHA-256-PLUS");
        const bare = "n=ann,r=fyko";
        const answer = challengeIn(
          await authenticate(client, encodeBase64(header + bare)),
        );
        const [, nonce] = /r=([^,]+)/.exec(answer) ?? [];
        const bound = new Uint8Array([
          ...new TextEncoder().encode(header),
          ...digest(seen.certificate),
        ]);
        const withoutProof = `c=${encodeBase64(bound)},r=${nonce}`;
        const signed = `${bare},${answer},${withoutProof}`;
        const proof = proofFor(answer, signed, "open sesame");
        const final = `${withoutProof},p=${proof}`;
        const last = await authenticate(client, encodeBase64(final));
        if (seen === pair) {
          assertEquals(challengeIn(last).slice(0, 2), "v=");
          assertMatch(await authenticate(client, "+"), / 900 .* ann :/);
        } else {
          assertEquals(challengeIn(last), "e=channel-bindings-dont-match");
        }
      }
    }),
);

forEachProgram(
  "EXTERNAL logs in by the certificate that the client has shown",
  (program) =>
    withServer(program, "", async (_, port) => {
      using client = await connectWithCertificate(port, A, OWN);
      assertMatch(await askForSasl(client), /,EXTERNAL,/);
      await authenticate(client, "EXTERNAL");
      assertMatch(await authenticate(client, "+"), / 900 .* Alice :/);
      using other = await connectWithCertificate(port, A, pairFor(["bob"]));
      await askForSasl(other);
      await authenticate(other, "EXTERNAL");
      assertMatch(await authenticate(other, "+"), / 904 /);
    }),
);

/** Lets in who has the password, as somebody else. */
const PROGRAM = `read -r line; case "$line" in ` +
  `*'"password":"open sesame"'*) ` +
  `echo '{"result":"accept","account":"newcomer"}';; ` +
  `*) echo '{"result":"refuse"}';; esac`;

forEachProgram(
  "a program lets somebody in, who has an account from then on",
  (program) =>
    withServer(
      program,
      `
[accounts.authenticator]
command = ["sh", "-c", ${JSON.stringify(PROGRAM)}]
creates = true
`,
      async (server) => {
        const client = await server.connect();
        await askForSasl(client);
        for (
          const [password, numeric] of [["no", " 904 "], [
            "open sesame",
            " 900 ",
          ]]
        ) {
          await authenticate(client, "PLAIN");
          const response = encodeBase64(`\0somebody\0${password}`);
          const line = await authenticate(client, response);
          assertMatch(line, new RegExp(numeric));
        }
        const other = await server.connect();
        await other.send(
          "PASS :somebody:open sesame",
        );
        assertMatch(await other.line(), /NOTICE/);
        assertMatch(await other.line(), / 900 .* newcomer :/);
      },
    ),
);

forEachProgram(
  "who gave a token is asked whom it is for, and that one is logged in",
  async (program) => {
    using provider = await HttpServer.start(({ body }) => ({
      body: {
        active: new URLSearchParams(body).get("token") === "good",
        username: "alice",
      },
    }));
    const more = `
[accounts.oauth2]
introspection-url = "${provider.url}"
client-id = "irc"
client-secret = "secret"
`;
    await withServer(program, more, async (server) => {
      const client = await server.connect();
      assertEquals(await askForSasl(client), "SCRAM-SHA-256,OAUTHBEARER,PLAIN");
      for (const token of ["bad", "good"]) {
        await authenticate(client, "OAUTHBEARER");
        const text = encodeBase64(`n,,\x01auth=Bearer ${token}\x01\x01`);
        const line = await authenticate(client, text);
        if (token === "good") assertMatch(line, / 900 .* Alice :/);
        else {
          assertEquals(challengeIn(line), '{"status":"invalid_token"}');
          assertMatch(await authenticate(client, "AQ=="), / 904 /);
        }
      }
      const [{ headers }] = provider.requests;
      assertEquals(headers.authorization, `Basic ${btoa("irc:secret")}`);
    });
  },
);

forEachProgram(
  "a JWT is checked with a key in a file",
  async (program) => {
    const { exportSPKI, generateKeyPair, SignJWT } = await import("jose");
    const { privateKey, publicKey } = await generateKeyPair("ES256");
    const more = `
[accounts.oauth2]
key-file = "id.pem"
issuer = "https://id.example.org"
audience = "irc"
`;
    const token = await new SignJWT({ preferred_username: "alice" })
      .setProtectedHeader({ alg: "ES256" })
      .setIssuer("https://id.example.org")
      .setAudience("irc")
      .setExpirationTime("1h")
      .sign(privateKey);
    await withServer(program, more, async (server) => {
      const client = await server.connect();
      await askForSasl(client);
      for (const each of [`${token.slice(0, -8)}AAAAAAAA`, token]) {
        await authenticate(client, "OAUTHBEARER");
        const text = encodeBase64(`n,,\x01auth=Bearer ${each}\x01\x01`);
        const chunks = text.match(/.{1,400}/g) ?? [];
        const last = chunks.pop() ?? "+";
        for (const chunk of chunks) await client.send(`AUTHENTICATE ${chunk}`);
        const line = await authenticate(client, last);
        if (each === token) assertMatch(line, / 900 .* Alice :/);
        else assertMatch(await authenticate(client, "AQ=="), / 904 /);
      }
    }, { "id.pem": await exportSPKI(publicKey) });
  },
);

forEachProgram(
  "REHASH takes up who is asked about tokens, and tells who asked for that",
  async (program) => {
    using provider = await HttpServer.start(() => ({
      body: { active: true, username: "alice" },
    }));
    await withServer(program, "", async (server, _, folder) => {
      const client = await server.connect();
      assertEquals(await askForSasl(client), "SCRAM-SHA-256,PLAIN");
      const more = `
[accounts.oauth2]
introspection-url = "${provider.url}"
`;
      await Deno.writeTextFile(`${folder}/ircd.toml`, more, { append: true });
      server.signal("SIGHUP");
      await client.until(/ CAP \* NEW :sasl=SCRAM-SHA-256,OAUTHBEARER,PLAIN$/);
      await authenticate(client, "OAUTHBEARER");
      const text = encodeBase64("n,,\x01auth=Bearer any\x01\x01");
      assertMatch(await authenticate(client, text), / 900 .* Alice :/);
    });
  },
);
