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

forEachProgram(
  "what a device surely has stands over an orderly stop, and it is played what it has missed",
  (program) =>
    withFolder({}, async (folder) => {
      const flags = ["--port", "0", "--data", `${folder}/data`];
      flags.push("--ping-interval", "1");
      const logIn = btoa("\0zoe@phone\0correct-horse");
      const come = async (server: ServerProcess) => {
        const zoe = await server.connect();
        await zoe.send("CAP REQ :sasl echo-message", "AUTHENTICATE PLAIN");
        await zoe.send(`AUTHENTICATE ${logIn}`);
        await zoe.send("NICK zoe", "USER zoe 0 * :Zoe", "CAP END");
        await zoe.until(/ (?:422|376) /);
        return zoe;
      };
      {
        await using server = await ServerProcess.start(program, { flags });
        const zoe = await server.register("zoe");
        await zoe.send("PRIVMSG NickServ :REGISTER correct-horse");
        await zoe.until(/ is yours now$/);
        await zoe.send("PRIVMSG NickServ :SET always-on on");
        await zoe.until(/always-on: on/);
        const phone = await come(server);
        await zoe.send("PRIVMSG zoe :before");
        await phone.until(/:before$/);
        await phone.until(/^PING/);
        await phone.send("PONG irc", "PING 1");
        await phone.until(/ PONG /);
        server.signal("SIGTERM");
        await server.ended();
      }
      await using server = await ServerProcess.start(program, { flags });
      const ann = await server.register("ann");
      await ann.send("PRIVMSG zoe :1", "PING 1");
      await ann.until(/ PONG /);
      const phone = await come(server);
      await phone.send("PING 2");
      const lines = await phone.until(/ PONG /);
      const texts = lines.filter((line) => line.includes(" PRIVMSG "))
        .map((line) => line.split(" ").at(-1));
      assertEquals(texts, ["1"]);
    }),
);
