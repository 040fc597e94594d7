import { finding, type Finding } from "../finding";

/** What a plan shows of an mTLS domain that it creates; a fact that is left out is not known and trips nothing. */
export interface ReplacementFacts {
  /** The domain's name, the subject of the finding. */
  domain: string;
  /** What exists already and can stand on an existing domain of this name alone: the name of a mapping. */
  existingMapping?: string;
}

/** GW014, on an mTLS domain that a change makes anew although it exists. */
export function checkReplacement(facts: ReplacementFacts): Finding[] {
  const { domain: subject, existingMapping } = facts;
  if (existingMapping === undefined) return [];
  return [
    finding("GW014", {
      subject,
      // What a replacement does to callers is how Pulumi works, and nobody's word but ours.
      source: "assumed",
      message: `${subject} is made anew by this change, although it exists: ${existingMapping} is mapped to it already, and stays.`,
    }),
  ];
}
