import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { pairFor } from "../support/certificates.ts";
import { withFolder } from "../support/folder.ts";
import { forEachProgram } from "../support/for_each.ts";
import { type Program, run } from "../support/program.ts";
import { Device, PushService, senderOf } from "../support/push_service.ts";
import { complaintsIn, ServerProcess } from "../support/server_process.ts";
import type { SocketClient } from "../support/socket_client.ts";
import { TRUSTING } from "../support/trusting.ts";
import { PATIENCE_MS, within } from "../support/within.ts";

const PAIR = pairFor(["localhost"]);
const PASSWORD = "correct-horse";
const CONTACT = "mailto:irc@example.org";

/** A server that pushes at once, to push services on this machine if settings do not say otherwise. */
function configFor(
  { port }: PushService,
  settings: Readonly<Record<string, unknown>> = {},
): string {
  const push = {
    contact: CONTACT,
    delay: 0,
    active: 0,
    ca: "ca.pem",
    ports: [port],
    "private-addresses": true,
    ...settings,
  };
  const lines = Object.entries(push)
    .map(([key, value]) => `${key} = ${JSON.stringify(value)}`);
  return [
    `[push]\n${lines.join("\n")}`,
    "[metrics]\nport = 0",
    '[accounts]\nhourly = 1000\nnicknames = "none"',
    TRUSTING,
  ].join("\n");
}

function flagsFor(folder: string): string[] {
  const config = `${folder}/ircd.toml`;
  return ["--port", "0", "--config", config, "--data", `${folder}/data`];
}

/** Tests a program with a push service, in a folder with its configuration. */
async function withService(
  settings: Readonly<Record<string, unknown>>,
  test: (service: PushService, folder: string) => Promise<void>,
): Promise<void> {
  using service = await PushService.start(PAIR);
  const files = {
    "ircd.toml": configFor(service, settings),
    "ca.pem": PAIR.certificate,
  };
  await withFolder(files, (folder) => test(service, folder));
}

function start(program: Program, folder: string): Promise<ServerProcess> {
  const options = { flags: flagsFor(folder), listeners: 2 };
  return ServerProcess.start(program, options);
}

const CAPABILITIES = "draft/webpush message-tags server-time account-tag";

/** Connects a client that knows pushes, registers its account or logs in to it. */
async function loggedIn(
  server: ServerProcess,
  nick: string,
  order: string,
): Promise<SocketClient> {
  const client = await server.register(nick);
  await client.send(order);
  await client.until(/ 900 /);
  await client.send(`CAP REQ :${CAPABILITIES}`);
  await client.until(/ ACK :/);
  return client;
}

async function metricsOf({ announcement }: ServerProcess): Promise<string> {
  const [, address] = / listens on (127.0.0.1:\d+) for metrics\n/
    .exec(announcement) ?? [];
  return await (await fetch(`http://${address}/metrics`)).text();
}

forEachProgram(
  "what is said to a user is pushed, for the device alone to read, by who ISUPPORT says it is",
  (program) =>
    withService({}, async (service, folder) => {
      await using server = await start(program, folder);
      const ann = await loggedIn(server, "ann", `REGISTER * * ${PASSWORD}`);
      await ann.send("ISUPPORT");
      const tokens = (await ann.settle()).join(" ");
      const [, vapid] = / VAPID=([\w-]{87}) /.exec(tokens) ?? [];
      const device = await Device.create();
      const endpoint = `${service.origin}/phone?x=1`;
      await ann.send(`WEBPUSH REGISTER ${endpoint} ${device.description}`);
      assertMatch(await ann.line(), / WEBPUSH REGISTER \S+\/phone\?x=1$/);
      const test = await service.next();
      assertEquals(
        await device.read(test),
        ":irc.localhost NOTE WEBPUSH REGISTERED :Push notifications enabled",
      );
      const bob = await loggedIn(server, "bob", `REGISTER * * ${PASSWORD}`);
      await bob.send("PRIVMSG ann :Grüße, ann");
      const push = await service.next();
      const { headers, method, path } = push;
      assertEquals({ method, path }, { method: "POST", path: "/phone?x=1" });
      assertEquals(headers.ttl, "604800");
      assertEquals(headers.urgency, "high");
      // Nobody on the way learns how much was said.
      assertEquals(push.body.length, test.body.length);
      assertMatch(
        await device.read(push),
        /^@time=\S+;account=bob;msgid=\S+ :bob!\S+ PRIVMSG ann :Grüße, ann$/,
      );
      const { aud, exp, sub } = await senderOf(push, vapid);
      assertEquals([aud, sub], [service.origin, CONTACT]);
      const left = Number(exp) - Date.now() / 1000;
      assert(left > 3600 && left <= 86_400, `${left} seconds`);
      const other = await Device.create();
      await assertRejects(() => other.read(push));
      await bob.send("JOIN #a", "PRIVMSG #a :ann is not here");
      await ann.send("JOIN #a");
      await ann.settle();
      await bob.send("PRIVMSG #a :somebody", "PRIVMSG #a :hey ann");
      assertMatch(
        await device.read(await service.next()),
        / PRIVMSG #a :hey ann$/,
      );
      assertEquals(service.arrived, []);
      assertMatch(
        await metricsOf(server),
        /^ircd_pushes_total\{outcome="taken"\} 3$/m,
      );
      assertEquals(complaintsIn(server.errors), "");
      assert(!server.errors.includes("phone"), server.errors);
    }),
);

forEachProgram(
  "the key and the devices outlast a restart, and a device that is gone is forgotten for good",
  (program) =>
    withService({}, async (service, folder) => {
      const device = await Device.create();
      const order =
        `WEBPUSH REGISTER ${service.origin}/x ${device.description}`;
      const keyOf = async (client: SocketClient) => {
        await client.send("ISUPPORT");
        return / VAPID=(\S+) /.exec((await client.settle()).join(" "))?.[1];
      };
      const server = await start(program, folder);
      const ann = await loggedIn(server, "ann", `REGISTER * * ${PASSWORD}`);
      const key = await keyOf(ann);
      await ann.send(order);
      await ann.until(/ WEBPUSH REGISTER /);
      await service.next();
      await server.stop();
      await using again = await start(program, folder);
      const login = `NS IDENTIFY ${PASSWORD}`;
      const back = await loggedIn(again, "ann", login);
      assertEquals(await keyOf(back), key);
      const bob = await again.register("bob");
      service.replies.push({ status: 410 });
      await bob.send("PRIVMSG ann :one");
      assertMatch(await device.read(await service.next()), / :one$/);
      await bob.send("PRIVMSG ann :two");
      await bob.settle();
      // A device that were there would not be tested again.
      await back.send(order);
      await back.until(/ WEBPUSH REGISTER /);
      assertMatch(await device.read(await service.next()), / NOTE WEBPUSH /);
      await again.stop();
      const { output } = await run(program, {
        flags: ["check-data", "--data", `${folder}/data`],
      });
      assertMatch(output, / 1 account with push devices, 1 push key\n/);
    }),
);

forEachProgram(
  "a push that a push service cannot take now is sent again, and no redirect is followed",
  (program) =>
    withService({}, async (service, folder) => {
      await using server = await start(program, folder);
      const ann = await loggedIn(server, "ann", `REGISTER * * ${PASSWORD}`);
      const device = await Device.create();
      await ann.send(
        `WEBPUSH REGISTER ${service.origin}/x ${device.description}`,
      );
      await ann.until(/ WEBPUSH REGISTER /);
      await service.next();
      const bob = await server.register("bob");
      service.replies.push({ status: 503, headers: { "retry-after": "1" } });
      await bob.send("PRIVMSG ann :one");
      for (const _ of ["now", "again"]) {
        assertMatch(await device.read(await service.next()), / :one$/);
      }
      const location = `${service.origin}/elsewhere`;
      service.replies.push({ status: 307, headers: { location } });
      await bob.send("PRIVMSG ann :two");
      assertEquals((await service.next()).path, "/x");
      await bob.send("PRIVMSG ann :three");
      assertEquals((await service.next()).path, "/x");
      assertMatch(server.errors, / warning push: .* answered 503\n/);
      assert(!server.errors.includes("localhost"), server.errors);
    }),
);

forEachProgram(
  "a push that was read, or whose device was taken away, before it could be sent is not sent again",
  (program) =>
    withService({}, async (service, folder) => {
      await using server = await start(program, folder);
      const ann = await loggedIn(server, "ann", `REGISTER * * ${PASSWORD}`);
      await ann.send("CAP REQ draft/read-marker");
      await ann.until(/ ACK :draft/);
      const device = await Device.create();
      const endpoint = `${service.origin}/x`;
      const later = { status: 503, headers: { "retry-after": "3" } };
      await ann.send(`WEBPUSH REGISTER ${endpoint} ${device.description}`);
      await ann.until(/ WEBPUSH REGISTER /);
      await service.next();
      const bob = await server.register("bob");
      service.replies.push(later);
      await bob.send("PRIVMSG ann :one");
      assertMatch(await device.read(await service.next()), / :one$/);
      const now = new Date(Date.now() + 1000).toISOString();
      await ann.send(`MARKREAD bob timestamp=${now}`);
      service.replies.push(later);
      await bob.send("PRIVMSG ann :two");
      assertMatch(await device.read(await service.next()), / :two$/);
      await ann.send(`WEBPUSH UNREGISTER ${endpoint}`);
      await ann.until(/ WEBPUSH UNREGISTER /);
      const areDropped = async () => {
        const isOver = /outcome="unwanted"\} 2$/m;
        while (!isOver.test(await metricsOf(server))) await ann.settle();
      };
      await within(PATIENCE_MS, "both are dropped", areDropped());
      assertEquals(service.arrived, []);
    }),
);

forEachProgram(
  "users cannot make the server connect to what is inside of its network",
  (program) =>
    withService({ "private-addresses": false }, async (service, folder) => {
      await using server = await start(program, folder);
      const { description } = await Device.create();
      const hosts = [
        "localhost",
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f.0.0.1",
        "0.0.0.0",
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[64:ff9b::7f00:1]",
        "10.0.0.1",
        "169.254.169.254",
        "[fe80::1]",
        "[fd00::1]",
      ];
      for (const [index, host] of hosts.entries()) {
        // Nobody has many tested.
        const order = `REGISTER * * ${PASSWORD}`;
        const client = await loggedIn(server, `nick${index}`, order);
        const endpoint = `https://${host}:${service.port}/secret`;
        await client.send(`WEBPUSH REGISTER ${endpoint} ${description}`);
        const line = await client.line();
        assertMatch(line, / FAIL WEBPUSH INVALID_PARAMS REGISTER /, host);
        assert(line.includes(endpoint), host);
      }
      assertEquals(service.connections, 0);
      assert(!server.errors.includes("secret"), server.errors);
    }),
);
