import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import spawn from 'nano-spawn'
import type { Manifest } from '../components/rendered.ts'

/** A certificate with its key, and the certificate of the CA that signed it, as PEM. */
export interface Certificate {
  readonly ca: string
  readonly certificate: string
  readonly key: string
}

/** Signs a certificate of a server for these names (`DNS:…`, `IP:…`). */
export type Authority = (...names: readonly string[]) => Promise<Certificate>

const request = ['req', '-x509', '-days', '2', '-nodes', '-newkey', 'ec'] as const
const curve = ['-pkeyopt', 'ec_paramgen_curve:P-256'] as const
const server = [
  'basicConstraints=critical,CA:FALSE',
  'keyUsage=critical,digitalSignature',
  'extendedKeyUsage=serverAuth,clientAuth', // members of a cluster are clients of each other
] as const

/** Makes a CA of one's own with openssl, whose files have this prefix. */
export async function authority(folder: string, prefix = 'ca'): Promise<Authority> {
  const file = (name: string): string => join(folder, `${prefix}-${name}`)
  const [caKey, ca] = [file('ca.key'), file('ca.crt')]
  const [key, certificate] = [file('tls.key'), file('tls.crt')]
  const subject = ['-subj', `/CN=${prefix}`]
  await spawn('openssl', [...request, ...curve, ...subject, '-keyout', caKey, '-out', ca])
  return async (...names) => {
    const extensions = [...server, `subjectAltName=${names.join(',')}`]
    const added = extensions.flatMap((one) => ['-addext', one])
    const signed = ['-CA', ca, '-CAkey', caKey, '-subj', '/CN=server']
    const files = ['-keyout', key, '-out', certificate]
    await spawn('openssl', [...request, ...curve, ...signed, ...added, ...files])
    return { ca: read(ca), certificate: read(certificate), key: read(key) }
  }
}

/** The Secret with the certificate of a store of the release `shop`, which its clients and its server mount. */
export function tlsSecret(store: string, { ca, certificate, key }: Certificate): Manifest {
  const data = { 'ca.crt': base64(ca), 'tls.crt': base64(certificate), 'tls.key': base64(key) }
  return { kind: 'Secret', metadata: { name: `shop-${store}-tls` }, data } as Manifest
}

const read = (path: string): string => readFileSync(path, 'utf8')
const base64 = (text: string): string => Buffer.from(text).toString('base64')
