import { DatabaseSync } from "node:sqlite";
import {
  isMainThread,
  parentPort,
  Worker,
  workerData,
} from "node:worker_threads";
import { messageOf } from "../data_folder.ts";
import { openHistory } from "./history_file.ts";
import type {
  FromSearcher,
  FromWriter,
  ThreadData,
  ToSearcher,
  ToWriter,
} from "./messages.ts";
import { search } from "./search.ts";
import { WriterThread } from "./writer_thread.ts";

/** Milliseconds that what can wait does so, once something was to be written, and the most of them. */
const DELAY_MS = 5;
const MOST_DELAY_MS = 1000;

/** Starts a thread. */
export type StartThread = (data: ThreadData) => Worker;

/** What a thread does, by its mark. */
const RUN: Readonly<
  Record<ThreadData["ircd"], (data: ThreadData) => void>
> = { "history-writer": runWriter, "history-searcher": runSearcher };

/**
 * Starts one of our threads. It begins with this file, or, where the program is
 * one file, with that: whose entry does nothing where it is not the main thread.
 */
export const startThread: StartThread = (data) =>
  new Worker(new URL(import.meta.url), { workerData: data });

function runWriter({ path, run, shared }: ThreadData): void {
  const thread = new WriterThread({
    path,
    run,
    shared: new Int32Array(shared),
    now: () => Date.now(),
    open: openHistory,
    post: (message: FromWriter) => parentPort?.postMessage(message),
  });
  let steppedAt = performance.now();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const goOn = (waitMs: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      steppedAt = performance.now();
      goOn(thread.step());
    }, waitMs);
  };
  parentPort?.on("message", (message: ToWriter) => {
    thread.receive(message);
    // Somebody waits; or there is always more to write, and the rest is done now and then.
    const isTime = performance.now() > steppedAt + MOST_DELAY_MS ||
      message.kind === "catch-up";
    if (thread.isOver) clearTimeout(timer);
    else goOn(isTime ? 0 : DELAY_MS);
  });
  goOn(0);
}

function runSearcher({ path }: ThreadData): void {
  let db: DatabaseSync | null = null;
  parentPort?.on("message", ({ limitMs, query, request }: ToSearcher) => {
    let answer: FromSearcher;
    try {
      db ??= new DatabaseSync(path, { readOnly: true });
      const read = () => performance.now();
      const outcome = search(db, query, read, read() + limitMs);
      answer = { request, outcome, fault: null };
    } catch (error) {
      db?.close();
      db = null;
      const outcome = { found: [], isWhole: false };
      answer = { request, outcome, fault: messageOf(error) };
    }
    parentPort?.postMessage(answer);
  });
}

const data: Partial<ThreadData> | null = isMainThread ? null : workerData;
if (data?.ircd !== undefined) RUN[data.ircd](data as ThreadData);
