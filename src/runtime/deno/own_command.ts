/** How the Makefile runs the sources: what the process was given itself, Deno does not tell. */
export const RUN_FLAGS: readonly string[] = [
  "--quiet",
  "--v8-flags=--max-semi-space-size=8",
  "--unstable-net",
  "--allow-net",
  "--allow-read",
  "--allow-write",
  "--allow-env",
  "--allow-run",
  "--allow-sys=networkInterfaces",
];

/** @returns what starts this program as this process was started */
export function ownCommand(): [string, ...string[]] {
  const { args, build, mainModule } = Deno;
  if (build.standalone) return [Deno.execPath(), ...args];
  return [Deno.execPath(), "run", ...RUN_FLAGS, mainModule, ...args];
}
