import { assert, assertEquals, assertMatch } from "@std/assert";
import { encodeBase64 } from "@std/encoding/base64";
import { forEachProgram } from "../support/for_each.ts";
import { withFolder } from "../support/folder.ts";
import { ServerProcess } from "../support/server_process.ts";

const encoder = new TextEncoder();

/** What AUTHENTICATE PLAIN is answered with. */
function plain(account: string, password: string): string {
  return encodeBase64(encoder.encode(`\0${account}\0${password}`));
}

forEachProgram(
  "an account is there after kill -9 at the moment its owner is told of it",
  (program) =>
    withFolder({}, async (folder) => {
      const flags = ["--port", "0", "--data", `${folder}/data`];
      {
        await using server = await ServerProcess.start(program, { flags });
        const zoe = await server.register("Zoë");
        await zoe.send("REGISTER * * :korrekt pferd é");
        await zoe.until(/ REGISTER SUCCESS Zoë :/);
        server.signal("SIGKILL");
        await server.ended();
      }
      await using server = await ServerProcess.start(program, { flags });
      const client = await server.connect();
      await client.send("CAP REQ sasl", "NICK Zoë", "USER zoe 0 * :Zoë");
      await client.send("AUTHENTICATE PLAIN");
      await client.until(/^AUTHENTICATE \+$/);
      await client.send(`AUTHENTICATE ${plain("zoë", "wrong")}`);
      await client.until(/ 904 /);
      await client.send("AUTHENTICATE PLAIN");
      await client.until(/^AUTHENTICATE \+$/);
      await client.send(`AUTHENTICATE ${plain("Zoë", "korrekt pferd é")}`);
      await client.until(/ 900 .*You are now logged in as Zoë$/);
      await client.send("CAP END");
      await client.until(/ 001 Zoë /);
    }),
);

forEachProgram(
  "NickServ registers, logs in and changes the password; others lose the nickname",
  (program) =>
    withFolder({}, async (folder) => {
      const flags = ["--port", "0", "--data", `${folder}/data`];
      await using server = await ServerProcess.start(program, { flags });
      const ann = await server.register("ann");
      await ann.send("PRIVMSG NickServ :REGISTER correct-horse");
      await ann.until(
        /^:NickServ!\S+ NOTICE ann :The account ann is yours now$/,
      );
      await ann.send("NS PASSWD correct-horse battery-staple");
      await ann.until(/ :The account ann has another password now\.$/);
      await ann.send("NS LOGOUT");
      const lines = await ann.until(/ NICK :?Guest-1$/);
      assert(lines.some((line) => / 901 ann /.test(line)));
      await ann.send("NS IDENTIFY ann correct-horse");
      await ann.until(/ :The account or the password is wrong\.$/);
      await ann.send("NS IDENTIFY ann battery-staple", "NICK ann");
      await ann.until(/^:Guest-1!\S+ NICK :?ann$/);
      const bob = await server.register("bob");
      await bob.send("NICK ann");
      assertMatch((await bob.until(/ 433 /)).at(-1) ?? "", / 433 bob ann :/);
      await bob.send("NS INFO ann");
      const told = await bob.until(/ :Nicknames: /);
      assertEquals(told.some((line) => line.includes("Account ann")), true);
    }),
);
