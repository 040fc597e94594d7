/** How long is waited before the test is given up, ms: no more than a net under it. */
const patience = 20_000;

/** Waits until `holds` is true. Rejects when it does not come to that, so that a failing test ends. */
export async function eventually(holds: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + patience;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`it did not come to ${holds.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
