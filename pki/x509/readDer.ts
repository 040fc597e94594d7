import { Certificate, CertificateError } from "./certificate";

/**
 * Reads one DER certificate twice, with our reader and with OpenSSL: what only one of them takes is taken by nobody, for
 * two readers that disagree on a certificate are how forged ones get through.
 * @returns the certificate, or what is wrong as a phrase that follows its subject
 */
export function readDer(der: Uint8Array): Certificate | string {
  try {
    const certificate = Certificate.parse(der);
    const error = certificate.opensslError();
    return error === undefined ? certificate : `cannot be read by OpenSSL: ${error}`;
  } catch (error) {
    if (!(error instanceof CertificateError)) throw error;
    return `is no X.509 certificate: ${error.message}, at byte ${error.offset} of its DER`;
  }
}
