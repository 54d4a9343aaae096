import { assertEquals } from "@std/assert";
import { TestNetwork } from "../../../support/test_network.ts";

Deno.test("ISUPPORT is answered with the tokens that registration was answered with", () => {
  const client = new TestNetwork().connect();
  const welcome = client.send("NICK ann", "USER ann 0 * :Ann");
  assertEquals(
    client.send("ISUPPORT"),
    welcome.filter((line) => line.startsWith(":irc.test 005 ann ")),
  );
});

Deno.test("ISUPPORT before registration is refused with ERR_NOTREGISTERED", () => {
  const client = new TestNetwork().connect();
  client.take();
  assertEquals(client.send("ISUPPORT"), [
    ":irc.test 451 * :You have not registered",
  ]);
});

const IS_005 = /^(?:@\S+ )?:irc\.test 005 /;

Deno.test("ISUPPORT before registration is answered to those with draft/extended-isupport", () => {
  const client = new TestNetwork().connect();
  client.enable("draft/extended-isupport");
  const early = client.send("ISUPPORT");
  client.send("NICK ann", "USER ann 0 * :Ann", "CAP END");
  assertEquals(
    early.map((line) => line.replace(" 005 * ", " 005 ann ")),
    client.send("ISUPPORT"),
  );
});

Deno.test("every 005 is in a draft/isupport batch with batch and draft/extended-isupport", () => {
  const client = new TestNetwork().connect();
  client.enable("draft/extended-isupport", "batch");
  const early = client.send("ISUPPORT");
  const welcome = client.send("NICK ann", "USER ann 0 * :Ann", "CAP END");
  const late = client.send("VERSION", "ISUPPORT");
  const expected = (reference: number, target: string) => [
    `:irc.test BATCH +${reference} draft/isupport`,
    ...early.filter((line) => IS_005.test(line)).map((line) =>
      line.replace(/^\S+/, `@batch=${reference}`)
        .replace(" 005 * ", ` 005 ${target} `)
    ),
    `:irc.test BATCH -${reference}`,
  ];
  const isOf = (line: string) => IS_005.test(line) || / BATCH /.test(line);
  assertEquals(early, expected(1, "*"));
  assertEquals(welcome.filter(isOf), expected(2, "ann"));
  assertEquals(late.filter(isOf), [
    ...expected(3, "ann"),
    ...expected(4, "ann"),
  ]);
});

Deno.test("one of batch and draft/extended-isupport alone makes no batch", () => {
  for (const capability of ["batch", "draft/extended-isupport"]) {
    const ann = new TestNetwork().register("ann");
    const plain = ann.send("ISUPPORT");
    assertEquals(ann.enable(capability).send("ISUPPORT"), plain);
  }
});

Deno.test("a new configuration is told by the tokens that it changes", () => {
  const network = new TestNetwork({ icon: "https://irc.test/i.png" });
  const ann = network.register("ann");
  const bob = network.register("bob")
    .enable("batch", "draft/extended-isupport");
  const early = network.connect().enable("draft/extended-isupport");
  const mute = network.connect();
  for (const client of [ann, mute]) client.take();
  const { limits } = network.core.network.settings;
  network.reconfigure({
    limits: { ...limits, away: 100, nickname: 20 },
    icon: null,
    clientTagDeny: ["typing"],
  });
  const change = (nick: string) =>
    `:irc.test 005 ${nick} AWAYLEN=100 CLIENTTAGDENY=typing NICKLEN=20 ` +
    "-draft/ICON :are supported by this server";
  assertEquals(ann.take(), [change("ann")]);
  assertEquals(bob.take(), [
    ":irc.test BATCH +1 draft/isupport",
    `@batch=1 ${change("bob")}`,
    ":irc.test BATCH -1",
  ]);
  assertEquals(early.take(), [change("*")]);
  assertEquals(mute.take(), []);
});

Deno.test("a new configuration that changes no token is not told of", () => {
  const network = new TestNetwork();
  const ann = network.register("ann");
  ann.take();
  network.reconfigure({ motd: ["Be kind."] });
  assertEquals(ann.take(), []);
});
