/** How many file descriptors clients never get: to start a process takes that many. */
const SPARE_COUNT = 8;

const spares: Deno.FsFile[] = [];

/** Keeps descriptors back for files, as many as lack and are to be had: to be called before any client comes. */
export function keepDescriptorsBack(): void {
  try {
    while (spares.length < SPARE_COUNT) {
      spares.push(Deno.openSync("/dev/null"));
    }
  } catch { /* Clients have them; the next time, maybe. */ }
}

/**
 * Does something that needs a descriptor. Those kept back are given up for it;
 * nobody else gets one meanwhile, for nothing is accepted before this returns.
 */
export function withDescriptors<T>(work: () => T): T {
  for (const spare of spares.splice(0)) spare.close();
  try {
    return work();
  } finally {
    keepDescriptorsBack();
  }
}

/** @see Runtime.readTextFile */
export function readTextFile(path: string): string {
  return withDescriptors(() => Deno.readTextFileSync(path));
}

/** @see Runtime.writeTextFile */
export async function writeTextFile(path: string, text: string): Promise<void> {
  const file = withDescriptors(() =>
    Deno.openSync(`${path}.new`, {
      write: true,
      create: true,
      truncate: true,
      mode: 0o600,
    })
  );
  try {
    await writeAll(file, new TextEncoder().encode(text));
    await file.sync();
  } finally {
    file.close();
    keepDescriptorsBack();
  }
  await Deno.rename(`${path}.new`, path);
}

/** @see Runtime.exists */
export function exists(path: string): boolean {
  try {
    Deno.statSync(path);
    return true;
  } catch (error) {
    return !(error instanceof Deno.errors.NotFound);
  }
}

async function writeAll(file: Deno.FsFile, bytes: Uint8Array): Promise<void> {
  for (let sent = 0; sent < bytes.length;) {
    sent += await file.write(bytes.subarray(sent));
  }
}
