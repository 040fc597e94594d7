/** Between two looks, ms. The provider waits longer: what it looks at is far away. */
const interval = 25;

/**
 * Looks again and again, as a provider does that waits for AWS.
 *
 * @returns false when `signal` was aborted before `done` said yes
 */
export async function waitUntil(done: () => boolean, signal: AbortSignal): Promise<boolean> {
  while (!done()) {
    if (signal.aborted) return false;
    await new Promise((resolve) => setTimeout(resolve, interval));
  }
  return true;
}
