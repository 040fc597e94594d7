import { finding, type Finding } from "../finding";

/** What is known of where the truststore of an mTLS domain comes from. */
export interface TruststoreSourceFacts {
  /** The domain's name, the subject of the finding. */
  domain: string;
  truststoreUri: string;
  /** The program makes the object. Left out: not known. */
  isOwn?: boolean;
}

/** GW010, on a truststore that the program does not make; its form is `checkDomain`'s. */
export function checkTruststoreSource(facts: TruststoreSourceFacts): Finding[] {
  const { domain: subject, truststoreUri, isOwn } = facts;
  if (isOwn !== false) return [];
  return [
    finding("GW010", {
      subject,
      // The form of the URI is AWS's word, that the object is made here is ours.
      source: "assumed",
      message: `${subject} has the truststoreUri ${JSON.stringify(truststoreUri)}, an object that the program does not make.`,
    }),
  ];
}
