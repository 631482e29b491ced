import { chmodSync, mkdirSync, mkdtempSync, openSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from './free-port.ts'
import { program } from './nginx-program.ts'
import type { SelfSigned } from './self-signed.ts'

/** A folder that stands for the container's file system, and the ports on which nginx listens. */
export interface Place {
  readonly folder: string
  readonly port: number
  readonly tlsPort: number
  readonly statusPort: number
}

/** Lays the files of the ConfigMap into a folder; only ports and mount paths are not those of the container. */
export async function layOut(
  files: Readonly<Record<string, string>>,
  certificate?: SelfSigned,
): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), 'gateway-'))
  const [port, tlsPort, statusPort] = [await freePort(), await freePort(), await freePort()]
  const place = { folder, port, tlsPort, statusPort }
  for (const part of ['etc', 'tls', 'tmp']) mkdirSync(join(folder, part))
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(folder, 'etc', name), moved(text, place))
  }
  if (certificate) putCertificate(place, certificate)
  chmodSync(folder, 0o755)
  chmodSync(join(folder, 'tmp'), 0o777) // nginx runs as another user, where the test runs as root
  return place
}

/** Fills the Secret of the certificate. */
export function putCertificate({ folder }: Place, { certificate, key }: SelfSigned): void {
  writeFileSync(join(folder, 'tls/tls.crt'), certificate)
  writeFileSync(join(folder, 'tls/tls.key'), key)
}

function moved(text: string, { folder, port, tlsPort, statusPort }: Place): string {
  return text
    .replaceAll('listen 8080', `listen 127.0.0.1:${port}`)
    .replaceAll('listen 8443', `listen 127.0.0.1:${tlsPort}`)
    .replaceAll('listen 8081', `listen 127.0.0.1:${statusPort}`)
    .replaceAll('/etc/tls', join(folder, 'tls'))
    .replaceAll('/tmp/resolver.conf', join(folder, 'tmp/resolver.conf'))
    .replaceAll('-c /etc/nginx/', `-c ${folder}/etc/`)
    .replaceAll('exec nginx', `exec ${program}`)
}

/** Opens a log that nginx, as another user, can open anew by way of /dev/stdout. */
export function openLog({ folder }: Place, name: string): number {
  const file = join(folder, name)
  const descriptor = openSync(file, 'a')
  chmodSync(file, 0o666)
  return descriptor
}
