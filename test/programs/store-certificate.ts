import type { Manifest } from '../components/rendered.ts'
import type { SelfSigned } from './gateway/self-signed.ts'

/** The Secret that a person or cert-manager makes for a store: this certificate is its own CA. */
export function certificateSecret(
  store: string,
  { certificate, key }: SelfSigned,
  ca = certificate,
): Manifest {
  const data = {
    'ca.crt': base64(ca),
    'tls.crt': base64(certificate),
    'tls.key': base64(key),
  }
  return { kind: 'Secret', metadata: { name: `shop-${store}-tls` }, data } as Manifest
}

const base64 = (text: string): string => Buffer.from(text).toString('base64')
