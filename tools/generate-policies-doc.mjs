#!/usr/bin/env node
// Writes docs/policies.md and policies/presets/ from the register of policies and the rule catalogue; with --check it writes
// nothing and fails when one of them is not current.
import { createRequire } from "node:module";
import { writeOrCheck } from "./generated.mjs";

const require = createRequire(import.meta.url);
const { rules, ruleExamples } = require("../pki/dist/index.js");
const { createPolicies, helpers, Observations, typesOf } = require("../policies/dist/index.js");

const policies = createPolicies(new Observations(true));
const helperNames = helpers.map(({ name }) => name);
const ruled = policies.filter(({ name }) => !helperNames.includes(name));
const ruleOf = (name) => name.split("-")[0];

const families = {
  GW: "The gateway",
  TS: "The truststore",
  CC: "The edge's certificate",
  CF: "CloudFront",
  SEC: "Secrets",
};

/** Settings that are stricter than their default. */
const strictSettings = { requirePublicAccessBlock: true };

/** Level and settings by policy, for `--policy-pack-config`. Policies that only mend stay as they are: off. */
function preset(levelOf, settings = {}) {
  const entries = policies.map((policy) => {
    const isHelper = helperNames.includes(policy.name);
    const isOff = policy.enforcementLevel === "disabled";
    const level = isHelper || isOff ? policy.enforcementLevel : levelOf(policy);
    const own = Object.fromEntries(
      Object.entries(settings).filter(([name]) => name in (policy.configSchema?.properties ?? {})),
    );
    const hasOwn = Object.keys(own).length > 0;
    return [policy.name, hasOwn ? { enforcementLevel: level, ...own } : level];
  });
  return JSON.stringify(Object.fromEntries(entries));
}

const presets = {
  strict: preset(() => "mandatory", strictSettings),
  recommended: preset(({ enforcementLevel }) => enforcementLevel),
  advisory: preset(() => "advisory"),
};

const code = (text) => (text.includes("`") ? `\`\` ${text} \`\`` : `\`${text}\``);
const cell = (text) => text.replaceAll("|", "\\|");

function runs({ validateResource, validateStack, remediateResource }) {
  return [
    validateResource && "before each resource is created or updated",
    validateStack && "at the end of a preview or an `up`",
    remediateResource && "mends the resource at level `remediate`",
  ]
    .filter(Boolean)
    .join("; ");
}

function settingsOf({ configSchema }) {
  const own = Object.entries(configSchema?.properties ?? {}).filter(
    ([name]) => !["include", "exclude"].includes(name),
  );
  return own.map(
    ([name, { type, description = "" }]) => `  - ${code(name)} (${type}): ${description}`,
  );
}

function entry(policy) {
  const { name, enforcementLevel, description, framework } = policy;
  const { title } = rules[ruleOf(name)];
  const settings = settingsOf(policy);
  return [
    `- ${code(name)}: ${enforcementLevel}${description === title ? "" : `; ${description}`}`,
    `  - runs ${runs(policy)}, in a program with ${typesOf(policy).map(code).join(", ")}`,
    ...(framework === undefined
      ? []
      : [`  - control: ${framework.name} ${framework.reference}, ${framework.specification}`]),
    ...settings,
  ].join("\n");
}

function section(id) {
  const { title, fix } = rules[id];
  const { trips, mended } = ruleExamples[id];
  return [
    `### ${id}`,
    `[${title}](rules.md#${id.toLowerCase()})`,
    ruled
      .filter(({ name }) => ruleOf(name) === id)
      .map(entry)
      .join("\n"),
    `- trips it: ${code(trips)}\n- does not: ${code(mended)}\n- fix: ${fix}`,
  ].join("\n\n");
}

function family([prefix, title]) {
  const ids = [...new Set(ruled.map(({ name }) => ruleOf(name)))]
    .filter((id) => id.replace(/\d+$/, "") === prefix)
    .sort();
  if (ids.length === 0) return "";
  const rows = ruled
    .filter(({ name }) => ids.includes(ruleOf(name)))
    .map(
      ({ name, enforcementLevel }) =>
        `| [${name}](#${ruleOf(name).toLowerCase()}) | ${cell(rules[ruleOf(name)].title)} | ${enforcementLevel} |`,
    )
    .sort();
  const table = ["| policy | finds | level |", "| --- | --- | --- |", ...rows];
  return [`## ${title}`, table.join("\n"), ...ids.map(section)].join("\n\n");
}

function helper(policy) {
  const { name, displayName, description, remediationSteps } = policy;
  return [`### ${name}`, `${displayName}: ${description}. ${remediationSteps}`].join("\n\n");
}

const introduction = `
${ruled.length} policies for any Pulumi program that gives an API Gateway custom domain mutual TLS, or puts CloudFront in front of one:

\`\`\`
pulumi preview --policy-pack path/to/mtls-gateway/policies
\`\`\`

A \`mandatory\` policy fails the preview or the \`up\`; an \`advisory\` one prints a line. A program with nothing of mutual TLS gets no line at all. What a preview cannot know is judged by what the program's graph proves, else named once by \`decided-at-up\` and judged while \`up\` runs.

## Configuration

Give a file with \`--policy-pack-config\`. Three are ready in [policies/presets](../policies/presets): \`strict\` (every rule is mandatory), \`recommended\` (the levels below, which hold without a file too) and \`advisory\` (nothing fails).

\`\`\`json
{
  "all": "mandatory",
  "GW013-stage": "disabled",
  "GW003-mapped-api": {
    "enforcementLevel": "mandatory",
    "include": [{ "urn": "*::prod-*" }],
    "exclude": [
      { "name": "legacy", "reason": "moves in March, ticket 4711", "until": "2027-03-31" }
    ]
  }
}
\`\`\`

- \`include\`: the policy speaks about these resources alone. \`exclude\`: not about these; a \`reason\` is required, and every run names what it kept quiet in one line (\`exempted\`). \`until\` is the last day (UTC): from the next day on the exemption is a violation itself. \`name\` and \`urn\` take \`*\` and \`?\`.
- A level, a property or a policy that does not exist ends the run with one line; so does a missing reason or a day that does not exist.
- \`remediate\` as a level mends what a policy can mend, and prints what it changed. It is never on by itself.
- \`MTLS_GATEWAY_POLICY_SECONDS\` in the environment: how long one policy may take (60). A policy that takes longer, or throws, fails the run with its name, whatever its level.

The pack makes no network call, and prints no key and no PEM.

## Where other tools say the opposite

An mTLS domain has exactly the security policy \`TLS_1_2\`: AWS refuses mutual TLS together with an enhanced policy (\`SecurityPolicy_*\`), and that is [GW002](#gw002). Three checks in wide use pass or push that very combination. Take them out for domains with mutual TLS:

- Checkov's \`CKV_AWS_206\` and Trivy's \`AWS-0005\` ask for a modern security policy, and know nothing of \`mutualTlsAuthentication\`: what they pass, AWS may refuse.
- Prowler's post-quantum check wants a \`SecurityPolicy_*\` with post-quantum key exchange. On an mTLS domain there is none to choose.

What to write: \`#checkov:skip=CKV_AWS_206: mutual TLS takes TLS_1_2 alone\`, and the like for the others. For a domain without mutual TLS they are right, and this pack says nothing.
`;

const text = [
  "# Policies",
  "<!-- Written by tools/generate-policies-doc.mjs from the register in policies/ and the catalogue in pki/. Do not edit. -->",
  introduction.trim(),
  ...Object.entries(families).map(family).filter(Boolean),
  "## Helpers",
  "They enforce nothing, and stay advisory whatever the configuration says.",
  ...policies.filter(({ name }) => helperNames.includes(name)).map(helper),
].join("\n\n");

await writeOrCheck("docs/policies.md", text, "generate-policies-doc.mjs");
for (const [name, json] of Object.entries(presets)) {
  await writeOrCheck(`policies/presets/${name}.json`, json, "generate-policies-doc.mjs");
}
