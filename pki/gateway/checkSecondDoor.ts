import { finding, type Finding } from "../finding";

/** What is known of a custom domain that leads to the same API as an mTLS domain; what is left out trips nothing. */
export interface SecondDoorFacts {
  /** The API's name or ID. */
  api: string;
  /** The mTLS domain. */
  mutualTlsDomain: string;
  /** The other domain, the subject of the finding. */
  domain: string;
  /** Whether the other domain asks for client certificates too. */
  mutualTls?: boolean;
}

/** GW011, on a second domain that leads to an API behind an mTLS domain. */
export function checkSecondDoor(facts: SecondDoorFacts): Finding[] {
  const { api, mutualTlsDomain, domain, mutualTls } = facts;
  if (mutualTls !== false) return [];
  return [
    finding("GW011", {
      subject: domain,
      message: `${domain} has no mutual TLS and leads to ${api}, which ${mutualTlsDomain} protects with mutual TLS: anybody can call it there without a certificate.`,
    }),
  ];
}
