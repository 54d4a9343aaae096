import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import process from "node:process";
import { SERVER_NAME } from "./server.ts";

/** A command from the environment, in words; those that name a file here are made absolute. */
export function commandFrom(variable: string): string[] | undefined {
  const words = process.env[variable]?.split(" ").filter((word) => word !== "");
  if (words === undefined || words.length === 0) return undefined;
  return words.map((word) =>
    word.includes("/") && fs.existsSync(word) ? path.resolve(word) : word
  );
}

/** Finds a program by its path or its name; undefined if it is not there. */
export function findProgram(name: string): string | undefined {
  if (name.includes("/")) {
    return fs.existsSync(name) ? path.resolve(name) : undefined;
  }
  // Debian puts daemons where the PATH of a plain user does not look.
  const folders = [
    ...(process.env.PATH ?? "").split(path.delimiter),
    "/usr/sbin",
  ];
  return folders.map((folder) => path.join(folder, name)).find((file) =>
    fs.existsSync(file)
  );
}

/** The first line of what a program prints, as its version is. */
export function firstLine(
  program: string,
  option: string,
  env: Record<string, string> = {},
): string {
  const { stdout } = spawnSync(program, [option], {
    encoding: "utf8",
    timeout: 5000,
    env: { ...process.env, ...env },
  });
  return (stdout ?? "").split("\n")[0].trim();
}

/** Writes a pair like that of `mkcert` for the servers that make none. */
export function makeCertificate(folder: string): void {
  const { status } = spawnSync("openssl", [
    ..."req -x509 -nodes -newkey ec -pkeyopt ec_paramgen_curve:P-256".split(
      " ",
    ),
    ...["-days", "9", "-subj", `/CN=${SERVER_NAME}`],
    ...["-keyout", "key.pem", "-out", "cert.pem"],
  ], { cwd: folder });
  if (status !== 0) throw new Error("openssl, which is needed, has failed");
}
