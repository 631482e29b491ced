import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { files } from './command-lines.ts'

/** What a client needs to know; plain data, so that it can be handed to test workers. */
export interface Access {
  readonly server: string
  /** Makes its bearer a member of system:masters. */
  readonly token: string
  /** Path of the certificate that the server shows. */
  readonly certificate: string
  /** Path of a kubeconfig that says the same. */
  readonly kubeconfig: string
}

/** Writes the credentials of a control plane into its folder, before anything is started. */
export function grantAccess(folder: string, port: number): Access {
  const access = {
    server: `https://127.0.0.1:${port}`,
    token: randomUUID(),
    certificate: join(folder, files.certificate),
    kubeconfig: join(folder, files.kubeconfig),
  }
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  write(join(folder, files.key), key)
  write(join(folder, files.tokens), `${access.token},test,test,"system:masters"\n`)
  write(access.kubeconfig, kubeconfig(access))
  return access
}

function kubeconfig({ server, token, certificate }: Access): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'test',
    contexts: [{ name: 'test', context: { cluster: 'test', user: 'test' } }],
    clusters: [{ name: 'test', cluster: { server, 'certificate-authority': certificate } }],
    users: [{ name: 'test', user: { token } }],
  })
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text, { mode: 0o600 })
}
