/** Milliseconds between two looks. */
const INTERVAL = 500;

/**
 * Tells once when the process that has started this one is gone: whoever ends the command by ending npm, with a signal
 * that npm cannot pass on, wants it ended. It holds no process back from ending.
 */
export function whenOrphaned(
  tell: () => void,
  parent: () => number = () => process.ppid,
  interval = INTERVAL,
): void {
  const first = parent();
  const timer = setInterval(() => {
    if (parent() === first) return;
    clearInterval(timer);
    tell();
  }, interval);
  timer.unref();
}
