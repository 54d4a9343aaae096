import { assertEquals } from "@std/assert";
import { forEachProgram } from "../support/for_each.ts";
import { withFolder } from "../support/folder.ts";
import { ServerProcess } from "../support/server_process.ts";

forEachProgram(
  "a registered channel is there after kill -9 at the moment a change of it is told",
  (program) =>
    withFolder({}, async (folder) => {
      const flags = ["--port", "0", "--data", `${folder}/data`];
      {
        await using server = await ServerProcess.start(program, { flags });
        const ann = await server.register("ann");
        await ann.send("REGISTER * * correct-horse");
        await ann.until(/ REGISTER SUCCESS ann :/);
        await ann.send("JOIN #é", "CS REGISTER #é", "TOPIC #é :Für immer");
        await ann.until(/ TOPIC #é :Für immer$/);
        await ann.send("MODE #é +bk eve word");
        await ann.until(/ MODE #é \+bk eve!\*@\* word$/);
        server.signal("SIGKILL");
        await server.ended();
      }
      await using server = await ServerProcess.start(program, { flags });
      const [bob, eve] = [
        await server.register("bob"),
        await server.register("eve"),
      ];
      await bob.send("JOIN #é word");
      const lines = await bob.until(/ 366 /);
      assertEquals(
        lines.filter((line) => / (?:332|353|MODE) /.test(line)),
        [
          ":irc.localhost 332 bob #é :Für immer",
          ":irc.localhost 353 bob = #é :bob",
        ],
      );
      await eve.send("JOIN #é word");
      await eve.until(/ 474 eve #é /);
      const ann = await server.register("zoe");
      await ann.send("NS IDENTIFY ann correct-horse", "JOIN #é");
      await ann.until(/ MODE #é \+q zoe$/);
      await bob.until(/ MODE #é \+q zoe$/);
    }),
);
