/** The policies that enforce no rule. They are advisory at any configured level. */
export const helpers = [
  { name: "program-inputs", canBeDisabled: false },
  { name: "exempted", canBeDisabled: true },
  { name: "decided-at-up", canBeDisabled: true },
] as const;
