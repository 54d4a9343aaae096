/** What Linux says of processes, in /proc. */

const TICKS_PER_SECOND = 100;

/**
 * @param pid a process's number
 * @returns how many seconds of processor time it has used
 */
export function processorSeconds(pid: number): number {
  const [user, system] = statFields(pid).slice(11, 13).map(Number);
  return (user + system) / TICKS_PER_SECOND;
}

/**
 * @param pid a process's number
 * @returns true if SIGSTOP has stopped it
 */
export function isStopped(pid: number): boolean {
  return statFields(pid)[0] === "T";
}

/**
 * @param pid a process's number
 * @returns the most memory that it has had resident at once, in bytes
 */
export function peakResidentBytes(pid: number): number {
  const status = Deno.readTextFileSync(`/proc/${pid}/status`);
  const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(status) ?? [];
  return Number(kilobytes) * 1024;
}

/**
 * @param pid a process's number
 * @returns how many file descriptors it has open
 */
export function openFileDescriptors(pid: number): number {
  return [...Deno.readDirSync(`/proc/${pid}/fd`)].length;
}

/** The fields behind the program's name, which may hold spaces. */
function statFields(pid: number): string[] {
  const stat = Deno.readTextFileSync(`/proc/${pid}/stat`);
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
}
