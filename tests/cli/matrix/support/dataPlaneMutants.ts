/** One thing that the data plane does, taken out of its compiled text, and the rows that have to notice. */
interface Mutant {
  what: string;
  edits: { file: string; from: string; to: string }[];
  /** IDs of the rows, each with what is seen then in place of what is expected. */
  noticed: string[];
}

const serverTls = "dataPlane/tls/serverTls.js";
const clientCheck = "dataPlane/gateway/clientCheck.js";
const listener = "dataPlane/gateway/gatewayListener.js";

const target = "dataPlane/malformedTarget.js";
const originConnections = "dataPlane/edge/originConnections.js";
const states = "dataPlane/gateway/gatewayState.js";
const askFor = "requestCert: askForCertificate";
const noTicket = {
  file: serverTls,
  from: "node_crypto_1.constants.SSL_OP_NO_TICKET |",
  to: "",
};

/** What the rows of the matrix rest on in the data plane. */
export const mutants: readonly Mutant[] = [
  {
    what: "no session is resumed (trap 1)",
    edits: [noTicket],
    noticed: [
      "session/same-domain 200",
      "session/without-certificate handshake",
      "session/before-swap 403",
    ],
  },
  {
    what: "no session is resumed and no domain has another one's tickets (trap 1)",
    edits: [
      noTicket,
      { file: serverTls, from: askFor, to: `${askFor}, ticketKeys: Buffer.alloc(48)` },
    ],
    noticed: ["session/other-domain 403", "session/open-domain handshake"],
  },
  {
    what: "no session is resumed and the socket's own word is not taken for a certificate (trap 2)",
    edits: [
      noTicket,
      {
        file: listener,
        from: "=== undefined || certificate)",
        to: "=== undefined || certificate || socket.authorized)",
      },
      {
        file: listener,
        from: "!== undefined && !certificate)",
        to: "!== undefined && !certificate && !request.socket.authorized)",
      },
    ],
    noticed: ["session/without-certificate handshake", "session/without-certificate 200"],
  },
  {
    what: "no list of CAs goes into the handshake (trap 3)",
    edits: [
      {
        file: states,
        from: "view.serverCertificate, check !== undefined)",
        to: "view.serverCertificate, check?.pem)",
      },
      {
        file: serverTls,
        from: askFor,
        to: "requestCert: Boolean(askForCertificate), ca: askForCertificate || undefined",
      },
    ],
    noticed: ["trust/700-cas no handshake"],
  },
  {
    what: "an open connection is judged again after a swap (trap 4)",
    edits: [{ file: clientCheck, from: "last?.check === check &&", to: "last &&" }],
    noticed: ["session/kept-alive-swap 200"],
  },
  {
    what: "an open connection is judged again when its certificate has expired",
    edits: [{ file: clientCheck, from: "time <= last.notAfter", to: "true" }],
    noticed: ["session/kept-alive-expired 200"],
  },
  {
    what: "an open connection is judged again when a CA of its path has expired",
    edits: [
      {
        file: clientCheck,
        from: "Math.min(...verdict.path.map((one) => one.notAfter.getTime()))",
        to: "verdict.path[0].notAfter.getTime()",
      },
    ],
    noticed: ["session/kept-alive-ca-expired 200"],
  },
  {
    what: "a request without a certificate is refused whatever its connection was admitted to",
    edits: [
      { file: listener, from: "!== undefined && !certificate)", to: "!== undefined && false)" },
    ],
    noticed: ["session/guarded-while-busy 200"],
  },
  {
    what: "a client is asked for its certificate",
    edits: [{ file: serverTls, from: askFor, to: "requestCert: false" }],
    noticed: ["trust/root closed"],
  },
  {
    what: "a client without a certificate gets no answer",
    edits: [
      { file: listener, from: "=== undefined || certificate)", to: "=== undefined || true)" },
      { file: listener, from: "!== undefined && !certificate)", to: "!== undefined && false)" },
    ],
    noticed: ["trust/none 200"],
  },
  {
    what: "a client whose certificate is refused gets 403",
    edits: [{ file: listener, from: "!decision.allowed", to: "false" }],
    noticed: ["trust/rogue 200"],
  },
  {
    what: "suites that the policy leaves out are not offered",
    edits: [{ file: serverTls, from: '"AES256-SHA256",', to: '"ECDHE-RSA-AES128-SHA",' }],
    noticed: ["handshake/suite-outside-policy handshake"],
  },
  {
    what: "suites without encryption are not offered",
    edits: [{ file: serverTls, from: "        ciphers,", to: 'ciphers: "ALL:eNULL:@SECLEVEL=0",' }],
    noticed: ["handshake/null handshake"],
  },
  {
    what: "renegotiation is refused",
    edits: [{ file: serverTls, from: "node_crypto_1.constants.SSL_OP_NO_RENEGOTIATION |", to: "" }],
    noticed: ["handshake/renegotiation handshake"],
  },
  {
    what: "versions below TLS 1.2 are refused",
    edits: [
      { file: serverTls, from: 'minVersion = "TLSv1.2"', to: 'minVersion = "TLSv1"' },
      { file: serverTls, from: "        ciphers,", to: 'ciphers: "ALL:@SECLEVEL=0",' },
    ],
    noticed: ["handshake/tls10 handshake", "handshake/tls11 handshake"],
  },
  {
    what: "Host has to be the server name",
    edits: [{ file: listener, from: "host !== serverName &&", to: "false &&" }],
    noticed: ["name/open-sni-guarded-host 200"],
  },
  {
    what: "two Host headers are refused",
    edits: [{ file: target, from: "hosts.length > 1", to: "false" }],
    noticed: ["name/two-hosts 200"],
  },
  {
    what: "the target of a request is a path",
    edits: [{ file: target, from: '!request.url?.startsWith("/")', to: "false" }],
    noticed: ["name/absolute-target 403"],
  },
  {
    what: "a viewer's GET has no body",
    edits: [
      {
        file: "dataPlane/edge/viewerRules.js",
        from: 'request.method !== "GET" ||',
        to: "true ||",
      },
    ],
    noticed: ["edge/get-with-body 200"],
  },
  {
    what: "the edge says where a body ends",
    edits: [{ file: "dataPlane/edge/originCall.js", from: "!bodiless &&", to: "false &&" }],
    noticed: ["edge/smuggled 200"],
  },
  {
    what: "headers that claim a certificate are stripped at the edge",
    edits: [
      {
        file: "dataPlane/edge/behaviors.js",
        from: "(0, clientHeaders_1.forwardableHeaders)(viewer)",
        to: "viewer",
      },
    ],
    noticed: ["edge/forged-headers 409"],
  },
  {
    what: "headers that claim a certificate are stripped",
    edits: [
      {
        file: "dataPlane/gateway/clientHeaders.js",
        from: 'certificateIdentity.test(name.replace(/_/g, "-"))',
        to: "false",
      },
    ],
    noticed: ["name/forged-headers 409"],
  },
  {
    what: "a disabled execute-api endpoint answers nobody",
    edits: [{ file: "dataPlane/gateway/place.js", from: "!api.executeApiEnabled", to: "false" }],
    noticed: ["name/execute-api-off 200"],
  },
  {
    what: "the edge presents its client certificate",
    edits: [{ file: originConnections, from: "...(client\n", to: "...(false\n" }],
    noticed: ["edge/valid 502"],
  },
  {
    what: "the edge speaks no version of TLS that its distribution leaves out",
    edits: [
      {
        file: originConnections,
        from: '!origin.sslProtocols.includes("TLSv1.2")',
        to: "false",
      },
    ],
    noticed: ["edge/origin-tls-1-1 200"],
  },
  {
    what: "the edge checks its origin's certificate",
    edits: [
      {
        file: originConnections,
        from: "rejectUnauthorized: true",
        to: "rejectUnauthorized: false",
      },
    ],
    noticed: [
      "edge/origin-self-signed 200",
      "edge/origin-private-ca 200",
      "edge/origin-other-name 200",
    ],
  },
];
