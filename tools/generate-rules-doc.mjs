#!/usr/bin/env node
// Writes docs/rules.md from the catalogue in pki/; with --check it writes nothing and fails when the file is not current.
import { createRequire } from "node:module";
import { writeOrCheck } from "./generated.mjs";

const require = createRequire(import.meta.url);
const { rules, ruleExamples } = require("../pki/dist/index.js");

const families = {
  TS: ["The truststore", "What API Gateway takes as a truststore (profile `api-gateway`)."],
  CC0: ["The client certificate", "What a client shows to API Gateway (profile `api-gateway`)."],
  CC1: [
    "The edge certificate",
    "What CloudFront shows to its origin (profile `cloudfront-client`). CC002 and CC006 to CC009 hold here too.",
  ],
  GW: ["The gateway", "The custom domain, its truststore's bucket and the APIs behind it."],
  CF: ["CloudFront", "The distribution in front of an mTLS domain."],
  SEC: ["Secrets", "Private keys in programs, states and outputs."],
};

const standings = {
  documented: "documented by AWS or Pulumi",
  observed: "observed by third parties, not AWS's word",
  assumed: "assumed: nobody says",
};

function section(rule) {
  const { trips, mended } = ruleExamples[rule.id];
  const source =
    rule.page === ""
      ? standings[rule.source]
      : `${standings[rule.source]}: [${rule.page.includes("pulumi.com") ? "Pulumi" : "AWS"}](${rule.page})`;
  return [
    `### ${rule.id}`,
    `**${rule.title}**`,
    `${rule.severity}, ${source}`,
    rule.why,
    `Mend it: ${rule.fix}`,
    `- trips it: ${code(trips)}\n- does not: ${code(mended)}`,
  ].join("\n\n");
}

function code(text) {
  return text.includes("`") ? `\`\` ${text} \`\`` : `\`${text}\``;
}

function family([prefix, [title, intro]]) {
  const own = Object.values(rules).filter(({ id }) => id.startsWith(prefix));
  const rows = own.map(
    ({ id, title: what, severity, source }) =>
      `| [${id}](#${id.toLowerCase()}) | ${what.replaceAll("|", "\\|")} | ${severity} | ${source} |`,
  );
  const table = ["| rule | finding | severity | source |", "| --- | --- | --- | --- |", ...rows];
  return [`## ${title}`, intro, table.join("\n"), ...own.map(section)].join("\n\n");
}

const text = [
  "# Rules",
  "<!-- Written by tools/generate-rules-doc.mjs from the catalogue in pki/. Do not edit. -->",
  "One ID, one wording, wherever a rule speaks: components, policies, the local AWS, `mtls-gateway doctor`. `error`: AWS refuses it, or mutual TLS is walked around. `warning`: AWS takes it, and somebody is locked out or let in. A finding whose source is not documentation says so.",
  ...Object.entries(families).map(family),
].join("\n\n");

await writeOrCheck("docs/rules.md", text, "generate-rules-doc.mjs");
