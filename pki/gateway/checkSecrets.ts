import { finding, type Finding } from "../finding";

/** A private key that stands in the clear in a program or in its state. */
export interface PlainKeyFacts {
  /** The resource's name. */
  resource: string;
  /** Path of the property that holds the key, or the stack output's name. */
  property: string;
  isStackOutput: boolean;
}

/** SEC001, on a key that was found. The message names where it is, and nothing of the key. */
export function checkPlainKey({ resource, property, isStackOutput }: PlainKeyFacts): Finding[] {
  const place = isStackOutput ? `the stack output ${property}` : `${resource}.${property}`;
  return [
    finding("SEC001", {
      subject: isStackOutput ? property : resource,
      message: `${place} holds a private key that is not a secret: the state and the output show it to everyone.`,
      fix: isStackOutput
        ? `Export it as pulumi.secret(...), or not at all; replace the key if the stack was ever updated with it.`
        : `Wrap the value in pulumi.secret(...); replace the key if the stack was ever updated with it.`,
    }),
  ];
}

/** Where the key of a certificate authority is kept, and by which stack. */
export interface AuthorityKeyFacts {
  /** The resource that holds the key: the one that makes it, or a certificate that it signs. */
  holder: string;
  /** The certificates that the key can sign for. */
  authorities: readonly string[];
  stack: string;
  isTestStack: boolean;
}

/** SEC002, on the key of an authority in the state of a stack. */
export function checkAuthorityKey(facts: AuthorityKeyFacts): Finding[] {
  if (facts.isTestStack) return [];
  const { holder, authorities, stack } = facts;
  return [
    finding("SEC002", {
      subject: holder,
      message: `${holder} keeps the key of the CA ${authorities.join(", ")} in the state of the stack ${stack}, which is not marked as a test stack.`,
    }),
  ];
}
