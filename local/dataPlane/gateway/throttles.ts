import type { ThrottlingView } from "../accountView";

interface Bucket {
  limits: ThrottlingView;
  tokens: number;
  /** Milliseconds of the account's clock. */
  filledAt: number;
}

/**
 * Token buckets of stages and their methods or routes; AWS's own limits of the account are not counted.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
 */
export class Throttles {
  private readonly buckets = new Map<string, Bucket>();

  /** True when the request may pass. Other limits than before begin with a full bucket. */
  admits(key: string, limits: ThrottlingView, now: Date): boolean {
    const time = now.getTime();
    let bucket = this.buckets.get(key);
    if (bucket?.limits.rate !== limits.rate || bucket.limits.burst !== limits.burst) {
      bucket = { limits, tokens: limits.burst, filledAt: time };
      this.buckets.set(key, bucket);
    }
    const gained = (Math.max(0, time - bucket.filledAt) / 1000) * limits.rate;
    bucket.tokens = Math.min(limits.burst, bucket.tokens + gained);
    bucket.filledAt = time;
    if (bucket.tokens < 1) return false;
    bucket.tokens -= 1;
    return true;
  }
}
