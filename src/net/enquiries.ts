import { spawn } from "node:child_process";

/** Who is asked outside of the server, and how. */
export interface OutsideSettings {
  /** Where to ask by HTTP POST, or the command to run; the one excludes the other */
  readonly url: string | null;
  readonly command: readonly string[] | null;
  /** Milliseconds that an answer may take */
  readonly timeoutMs: number;
}

/** Puts a question, one line of JSON, and gives the answer. */
export type Ask = (question: string, signal: AbortSignal) => Promise<string>;

/** So many questions are put at once; others wait. */
const MOST_AT_ONCE = 32;

/** An answer is one line; of more the rest is dropped. */
const MOST_ANSWER_CHARACTERS = 4096;

/** Milliseconds until the same complaint is made again. */
const SILENCE_MS = 60_000;

/** A program that is run gets no secrets of ours. */
const ENVIRONMENT = { PATH: "/usr/local/bin:/usr/bin:/bin" };

/**
 * Has questions answered outside of the server: so many at once, each within its time. What fails is said, once
 * a minute.
 */
export class Enquiries {
  #underWay = 0;
  #saidAt = -Infinity;
  readonly #waiting: (() => void)[] = [];

  /**
   * @param what what is asked for, as complaints name it
   * @param timeoutMs how long one may take
   * @param complain is told of those that fail
   */
  constructor(
    readonly what: string,
    readonly timeoutMs: number,
    readonly complain: (text: string) => void,
  ) {}

  /**
   * Puts a question when it is its turn.
   *
   * @returns the answer, or null if there is none; the promise never rejects
   */
  async put<Answer>(
    ask: (signal: AbortSignal) => Promise<Answer>,
  ): Promise<Answer | null> {
    const { timeoutMs } = this;
    const late = new AbortController();
    const { signal } = late;
    const timer = setTimeout(() => late.abort(), timeoutMs);
    const overdue = aborted(signal, `no answer within ${timeoutMs} ms`);
    try {
      // What does not heed the signal leaves its turn to others, too.
      const inTurn = this.#inTurn(
        () => Promise.race([ask(signal), overdue]),
        overdue,
        signal,
      );
      return await Promise.race([inTurn, overdue]);
    } catch (error) {
      this.#failed(error);
      return null;
    } finally {
      clearTimeout(timer);
      late.abort();
    }
  }

  #failed(error: unknown): void {
    const fault = error instanceof Error ? error.message : String(error);
    const now = performance.now();
    if (now < this.#saidAt + SILENCE_MS) return;
    this.#saidAt = now;
    this.complain(`${this.what} failed: ${fault}`);
  }

  async #inTurn<Answer>(
    ask: () => Promise<Answer>,
    overdue: Promise<never>,
    signal: AbortSignal,
  ): Promise<Answer> {
    if (this.#underWay >= MOST_AT_ONCE) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    this.#underWay++;
    try {
      // For whoever waited for too long nothing is asked any more.
      return await (signal.aborted ? overdue : ask());
    } finally {
      this.#underWay--;
      this.#waiting.shift()?.();
    }
  }
}

function aborted(signal: AbortSignal, message: string): Promise<never> {
  const never = new Promise<never>((_, reject) =>
    signal.addEventListener("abort", () => reject(new Error(message)))
  );
  // Mostly it comes after the answer, and nobody listens.
  never.catch(() => {});
  return never;
}

/** Reads the line of JSON that an answer is. */
export function readAnswer(answer: string): unknown {
  const [line] = answer.slice(0, MOST_ANSWER_CHARACTERS).split("\n", 1);
  return JSON.parse(line);
}

/** What puts questions by what the settings say. */
export function askBy({ command, url }: OutsideSettings): Ask {
  if (url !== null) return (question, signal) => post(url, question, signal);
  const [file, ...args] = command ?? [];
  return (question, signal) => run(file, args, question, signal);
}

async function post(
  url: string,
  body: string,
  signal: AbortSignal,
): Promise<string> {
  const headers = { "content-type": "application/json" };
  const response = await fetch(url, { method: "POST", headers, body, signal });
  if (response.ok) return await response.text();
  await response.body?.cancel();
  throw new Error(`the answer has status ${response.status}`);
}

function run(
  file: string,
  args: readonly string[],
  question: string,
  signal: AbortSignal,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      env: ENVIRONMENT,
      stdio: ["pipe", "pipe", "ignore"],
    });
    let answer = "";
    signal.addEventListener("abort", () => child.kill("SIGKILL"));
    child.on("error", reject);
    child.stdin.on("error", () => {});
    child.stdout.setEncoding("utf8");
    child.stdout.on("data", (text: string) => {
      if (answer.length < MOST_ANSWER_CHARACTERS) answer += text;
    });
    child.on("close", (code) => {
      if (code === 0) resolve(answer);
      else reject(new Error(`${file} ended with ${code}`));
    });
    child.stdin.end(question);
  });
}
