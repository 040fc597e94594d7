import type { Progress } from "./progress";

/** What every way of making an engine is given. */
export interface Work {
  /** Empty folder in the cache; the way puts the engine into its `bin/`. It is removed when the way fails. */
  folder: string;
  env: NodeJS.ProcessEnv;
  progress: Progress;
  signal: AbortSignal;
}

/** Makes an engine in `work.folder`, or refuses with the reason in its first line. */
export type Way = (work: Work) => Promise<void>;
