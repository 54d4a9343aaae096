import { assert } from "@std/assert";
import { forEachProgram } from "../support/for_each.ts";
import { withFolder } from "../support/folder.ts";
import { ServerProcess } from "../support/server_process.ts";

const [OLD, NEW] = ["2019-01-01T00:00:00.000Z", "2019-06-01T12:00:00.000Z"];

/** More milliseconds than a crash may set read markers back. */
const WRITTEN_MS = 500;

forEachProgram(
  "the read markers of an account are there after a kill -9, and after a stop at once",
  (program) =>
    withFolder({}, async (folder) => {
      const flags = ["--port", "0", "--data", `${folder}/data`];
      {
        await using server = await ServerProcess.start(program, { flags });
        const ann = await server.register("ann");
        await ann.send(
          "CAP REQ draft/read-marker",
          "NS REGISTER sesame-street",
        );
        await ann.until(/ 900 /);
        await ann.send(`MARKREAD #a timestamp=${OLD}`);
        await ann.until(/ MARKREAD #a /);
        await new Promise((resolve) => setTimeout(resolve, WRITTEN_MS));
        server.signal("SIGKILL");
        await server.ended();
      }
      for (const time of [OLD, NEW]) {
        await using server = await ServerProcess.start(program, { flags });
        const ann = await server.register("other");
        await ann.send("CAP REQ draft/read-marker");
        await ann.send("NS IDENTIFY ann sesame-street");
        await ann.until(/ 900 /);
        await ann.send("JOIN #a");
        const lines = await ann.until(/ 366 /);
        assert(
          lines.some((line) => line.endsWith(` MARKREAD #a timestamp=${time}`)),
        );
        await ann.send(`MARKREAD #a timestamp=${NEW}`);
        await ann.until(/ MARKREAD #a timestamp=2019-06/);
      }
    }),
);
