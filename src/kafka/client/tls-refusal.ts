/** Codes of Node and OpenSSL for a certificate that is not trusted, not valid now, or of another host. */
const CERTIFICATE_CODES = new Set([
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_REJECTED',
  'CERT_REVOKED',
  'CERT_SIGNATURE_FAILURE',
  'CERT_UNTRUSTED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'INVALID_CA',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
])

/** True if the TLS handshake failed for a reason that stays: the certificate, or a port that does not speak TLS. */
export function isTlsRefusal(code: string | number | undefined, message: string): boolean {
  if (typeof code !== 'string') return false
  return (
    CERTIFICATE_CODES.has(code) ||
    code.startsWith('ERR_SSL_') ||
    (code === 'EPROTO' && /SSL|TLS/i.test(message))
  )
}
