import { EngineError } from "./engineError";

const interrupts = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Does work that must not be cut off in its middle: its compilers run in process groups of their own, which Ctrl-C
 * does not reach. A signal, or the caller's own AbortSignal, aborts the work; when it has cleaned up, a signal that
 * nobody else listens to is raised again, so that the process ends as it would have. The second one ends it at once.
 */
export async function interruptible<T>(
  outer: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  outer?.throwIfAborted();
  const controller = new AbortController();
  let caught: NodeJS.Signals | undefined;

  const onOuter = (): void => {
    controller.abort(outer?.reason);
  };
  const onSignal = (name: NodeJS.Signals): void => {
    if (caught !== undefined) {
      unlisten();
      raise(name);
      return;
    }
    caught = name;
    controller.abort(new EngineError(`Interrupted (${name}); nothing half-made is left behind.`));
  };
  const unlisten = (): void => {
    outer?.removeEventListener("abort", onOuter);
    for (const name of interrupts) process.removeListener(name, onSignal);
  };

  outer?.addEventListener("abort", onOuter);
  for (const name of interrupts) process.on(name, onSignal);
  try {
    return await work(controller.signal);
  } finally {
    unlisten();
    if (caught !== undefined) raise(caught);
  }
}

function raise(name: NodeJS.Signals): void {
  if (process.listenerCount(name) === 0) process.kill(process.pid, name);
}
