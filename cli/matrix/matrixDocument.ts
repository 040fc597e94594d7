import type { MatrixRow } from "./row";
import { matrixRows } from "./rows";

const areas: Readonly<Record<string, [title: string, about: string]>> = {
  upload: ["Truststores at upload", "What API Gateway answers to a domain with this truststore."],
  import: ["Imports into ACM", "What ACM answers."],
  "edge-import": [
    "CloudFront's client certificate",
    "What CloudFront answers to a distribution with this certificate.",
  ],
  domain: ["Domains", "What API Gateway answers to a domain, its truststore apart."],
  trust: ["Trust", "Who is let in: what the truststore holds, and what the client sends."],
  time: ["Validity", "By an account's clock that stands still, so that a second decides."],
  algorithm: ["Keys and signatures", "Of the client and of its CA."],
  form: ["Form", "What certificates say of themselves."],
  handshake: ["Handshakes", "What TLS settles before any certificate is judged."],
  session: [
    "Sessions and open connections",
    "What the past is worth. Sessions are offered without a certificate.",
  ],
  name: ["Names", "SNI, Host, and ways around the domain."],
  hostile: [
    "Hostile clients",
    "Where they stay connected, a client in order is let in beside them. That such connections end at their deadlines is shown in tests/local/dataPlane/hostileClients.test.ts.",
  ],
  edge: ["Through CloudFront", "What a viewer gets who shows no certificate."],
};

/** docs/matrix.md, from the rows alone: the same on every machine. Not yet formatted. */
export function matrixDocument(): string {
  return [
    "# The negative matrix",
    "<!-- Written by tools/generate-matrix-doc.mjs from cli/matrix/rows. Do not edit. -->",
    `What the AWS on this machine refuses, and what it lets in: ${matrixRows.length} rows. \`npm test\` and \`mtls-gateway rehearse --matrix\` try every row and hold it against what stands here: the outcome, the rules that are named (all of them, and no other), and the reason. A row that a machine cannot try (no curl, say) is listed there as not run, with the reason.`,
    "Requests are made by Node, curl and `openssl s_client`, each in TLS 1.2 and in TLS 1.3, unless the column says otherwise; `raw` is a ClientHello made by hand. What becomes of the rows when something is taken out of the data plane, or a rule out of the rule book, is in tests/cli/matrix/mutants.test.ts.",
    [
      "| expected | what a client sees |",
      "| --- | --- |",
      "| 200, 403, ... | the status of an HTTP answer |",
      "| closed | the handshake completes, the connection is closed in good order, with no answer: curl says `(52) Empty reply from server` |",
      "| no handshake | an alert, or the end of the connection, before any answer |",
      "| handshake | the server goes on with the handshake |",
      "| taken, refused | AWS's answer to what it is given; rules beside `taken` are its warnings |",
    ].join("\n"),
    'Standing: `documented` by AWS (or by TLS itself, for handshakes), `observed` by third parties, `assumed`: nobody says, and the AWS on this machine does the stricter or plainer thing. "In a truststore served all the same": AWS refuses such a truststore at upload; the row shows that its clients would be refused as well.',
    ...Object.entries(areas).map(([area, [title, about]]) =>
      [`## ${title}`, about, table(matrixRows.filter(({ id }) => areaOf(id) === area))].join(
        "\n\n",
      ),
    ),
  ].join("\n\n");
}

/** The part of an ID before its slash. */
export function areaOf(id: string): string {
  return id.split("/")[0] ?? "";
}

function table(rows: readonly MatrixRow[]): string {
  return [
    "| row | what is tried | expected | layer | rules | reason in the log | standing | by |",
    "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ...rows.map((row) => {
      const { id, tried, expected, layer, rules = [], reason = "", standing } = row;
      const said = reason === "" ? "" : `\`${reason.trim()}\``;
      const links = rules.map((rule) => `[${rule}](rules.md#${rule.toLowerCase()})`).join(", ");
      const cells = [`\`${id}\``, tried, String(expected), layer, links, said, standing, by(row)];
      return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
    }),
  ].join("\n");
}

/** Who tries it, where it is not everybody in both versions. */
function by(row: MatrixRow): string {
  const versions = row.kind === "given" ? undefined : row.versions;
  const only = versions?.length === 1 ? [versions.map((one) => one.replace("v", " ")).join()] : [];
  switch (row.kind) {
    case "given":
      return "AWS";
    case "scene":
      return [row.client ?? "Node", ...only].join(", ");
    case "request": {
      const except = Object.entries(row.except ?? {}).map(([name, why]) => `not ${name}: ${why}`);
      return [...only, ...except].join("; ");
    }
  }
}
