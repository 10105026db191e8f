import { createPrivateKey, createPublicKey, generateKeyPairSync, hash, type KeyObject } from 'node:crypto'

/** A public key of receipts, as JWK (RFC 8037). */
export interface PublicReceiptKey {
  readonly kty: 'OKP'
  readonly crv: 'Ed25519'
  readonly x: string
  readonly kid: string
  readonly use: 'sig'
  readonly alg: 'EdDSA'
}

/** Receipts are signed with the first key, and checked with any: so a key can be changed while its receipts are still about. */
export interface ReceiptKeys {
  readonly signing: KeyObject
  /** What `GET /v1/receipt-keys` shows. */
  readonly published: readonly PublicReceiptKey[]
}

const ONE_PEM = /-----BEGIN ([A-Z ]+)-----[\s\S]*?-----END \1-----/g
const KID_LENGTH = 16

/** A fresh key, as the text of a file for `--receipt-key-file`. */
export function newReceiptKey(): string {
  return generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }) as string
}

/** Reads a key file: one or more Ed25519 private keys in PEM, the first of which signs. Null if it holds anything else. */
export function receiptKeysOf(pem: string): ReceiptKeys | null {
  try {
    const keys = [...pem.matchAll(ONE_PEM)].map(([text]) => createPrivateKey(text))
    const [signing] = keys
    if (!signing || keys.some(({ asymmetricKeyType }) => asymmetricKeyType !== 'ed25519')) return null
    return { signing, published: keys.map((key) => publicReceiptKey(createPublicKey(key))) }
  } catch {
    return null
  }
}

/** The key as it is published; its name is that of RFC 7638, shortened. */
function publicReceiptKey(key: KeyObject): PublicReceiptKey {
  const { x } = key.export({ format: 'jwk' }) as { x: string }
  const thumbprint = hash('sha256', JSON.stringify({ crv: 'Ed25519', kty: 'OKP', x }), 'base64url')
  return { kty: 'OKP', crv: 'Ed25519', x, kid: thumbprint.slice(0, KID_LENGTH), use: 'sig', alg: 'EdDSA' }
}

/**
 * The public keys of a text: the document of `GET /v1/receipt-keys`, or a key file. By their names; null if the text is neither.
 */
export function publicKeysOf(text: string): ReadonlyMap<string, KeyObject> | null {
  const published = receiptKeysOf(text)?.published ?? keysOfDocument(text)
  if (!published) return null
  return new Map(published.map((jwk) => [jwk.kid, createPublicKey({ key: { ...jwk }, format: 'jwk' })]))
}

function keysOfDocument(text: string): readonly PublicReceiptKey[] | null {
  try {
    const { keys } = JSON.parse(text) as { keys: readonly PublicReceiptKey[] }
    return keys.map((jwk) => publicReceiptKey(createPublicKey({ key: { ...jwk }, format: 'jwk' })))
  } catch {
    return null
  }
}
