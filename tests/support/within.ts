/** How long tests wait for what takes a moment, unless the machine is busy, in milliseconds. */
export const PATIENCE_MS = 30_000;

/**
 * Waits, but not for ever.
 *
 * @param milliseconds how long
 * @param what what is waited for, as the error names it
 * @param promise it
 * @returns what the promise gives
 * @throws {Error} if the time is over before that
 */
export async function within<T>(
  milliseconds: number,
  what: string,
  promise: Promise<T>,
): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => late.reject(new Error(`${milliseconds} ms over: ${what}`)),
    milliseconds,
  );
  try {
    return await Promise.race([promise, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Waits until something holds that no event tells of.
 *
 * @param milliseconds how long
 * @param what what is waited for, as the error names it
 * @param holds tells whether it holds
 * @throws {Error} if the time is over before that
 */
export async function until(
  milliseconds: number,
  what: string,
  holds: () => boolean,
): Promise<void> {
  const end = Date.now() + milliseconds;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`${milliseconds} ms over: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
