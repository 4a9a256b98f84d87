/** Resident memory of this process, looked at ten times a second; `stop` answers the most, in MB. */
export function watchMemory(): { stop(): number } {
  let most = 0;
  const look = (): void => {
    most = Math.max(most, process.memoryUsage.rss());
  };
  const timer = setInterval(look, 100);
  return {
    stop: () => {
      clearInterval(timer);
      look();
      return most / 1e6;
    },
  };
}
