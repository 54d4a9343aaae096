import { assertEquals } from "@std/assert";
import { forEachProgram } from "../support/for_each.ts";
import { withFolder } from "../support/folder.ts";
import { ServerProcess } from "../support/server_process.ts";

const LOGIN = `AUTHENTICATE ${btoa("\0zoe\0correct-horse")}`;

forEachProgram(
  "who is always on is there after kill -9, with what it was told last, and its connection joins it",
  (program) =>
    withFolder({}, async (folder) => {
      const flags = ["--port", "0", "--data", `${folder}/data`];
      {
        await using server = await ServerProcess.start(program, { flags });
        const zoe = await server.register("zoe");
        await zoe.send("PRIVMSG NickServ :REGISTER correct-horse");
        await zoe.until(/ is yours now$/);
        await zoe.send("PRIVMSG NickServ :SET always-on on");
        await zoe.until(/always-on: on/);
        await zoe.send("JOIN #tea");
        await zoe.until(/ 366 /);
        server.signal("SIGKILL");
        await server.ended();
      }
      await using server = await ServerProcess.start(program, { flags });
      const ann = await server.register("ann");
      await ann.send("JOIN #tea");
      const lines = await ann.until(/ 366 /);
      const names = lines.find((line) => / 353 /.test(line))?.split(" :")[1];
      assertEquals(names, "@zoe ann");
      const zoe = await server.connect();
      await zoe.send("CAP REQ sasl", "AUTHENTICATE PLAIN", LOGIN);
      await zoe.send("NICK zoe", "USER zoe 0 * :Zoe", "CAP END");
      await zoe.until(/^:zoe!\S+ JOIN #tea$/);
      await zoe.send("PRIVMSG #tea :back");
      await ann.until(/^:zoe!\S+ PRIVMSG #tea :back$/);
    }),
);
