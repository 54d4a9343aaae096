import type {
  Conversation,
  HistoryEvent,
  Party,
  Position,
} from "../../irc/state/archive.ts";
import type { Task } from "./rows.ts";

/** What is deleted, and may still be on the disk: nobody is to see it any more. */
export class Hidden {
  readonly #tasks = new Map<number, Task>();
  /** What was deleted one by one, by its conversation */
  readonly #single = new Map<Conversation, Set<string>>();
  /** What has been deleted from the disk since, for those who were reading it then */
  readonly #watches = new Set<Hidden>();

  /** True if there is nothing. */
  get isEmpty(): boolean {
    return this.#tasks.size === 0 && this.#single.size === 0;
  }

  add(task: Task): void {
    this.#tasks.set(task.id, task);
  }

  end(id: number): void {
    const task = this.#tasks.get(id);
    if (task === undefined) return;
    for (const watch of this.#watches) watch.add(task);
    this.#tasks.delete(id);
  }

  /** The disk has begun anew. */
  clear(): void {
    this.#tasks.clear();
    this.#single.clear();
  }

  addEvent(conversation: Conversation, id: string): void {
    const ids = this.#single.get(conversation) ?? new Set();
    this.#single.set(conversation, ids.add(id));
  }

  endEvent(conversation: Conversation, id: string): void {
    for (const watch of this.#watches) watch.addEvent(conversation, id);
    const ids = this.#single.get(conversation);
    ids?.delete(id);
    if (ids?.size === 0) this.#single.delete(conversation);
  }

  /**
   * Gives what is deleted from the disk from now on: who reads it meanwhile, on
   * another thread, may have found that before.
   */
  watch(): Hidden {
    const watch = new Hidden();
    this.#watches.add(watch);
    return watch;
  }

  unwatch(watch: Hidden): void {
    this.#watches.delete(watch);
  }

  /** The conversations of which something is hidden by itself. */
  get conversations(): Conversation[] {
    const ofTasks = [...this.#tasks.values()].flatMap(({ conversation }) =>
      conversation ?? []
    );
    return [...this.#single.keys(), ...ofTasks];
  }

  has(conversation: Conversation, event: HistoryEvent): boolean {
    if (this.isEmpty) return false;
    const ids = this.#single.get(conversation);
    if (ids?.has(event.id) || ids?.has(event.parent ?? "")) return true;
    for (const task of this.#tasks.values()) {
      if (isIn(task, conversation, event)) return true;
    }
    return false;
  }
}

/** Tells whether a conversation is a private one of somebody's. */
export function isOf(conversation: Conversation, person: Party): boolean {
  return conversation.includes(" ") && conversation.split(" ").includes(person);
}

/** Tells whether a deletion deletes an event. */
export function isIn(
  task: Task,
  conversation: Conversation,
  event: { readonly id: Position; readonly author: string | null },
): boolean {
  const { author, before, person } = task;
  if (event.id >= before) return false;
  if (author !== null) return event.author === author;
  return person === null
    ? task.conversation === conversation
    : isOf(conversation, person);
}
