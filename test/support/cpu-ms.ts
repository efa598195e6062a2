/** For how long work without a wait kept this thread busy, in ms: whatever else the machine did meanwhile does not count. */
export function cpuMs(work: () => void): number {
  const before = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1_000;
}
