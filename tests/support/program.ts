import { within } from "./within.ts";

/** The server's program, as one of the runtimes starts it. */
export interface Program {
  readonly runtime: "deno" | "bun";
  /** What to start, and its first arguments */
  readonly command: readonly [string, ...string[]];
}

const ROOT = `${import.meta.dirname}/../../`;

/** The program on every runtime there is. */
export const PROGRAMS: readonly Program[] = [
  {
    runtime: "deno",
    command: [
      Deno.execPath(),
      "run",
      "--quiet",
      ...permissions(),
      `${ROOT}src/main.ts`,
    ],
  },
  { runtime: "bun", command: [`${ROOT}.build/ircd-bun`] },
];

/** What the Makefile lets the server do, and nothing else. */
function permissions(): string[] {
  const makefile = Deno.readTextFileSync(`${ROOT}Makefile`);
  const [, flags = ""] = /^PERMISSIONS := (.+)$/m.exec(makefile) ?? [];
  return flags.split(" ");
}

/** How a server is started. */
export interface StartOptions {
  /** Its flags; without any it listens on a free port of every address */
  readonly flags?: readonly string[];
  /** True for a server with every default, which does not trust its clients */
  readonly asItComes?: boolean;
  /** In how many places it listens, if not in one */
  readonly listeners?: number;
  /** Variables of its environment */
  readonly env?: Readonly<Record<string, string>>;
  /** How many file descriptors it may have */
  readonly fileDescriptors?: number;
  /** The folder that it runs in */
  readonly folder?: string;
  /** What it reads from standard input */
  readonly input?: string;
  /** True for an environment with nothing in it but an empty PATH, and where data is kept */
  readonly bare?: boolean;
  /** True to keep data where it is kept by default; else it is in memory, unless `--data` says where */
  readonly keepsData?: boolean;
}

/** How a process ended. */
export interface Ending {
  readonly code: number;
  /** What it wrote to standard output */
  readonly output: string;
  /** What it wrote to standard error */
  readonly errors: string;
}

/**
 * Follows a command line that starts no server.
 *
 * @param program the program
 * @param options its flags and its environment
 * @returns how it ended
 */
export async function run(
  program: Program,
  options: StartOptions,
): Promise<Ending> {
  const process = spawn(program, options);
  if (options.input !== undefined) await type(process, options.input);
  const [{ code }, output, errors] = await within(
    10_000,
    `${options.flags?.join(" ")} ends`,
    Promise.all([process.status, process.stdout.text(), process.stderr.text()]),
  );
  return { code, output, errors };
}

/**
 * Starts the program.
 *
 * @param program the program
 * @param options how
 * @returns its process, with its output and its errors piped
 */
export function spawn(
  { command }: Program,
  options: StartOptions,
): Deno.ChildProcess {
  const { flags = ["--port", "0"], fileDescriptors, folder } = options;
  const line = [...command, ...flags];
  const [file, ...args] = fileDescriptors === undefined
    ? line
    : ["sh", "-c", `ulimit -n ${fileDescriptors}; exec "$@"`, "sh", ...line];
  return new Deno.Command(file, {
    args,
    clearEnv: true,
    env: environment(options),
    cwd: folder,
    stdin: options.input === undefined ? "null" : "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

async function type(
  { stdin }: Deno.ChildProcess,
  text: string,
): Promise<void> {
  const writer = stdin.getWriter();
  await writer.write(new TextEncoder().encode(text));
  await writer.close();
}

function environment(
  { bare = false, env = {}, keepsData = false }: StartOptions,
): Record<string, string> {
  const data: Record<string, string> = keepsData
    ? {}
    : { IRCD__SERVER__DATA: "none" };
  if (bare) return { PATH: "", ...data };
  const { IRCD_PASSWORD: _, ...inherited } = Deno.env.toObject();
  return { ...inherited, ...data, ...env };
}
