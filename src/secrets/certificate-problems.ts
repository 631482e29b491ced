import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import type { Problem } from '../errors/chart-error.ts'
import type { SecretData } from './secret-data.ts'
import type { WantedSecret } from './wanted-secrets.ts'

/** What is wrong with a certificate and its key, which nginx would not start with. */
export function certificateProblems({ name }: WantedSecret, data: SecretData): readonly Problem[] {
  const certificate = parsed(() => new X509Certificate(data.get('tls.crt') ?? ''))
  const key = parsed(() => createPrivateKey(data.get('tls.key') ?? ''))
  const wrong = [
    ...(certificate ? [] : [unreadable(`${name}/tls.crt`, 'certificate')]),
    ...(key ? [] : [unreadable(`${name}/tls.key`, 'private key without a passphrase')]),
  ]
  if (!certificate || !key) return wrong
  return [...mismatch(name, certificate, key), ...expiry(name, certificate)]
}

function mismatch(name: string, certificate: X509Certificate, key: KeyObject): readonly Problem[] {
  if (certificate.checkPrivateKey(key)) return []
  const message = 'the key is not that of the certificate'
  const hint = 'the first certificate in tls.crt is that of the host; those above it follow'
  return [{ code: 'certificate-key', path: `${name}/tls.key`, message, hint }]
}

function expiry(name: string, { validTo }: X509Certificate): readonly Problem[] {
  if (Date.parse(validTo) > Date.now()) return []
  const message = `the certificate has expired: ${validTo}`
  return [{ code: 'certificate-expired', path: `${name}/tls.crt`, message, severity: 'warning' }]
}

function unreadable(path: string, what: string): Problem {
  const hint = 'it begins with -----BEGIN'
  return { code: 'certificate-unreadable', path, message: `this is no PEM of a ${what}`, hint }
}

function parsed<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}
