import { assertEquals } from "@std/assert";
import { CONFIG, MemoryProgram } from "../../support/memory_program.ts";

const BAN = {
  kind: "K",
  mask: "*@198.51.100.*",
  reason: "spam",
  setBy: "root",
  setAt: 1000,
  expiresAt: null,
};

Deno.test("RESTART ends every connection and starts again, with what is set now", async () => {
  await using program = await new MemoryProgram().start();
  const { printed } = program.runtime;
  const root = await program.operator();
  const ann = await program.register("ann");
  ann.take();
  program.write("ircd.toml", CONFIG.replace("irc.test", "irc.again"));
  await program.say(root, "RESTART");
  assertEquals(ann.take(), ["ERROR :Server shutting down"]);
  assertEquals([root.state, ann.state], ["ended", "ended"]);
  assertEquals(printed.map((line) => line.split(" ")[1]), [
    "(irc.test)",
    "(irc.again)",
  ]);
  const again = await program.register("ann");
  assertEquals(again.take()[1].split(" ").slice(0, 3), [
    ":irc.again",
    "001",
    "ann",
  ]);
  assertEquals(program.runtime.complaints, []);
});

Deno.test("a signal ends what RESTART has started", async () => {
  await using program = await new MemoryProgram().start();
  await program.say(await program.operator(), "RESTART");
  program.runtime.signals?.stop();
  assertEquals(await program.ended(), "exit 0");
  assertEquals(program.runtime.printed.length, 2);
});

Deno.test("a signal while RESTART waits for the last client ends for good", async () => {
  await using program = await new MemoryProgram().start();
  const slow = await program.register("slow");
  slow.reading = false;
  await program.say(slow, "PING x");
  await program.say(await program.operator(), "RESTART");
  program.runtime.signals?.stop();
  assertEquals(await program.ended(), "exit 0");
  assertEquals(program.runtime.printed.length, 1);
});

Deno.test("RESTART with a mistake in the file is refused", async () => {
  await using program = await new MemoryProgram().start();
  const root = await program.operator();
  program.write("ircd.toml", "[server]\nprot = 1\n");
  const fault = "the configuration stays as it was: " +
    "ircd.toml:2: server.prot is no setting";
  assertEquals(await program.say(root, "RESTART"), [
    ":irc.test NOTICE * :*** root restarts the server",
    `:irc.test NOTICE * :*** ${fault}`,
  ]);
  assertEquals(program.runtime.complaints, [`warning config: ${fault}`]);
  assertEquals(root.state, "open");
});

Deno.test("DIE ends with 0", async () => {
  await using program = await new MemoryProgram().start();
  await program.say(await program.operator(), "DIE");
  assertEquals(await program.ended(), "exit 0");
});

Deno.test("server bans are read at the start from the file beside the configuration", async () => {
  await using program = new MemoryProgram();
  const bans = [{ ...BAN, mask: "*@192.0.2.*" }];
  program.write("bans.json", JSON.stringify(bans));
  await program.start();
  const ann = await program.register("ann");
  assertEquals(ann.take().slice(1), [
    ":irc.test 465 ann :You are banned from this server: spam",
    "ERROR :Closing link: ann[192.0.2.1] (K-lined: spam)",
  ]);
});

Deno.test("a file of server bans that is none is named on one line, and the status is 1", async () => {
  await using program = new MemoryProgram();
  program.write("bans.json", "{");
  await program.start();
  assertEquals(await program.ended(), "exit 1");
  assertEquals(program.runtime.printed, []);
  assertEquals(program.runtime.errors, [
    "ircd: bans.json is not a file of server bans",
  ]);
});
