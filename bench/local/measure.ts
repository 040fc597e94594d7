import type { MeasuredServer } from "./processes";

/** What a task costs a server. */
export interface Cost {
  /** Milliseconds of the server's CPU for one of the task's steps. */
  cpu: number;
  /** Steps a second, by the clock. */
  rate: number;
}

/**
 * The least that each task costs its server, in some rounds of all tasks in turn: what slows the machine down slows all of them.
 * CPU is what counts: other work on the machine makes a server slower, and hardly dearer.
 *
 * @param steps of each task
 */
export async function leastOf<Name extends string>(
  rounds: number,
  steps: number,
  tasks: Record<Name, { server: MeasuredServer; run: () => Promise<number> }>,
): Promise<Record<Name, Cost> & { spread: number }> {
  const names = Object.keys(tasks) as Name[];
  const seen = new Map(names.map((name) => [name, [] as Cost[]]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const name of round % 2 === 0 ? names : [...names].reverse()) {
      const { server, run } = tasks[name];
      const before = await server.usage();
      const took = await run();
      const { cpu } = await server.usage();
      // The first round is there to warm up.
      if (round > 0)
        seen.get(name)?.push({ cpu: (cpu - before.cpu) / steps, rate: (steps / took) * 1000 });
    }
  }
  const least = names.map((name) => {
    const costs = seen.get(name) ?? [];
    const cpu = Math.min(...costs.map((cost) => cost.cpu));
    return [name, { cpu, rate: Math.max(...costs.map(({ rate }) => rate)) }] as const;
  });
  const spreads = [...seen.values()].map((costs) => spreadOf(costs.map(({ cpu }) => cpu)));
  return { ...(Object.fromEntries(least) as Record<Name, Cost>), spread: Math.max(...spreads) };
}

/** How far the middle of the figures is above the least of them: 0.1 for a tenth. */
function spreadOf(figures: number[]): number {
  const sorted = [...figures].sort((a, b) => a - b);
  const [least = NaN] = sorted;
  return (sorted[Math.floor(sorted.length / 2)] ?? NaN) / least - 1;
}

/** One line of the table: a ratio, the limit that it has to keep, and what it is of. A ratio beyond it makes the exit status 1. */
export function line(
  what: string,
  ratio: number,
  limit: { atLeast: number } | { atMost: number },
  of: string,
): void {
  const held = "atLeast" in limit ? ratio >= limit.atLeast : ratio <= limit.atMost;
  if (!held) process.exitCode = 1;
  const bound = "atLeast" in limit ? `at least ${limit.atLeast}` : `at most ${limit.atMost}`;
  console.log(`${held ? "ok  " : "MISS"} ${what.padEnd(58)} ${ratio.toFixed(2)} (${bound}; ${of})`);
}

export const percent = (share: number) => `${Math.round(share * 100)} %`;
