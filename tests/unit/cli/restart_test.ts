import { assertEquals } from "@std/assert";
import { MemoryProgram } from "../../support/memory_program.ts";

const BAN = {
  kind: "K",
  mask: "*@198.51.100.*",
  reason: "spam",
  setBy: "root",
  setAt: 1000,
  expiresAt: null,
};

Deno.test("RESTART has a new process take over, and the operator is told once it has", async () => {
  await using program = await new MemoryProgram().start();
  const { runtime } = program;
  const root = await program.operator();
  const ann = await program.register("ann");
  ann.take();
  assertEquals(await program.say(root, "RESTART"), [
    ":irc.test NOTICE * :*** root restarts the server",
  ]);
  assertEquals(runtime.passed?.map(({ port }) => port), [7000]);
  assertEquals([ann.state, runtime.listening], ["open", 1]);
  runtime.successor.resolve(true);
  await program.turn();
  assertEquals(
    root.take()[0],
    ":irc.test NOTICE * :*** process 4712 has taken over from this one",
  );
  assertEquals(runtime.listening, 0);
  await program.pass(10_000);
  assertEquals([root.state, ann.state], ["ended", "ended"]);
  assertEquals(await program.ended(), "exit 0");
});

Deno.test("RESTART where no process can take over is refused, and says so", async () => {
  await using program = await new MemoryProgram().start();
  program.runtime.startSuccessor = () => null;
  const root = await program.operator();
  assertEquals(await program.say(root, "RESTART"), [
    ":irc.test NOTICE * :*** root restarts the server",
    ":irc.test NOTICE * :*** no process can take over on this system; this one goes on",
  ]);
  assertEquals(root.state, "open");
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
  assertEquals(program.runtime.passed, null);
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
