import { assert, assertEquals, assertMatch } from "@std/assert";
import { generateKeyPairSync } from "node:crypto";
import { pairFor } from "../support/certificates.ts";
import { forEachProgram } from "../support/for_each.ts";
import { withFolder } from "../support/folder.ts";
import { codeIn } from "../support/mail.ts";
import {
  bodyHashOf,
  bodyOf,
  headersOf,
  MailServer,
} from "../support/mail_server.ts";
import type { Program } from "../support/program.ts";
import { complaintsIn, ServerProcess } from "../support/server_process.ts";
import { TRUSTING } from "../support/trusting.ts";

const PAIR = pairFor(["localhost"]);
const PASSWORD = "correct-horse";

/** A table `[mail]`, and accounts that need an address. */
function configWith(mail: Readonly<Record<string, string | number>>): string {
  const lines = Object.entries({ from: "irc@example.org", ...mail })
    .map(([key, value]) => `${key} = ${JSON.stringify(value)}`);
  return [
    '[accounts]\nemail = "required"',
    `[mail]\n${lines.join("\n")}`,
    TRUSTING,
  ].join("\n");
}

/** Tests a server that has a configuration, in a folder with files. */
function withServer(
  program: Program,
  mail: Readonly<Record<string, string | number>>,
  files: Readonly<Record<string, string>>,
  test: (server: ServerProcess) => Promise<void>,
): Promise<void> {
  const all = { "ircd.toml": configWith(mail), "ca.pem": PAIR.certificate };
  return withFolder({ ...all, ...files }, async (folder) => {
    const flags = ["--port", "0", "--config", `${folder}/ircd.toml`];
    await using server = await ServerProcess.start(program, {
      flags: [...flags, "--data", `${folder}/data`],
    });
    await test(server);
  });
}

forEachProgram(
  "REGISTER sends a code over required TLS, signed with DKIM, and VERIFY takes it",
  async (program) => {
    const login = { user: "irc", password: "sésame" };
    await using mail = await MailServer.start({ pair: PAIR, login });
    const { privateKey } = generateKeyPairSync("rsa", {
      modulusLength: 2048,
      privateKeyEncoding: { type: "pkcs8", format: "pem" },
      publicKeyEncoding: { type: "spki", format: "pem" },
    });
    const settings = {
      host: "localhost",
      port: mail.port,
      ca: "ca.pem",
      user: login.user,
      "password-file": "password.txt",
      "dkim-domain": "example.org",
      "dkim-selector": "chat",
      "dkim-key": "dkim.pem",
    };
    const files = {
      "password.txt": `${login.password}\n`,
      "dkim.pem": privateKey,
    };
    await withServer(program, settings, files, async (server) => {
      const zoe = await server.register("Zoë");
      await zoe.send(`REGISTER * zoe@example.com ${PASSWORD}`);
      await zoe.until(/ REGISTER VERIFICATION_REQUIRED Zoë :/);
      const arrived = await mail.next();
      const { from, secure, to, user } = arrived;
      assertEquals({ from, secure, to, user }, {
        from: "irc@example.org",
        secure: true,
        to: ["zoe@example.com"],
        user: "irc",
      });
      const headers = headersOf(arrived);
      assertEquals(headers.get("from"), "IRC <irc@example.org>");
      assertEquals(headers.get("to"), "zoe@example.com");
      assertEquals(headers.get("subject"), "IRC: Verify your account");
      assertEquals(headers.get("auto-submitted"), "auto-generated");
      const signature = headers.get("dkim-signature") ?? "";
      assertMatch(
        signature,
        /^v=1; a=rsa-sha256; .*d=example\.org; .*s=chat; /,
      );
      assertMatch(signature, /; h=[^;]*from:[^;]*subject:[^;]*to:/i);
      const [, hash] = / bh=([^;]+);/.exec(signature) ?? [];
      assertEquals(hash.replaceAll(" ", ""), bodyHashOf(arrived));
      const code = codeIn({ text: bodyOf(arrived) });
      const other = await server.connect();
      await other.send(`VERIFY Zoë ${code}`);
      await other.until(/ VERIFY SUCCESS Zoë :/);
      await other.until(/ 900 /);
      assertEquals(complaintsIn(server.errors), "");
      assert(!server.errors.includes("example.com"), server.errors);
    });
  },
);

forEachProgram(
  "RESETPASS takes the code that SENDPASS sends, over TLS from the start, and after a restart",
  async (program) => {
    await using mail = await MailServer.start({ pair: PAIR, implicit: true });
    const settings = {
      host: "localhost",
      port: mail.port,
      ca: "ca.pem",
      tls: "implicit",
    };
    const files = {
      "ircd.toml": configWith(settings),
      "ca.pem": PAIR.certificate,
    };
    await withFolder(files, async (folder) => {
      const flags = ["--port", "0", "--config", `${folder}/ircd.toml`];
      const options = { flags: [...flags, "--data", `${folder}/data`] };
      const codeSent = async () => {
        const { text } = await mail.next();
        return codeIn({ text: bodyOf({ text }) });
      };
      let code: string;
      {
        await using server = await ServerProcess.start(program, options);
        const ann = await server.register("ann");
        await ann.send(`REGISTER * ann@example.com ${PASSWORD}`);
        await ann.until(/ REGISTER VERIFICATION_REQUIRED /);
        await ann.send(`VERIFY ann ${await codeSent()}`);
        await ann.until(/ VERIFY SUCCESS /);
        const eve = await server.register("eve");
        await eve.send("NS SENDPASS ann");
        await eve.until(/ a code is on its way there\.$/);
        code = await codeSent();
        server.signal("SIGKILL");
        await server.ended();
      }
      await using server = await ServerProcess.start(program, options);
      const ann = await server.register("anna");
      await ann.send(`NS RESETPASS ann ${code} battery-staple`);
      await ann.until(/ :The account ann has another password now\.$/);
      await ann.until(/ 900 .*You are now logged in as ann$/);
      const other = await server.register("otto");
      await other.send(`NS IDENTIFY ann ${PASSWORD}`);
      await other.until(/ :The account or the password is wrong\.$/);
      await other.send("NS IDENTIFY ann battery-staple");
      await other.until(/ 900 /);
    });
  },
);

/** Mail that is not sent: what the client is told, and what operators are. */
async function refused(
  server: ServerProcess,
  complaint: RegExp,
  nick = "ann",
): Promise<void> {
  const ann = await server.register(nick);
  await ann.send(`REGISTER * ann@example.com ${PASSWORD}`, "PING still");
  await ann.until(/ PONG \S+ :?still$/);
  await ann.until(/ FAIL REGISTER TEMPORARILY_UNAVAILABLE \S+ :/);
  const complaints = complaintsIn(server.errors);
  assertMatch(complaints, complaint);
  assert(!server.errors.includes("example.com"), server.errors);
}

forEachProgram(
  "where TLS is required, a mail server without it gets no mail",
  async (program) => {
    await using mail = await MailServer.start({ pair: null });
    const settings = { host: "localhost", port: mail.port, ca: "ca.pem" };
    await withServer(program, settings, {}, async (server) => {
      await refused(
        server,
        / mail cannot be sent: the mail server has answered 500 to STARTTLS\n/,
      );
    });
    assertEquals(mail.mail, []);
  },
);

forEachProgram(
  "a mail server whose certificate nobody vouches for gets no mail",
  async (program) => {
    await using mail = await MailServer.start({ pair: pairFor(["localhost"]) });
    const settings = { host: "localhost", port: mail.port, ca: "ca.pem" };
    await withServer(program, settings, {}, async (server) => {
      await refused(server, / mail cannot be sent: .*certificate/i);
    });
    assertEquals(mail.mail, []);
  },
);

forEachProgram(
  "optional TLS is used where it is there, and none goes without",
  async (program) => {
    for (
      const { pair, secure, tls } of [
        { tls: "optional", pair: PAIR, secure: true },
        { tls: "optional", pair: null, secure: false },
        { tls: "none", pair: PAIR, secure: false },
      ]
    ) {
      await using mail = await MailServer.start({ pair });
      const settings = { host: "127.0.0.1", port: mail.port, tls };
      await withServer(program, settings, {}, async (server) => {
        const ann = await server.register("ann");
        await ann.send(`REGISTER * ann@example.com ${PASSWORD}`);
        await ann.until(/ REGISTER VERIFICATION_REQUIRED /);
        assertEquals((await mail.next()).secure, secure);
      });
    }
  },
);

forEachProgram(
  "a mail server that is down is said to the client, and once to operators",
  async (program) => {
    const port = await (async () => {
      await using mail = await MailServer.start();
      return mail.port;
    })();
    const settings = { host: "localhost", port };
    await withServer(program, settings, {}, async (server) => {
      await refused(server, / mail cannot be sent: .*ECONNREFUSED/);
      await refused(server, /^[^\n]*\n$/, "eve");
    });
  },
);

forEachProgram(
  "an address that the mail server does not know is no fault of it",
  async (program) => {
    await using mail = await MailServer.start({
      pair: PAIR,
      unknown: "ann@example.com",
    });
    const settings = { host: "localhost", port: mail.port, ca: "ca.pem" };
    await withServer(program, settings, {}, async (server) => {
      await refused(server, /^$/);
    });
  },
);

forEachProgram(
  "a program takes mail, with nothing of ours in its environment",
  (program) =>
    withFolder({}, async (folder) => {
      const sendmail = `${folder}/sendmail`;
      const script = [
        "#!/bin/sh",
        `printf '%s\\n' "$@" > '${folder}/arguments'`,
        `env > '${folder}/environment'`,
        `cat > '${folder}/mail.new'`,
        `mv '${folder}/mail.new' '${folder}/mail'`,
      ];
      await Deno.writeTextFile(sendmail, `${script.join("\n")}\n`);
      await Deno.chmod(sendmail, 0o700);
      await withServer(program, { sendmail }, {}, async (server) => {
        const ann = await server.register("ann");
        await ann.send(`REGISTER * ann@example.com ${PASSWORD}`);
        await ann.until(/ REGISTER VERIFICATION_REQUIRED /);
        const read = (name: string) => Deno.readTextFile(`${folder}/${name}`);
        assertEquals(
          await read("arguments"),
          "-i\n-f\nirc@example.org\nann@example.com\n",
        );
        assert(!/IRCD|HOME/.test(await read("environment")));
        const text = await read("mail");
        assert(!text.includes("\r"));
        await ann.send(`VERIFY ann ${codeIn({ text })}`);
        await ann.until(/ VERIFY SUCCESS /);
      });
    }),
);

forEachProgram(
  "a program that fails, or is not there, is said once",
  (program) =>
    withServer(program, { sendmail: "/bin/false" }, {}, async (server) => {
      await refused(
        server,
        / mail cannot be sent: \/bin\/false ended with 1\n$/,
      );
    }),
);

/** A mail server that takes connections and says nothing. */
function withSilence(test: (port: number) => Promise<void>): Promise<void> {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const connections: Deno.Conn[] = [];
  const accepting = (async () => {
    for await (const connection of listener) connections.push(connection);
  })();
  return test(listener.addr.port).finally(async () => {
    listener.close();
    await accepting;
    for (const connection of connections) connection.close();
  });
}

forEachProgram(
  "a mail server that says nothing is given up in time",
  (program) =>
    withSilence(async (port) => {
      const settings = { host: "127.0.0.1", port, timeout: 1 };
      await withServer(program, settings, {}, async (server) => {
        await refused(server, / mail cannot be sent: .*\n$/);
      });
    }),
);

forEachProgram(
  "mail that is under way keeps no server from its end",
  (program) =>
    withSilence(async (port) => {
      const settings = { host: "127.0.0.1", port, timeout: 300 };
      await withServer(program, settings, {}, async (server) => {
        const ann = await server.register("ann");
        await ann.send(`REGISTER * ann@example.com ${PASSWORD}`, "PING still");
        await ann.until(/ PONG \S+ :?still$/);
        const { code } = await server.stop();
        assertEquals([code, complaintsIn(server.errors)], [0, ""]);
      });
    }),
);
