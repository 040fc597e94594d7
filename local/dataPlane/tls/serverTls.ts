import { constants } from "node:crypto";
import { createServer, type Server } from "node:tls";
import type { KeyedCertificate } from "../accountView";

/**
 * Cipher suites of the `TLS_1_2` security policy of Regional custom domains, in AWS's order.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-custom-domain-tls-version.html
 */
const ciphers = [
  "TLS_AES_128_GCM_SHA256",
  "TLS_AES_256_GCM_SHA384",
  "TLS_CHACHA20_POLY1305_SHA256",
  "ECDHE-ECDSA-AES128-GCM-SHA256",
  "ECDHE-RSA-AES128-GCM-SHA256",
  "ECDHE-ECDSA-AES128-SHA256",
  "ECDHE-RSA-AES128-SHA256",
  "ECDHE-ECDSA-AES256-GCM-SHA384",
  "ECDHE-RSA-AES256-GCM-SHA384",
  "ECDHE-ECDSA-AES256-SHA384",
  "ECDHE-RSA-AES256-SHA384",
  "AES128-GCM-SHA256",
  "AES128-SHA256",
  "AES256-GCM-SHA384",
  "AES256-SHA256",
].join(":");

/**
 * No session is ever resumed: a resumed one would skip the truststore of the name it is used at, and a resumed TLS 1.3 session
 * without a client certificate even counts as authorized in Node. Renegotiation is refused, as AWS refuses it.
 */
const secureOptions =
  constants.SSL_OP_NO_TICKET |
  constants.SSL_OP_NO_RENEGOTIATION |
  constants.SSL_OP_CIPHER_SERVER_PREFERENCE;

/**
 * The TLS side of one name. It never listens: the front door hands it connections.
 * With `askForCertificate` the client is asked for a certificate without any list of CAs (a list breaks every handshake from
 * about 484 CAs on), and whatever it presents is let through: `pki/` decides, not OpenSSL.
 */
export function createNamedTls(options: {
  certificate: KeyedCertificate;
  askForCertificate: boolean;
  /** @default "TLSv1.2" */
  minVersion?: "TLSv1.2" | "TLSv1.3";
}): Server {
  const { certificate, askForCertificate, minVersion = "TLSv1.2" } = options;
  return createServer({
    cert: `${certificate.certificatePem.trimEnd()}\n${certificate.chainPem}`,
    key: certificate.privateKeyPem,
    minVersion,
    maxVersion: "TLSv1.3",
    ciphers,
    secureOptions,
    requestCert: askForCertificate,
    rejectUnauthorized: false,
    ALPNProtocols: ["http/1.1"],
  });
}
