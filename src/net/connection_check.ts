import { spawn } from "node:child_process";

/** Who decides about connections, outside of the server. */
export interface CheckSettings {
  /** Where to ask by HTTP POST, or the command to run; the one excludes the other */
  readonly url: string | null;
  readonly command: readonly string[] | null;
  /** Milliseconds that an answer may take */
  readonly timeoutMs: number;
  /** True if a connection is let in when no answer comes, or none that can be read */
  readonly opensOnFailure: boolean;
}

/** What is asked about. */
export interface CheckQuestion {
  readonly address: string;
  readonly listener: string;
  readonly secure: boolean;
  readonly certificate: string | null;
}

/** What came of a check. */
export interface CheckVerdict {
  /** Why the connection is refused, for it to read; null if it is let in */
  readonly refusal: string | null;
  readonly requiresSasl: boolean;
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

const ACCEPTED: CheckVerdict = { refusal: null, requiresSasl: false };

/**
 * Asks somebody else about each connection: one line of JSON goes out, one comes back.
 *
 * `{"result": "accept"}`, `{"result": "refuse", "reason": "..."}` or `{"result": "require-sasl"}`
 */
export class ConnectionCheck {
  readonly #ask: Ask;
  #underWay = 0;
  #saidAt = -Infinity;
  readonly #waiting: (() => void)[] = [];

  /**
   * @param complain is told of checks that fail
   * @param ask asks by what the settings say, unless it is given
   */
  constructor(
    readonly settings: CheckSettings,
    readonly complain: (text: string) => void,
    ask: Ask = askBy(settings),
  ) {
    this.#ask = ask;
  }

  /** @returns a promise that never rejects */
  async check(question: CheckQuestion): Promise<CheckVerdict> {
    const { timeoutMs } = this.settings;
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), timeoutMs);
    const overdue = aborted(late.signal, `no answer within ${timeoutMs} ms`);
    const ask = () => this.#ask(`${JSON.stringify(question)}\n`, late.signal);
    try {
      // What does not heed the signal leaves its turn to others, too.
      const inTurn = this.#inTurn(
        () => Promise.race([ask(), overdue]),
        late.signal,
      );
      return verdictOf(await Promise.race([inTurn, overdue]));
    } catch (error) {
      return this.#failed(error);
    } finally {
      clearTimeout(timer);
      late.abort();
    }
  }

  #failed(error: unknown): CheckVerdict {
    const fault = error instanceof Error ? error.message : String(error);
    const now = performance.now();
    if (now >= this.#saidAt + SILENCE_MS) {
      this.#saidAt = now;
      this.complain(`the check of a connection failed: ${fault}`);
    }
    return this.settings.opensOnFailure
      ? ACCEPTED
      : { ...ACCEPTED, refusal: "Your connection cannot be checked now" };
  }

  async #inTurn(
    ask: () => Promise<string>,
    signal: AbortSignal,
  ): Promise<string> {
    if (this.#underWay >= MOST_AT_ONCE) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    this.#underWay++;
    try {
      // Whoever waited for too long is not asked about any more.
      return signal.aborted ? "" : await ask();
    } finally {
      this.#underWay--;
      this.#waiting.shift()?.();
    }
  }
}

function aborted(signal: AbortSignal, message: string): Promise<never> {
  return new Promise((_, reject) =>
    signal.addEventListener("abort", () => reject(new Error(message)))
  );
}

function verdictOf(answer: string): CheckVerdict {
  const [line] = answer.slice(0, MOST_ANSWER_CHARACTERS).split("\n", 1);
  const { reason, result } = JSON.parse(line);
  if (result === "accept") return ACCEPTED;
  if (result === "require-sasl") return { ...ACCEPTED, requiresSasl: true };
  if (result !== "refuse") throw new Error("the answer has no result");
  const given = typeof reason === "string" ? oneLine(reason) : "";
  return { ...ACCEPTED, refusal: given || "Your connection is refused" };
}

/** What others write must not get a line of its own. */
function oneLine(text: string): string {
  return text.replace(/[\0\r\n]+/g, " ").trim().slice(0, 300);
}

function askBy({ command, url }: CheckSettings): Ask {
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
