import { packageOf, readDump } from "../dumps/read_dump.ts";
import { takeDump, type Taken } from "../dumps/taking.ts";
import { Database } from "../store/database.ts";
import { parseExport } from "../store/exchange.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { countOf } from "./check_data.ts";
import { configOf, dataFolderOf } from "./data_folder.ts";
import { JSON_FORM } from "./flags.ts";
import type { Call, Subcommand } from "./subcommand.ts";

/**
 * `ircd import FILE`: what `ircd export` has printed, or the database of
 * another services package. All of it is written or nothing.
 */
export const importData: Subcommand = {
  name: "import",
  argument: "FILE",
  help:
    "take in what export printed, or the database of Anope or Atheme; the server must not run",
  run(call) {
    const { line, runtime, words: [file] } = call;
    const text = read(file, runtime);
    const form = line.from ?? packageOf(text) ?? JSON_FORM;
    if (form === JSON_FORM) importExport(call, text);
    else importDump(call, form, text);
  },
};

/** Its records take the place of those that have the same names; the others stay. */
function importExport(call: Call, text: string): void {
  const { runtime, words: [file] } = call;
  const records = parseExport(text, file);
  const database = new Database(dataFolderOf(call));
  database.write(records);
  database.close();
  runtime.print(`${countOf(records)} imported`);
}

/** What is there already stays as it is. */
function importDump(call: Call, form: string, text: string): void {
  const { runtime, words: [file] } = call;
  const dump = readDump(form, text, file);
  const config = configOf(call);
  const database = new Database(dataFolderOf(call));
  try {
    const taken = takeDump(dump, config, database.read(), Date.now());
    database.write(taken.changes);
    for (const line of reportOf(taken)) runtime.print(line);
  } finally {
    database.close();
  }
}

function* reportOf({ changes, left, locked, refused }: Taken) {
  for (const line of refused) yield `left out: ${line}`;
  const others = `${left}`;
  if (others !== "") yield `left out: ${others}`;
  yield "left out: when people were last seen, settings, and who comes after a founder";
  const { withEmail, without } = locked;
  if (withEmail + without > 0) {
    yield `left out: passwords that cannot be checked here ` +
      `(${withEmail + without}): SENDPASS mails a code for a new one where ` +
      `there is an address (${withEmail}), SAPASSWD sets one (${without})`;
  }
  yield `${countOf(changes)} imported`;
}

function read(file: string, runtime: Runtime): string {
  try {
    return runtime.readTextFile(file);
  } catch {
    throw new Error(`${file} cannot be read`);
  }
}
