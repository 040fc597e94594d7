/** Headers of a call that is signed for this service, with any credentials: what an SDK would not send goes in by them. */
export function signedFor(service: string, region = "us-east-2"): Record<string, string> {
  const scope = `any/20260101/${region}/${service}/aws4_request`;
  return { authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0` };
}
