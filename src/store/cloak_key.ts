import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { FILE_MODE, FOLDER_MODE } from "./data_folder.ts";

/** A shorter one was not written to its end. */
const LEAST_CHARACTERS = 32;

/**
 * Gives the secret behind hidden hosts that a folder of data has: with another one
 * at each start, who is banned by a hidden host could come in again after it.
 *
 * @param folder null where nothing is kept
 * @param made what it is from now on where there is none
 * @returns `made` too where it cannot be kept, which is said of the folder anyhow
 */
export function keptCloakKey(folder: string | null, made: string): string {
  if (folder === null) return made;
  const path = `${folder.replace(/(.)\/+$/, "$1")}/cloak-key`;
  try {
    const key = readFileSync(path, "utf8").trim();
    if (key.length >= LEAST_CHARACTERS) return key;
  } catch { /* There is none yet. */ }
  try {
    mkdirSync(folder, { recursive: true, mode: FOLDER_MODE });
    writeFileSync(`${path}.new`, `${made}\n`, { mode: FILE_MODE, flush: true });
    renameSync(`${path}.new`, path);
  } catch { /* Whoever opens the records says so. */ }
  return made;
}
