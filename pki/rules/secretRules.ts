import type { Rule } from "../rule";

/** SEC: private keys in programs, states and outputs. */
export const secretRules = {
  SEC001: {
    id: "SEC001",
    severity: "error",
    source: "documented",
    title: "a private key that is not a secret",
    page: "https://www.pulumi.com/docs/iac/concepts/secrets/",
    why: "Pulumi stores and prints what is not a secret in the clear. Whoever reads the state or the log has the key.",
    fix: "Wrap the value in pulumi.secret().",
  },
  SEC002: {
    id: "SEC002",
    severity: "info",
    source: "assumed",
    title: "a CA key in the state of a stack that is not a test stack",
    page: "",
    why: "Whoever can decrypt the state can issue client certificates.",
    fix: "Bring your own CA, let AWS Private CA issue, or mark the stack as a test stack.",
  },
} as const satisfies Record<string, Rule>;
