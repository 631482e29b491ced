import { chmodSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment'
import { freePorts } from '../../cluster/control-plane/free-ports.ts'
import { type Manifest, the } from '../../components/rendered.ts'
import { localContainer } from '../local-container.ts'
import type { Probed } from '../probes.ts'

/** The container of nginx, with its file system below a folder and its ports on free ones. */
export interface NginxContainer extends Probed {
  readonly folder: string
  /** A path of the container as it is here. */
  readonly local: (path: string) => string
  readonly port: number
  readonly tlsPort: number
  readonly statusPort: number
}

/** Lays out the rendered container; ports are all that is not as in the pod. */
export async function layOut(objects: readonly Manifest[]): Promise<NginxContainer> {
  const pod = the<IDeployment>(objects, 'Deployment').spec?.template.spec
  const [container] = pod?.containers ?? []
  if (!pod || !container) throw new Error('the pod has no container')
  const folder = mkdtempSync(join(tmpdir(), 'gateway-'))
  chmodSync(folder, 0o777) // nginx runs as nobody, where the tests run as root
  const { local } = localContainer(pod, container, objects, folder)
  chmodSync(local('/tmp'), 0o777)
  const [port = 0, tlsPort = 0, statusPort = 0] = await freePorts(3)
  listenOn(local('/etc/nginx'), { 8080: port, 8443: tlsPort, 8081: statusPort })
  const ports: Readonly<Record<string, number>> = { http: port, https: tlsPort, status: statusPort }
  return {
    folder,
    local,
    container,
    run: () => Promise.reject(new Error('no probe of nginx is a command')),
    portOf: (name) => ports[name] ?? 0,
    port,
    tlsPort,
    statusPort,
  }
}

function listenOn(folder: string, ports: Readonly<Record<string, number>>): void {
  for (const name of readdirSync(folder)) {
    const file = join(folder, name)
    const text = readFileSync(file, 'utf8')
    const moved = text.replaceAll(
      /listen (\[::\]:)?(\d+)/g,
      (_, any = '127.0.0.1:', port: string) => `listen ${any}${ports[port]}`,
    )
    writeFileSync(file, moved)
  }
}
