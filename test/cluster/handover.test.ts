import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, inject, test } from 'vitest'
import { scalingChanges } from '../../src/diff/scaling-changes.ts'
import { manifestReader } from '../../src/verify/manifest.ts'
import { openServer } from '../../src/verify/server/open-server.ts'
import { findKubectl } from '../../src/verify/tools/find-tools.ts'
import { parseDocuments } from '../../src/helm/yaml/parse.ts'
import { addFiles } from '../temporary-folder.ts'
import { createNamespace } from './cluster.ts'
import { guardedRun } from './guarded-run.ts'
import { newestHelm, release, type Release, under } from './helm.ts'
import { fewestReady } from './ready-pods.ts'
import { scale } from './scale.ts'
import { setting } from './shop.ts'

/** A chart as most of them are: it says `replicas` unless an autoscaler does. */
const others = {
  'Chart.yaml': 'apiVersion: v2\nname: others\nversion: 1.0.0\n',
  'values.yaml': 'autoscaling: false\n',
  'templates/deployment.yaml': `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: orders
spec:
  {{- if not .Values.autoscaling }}
  replicas: 3
  {{- end }}
  selector: { matchLabels: { app: orders } }
  template:
    metadata: { labels: { app: orders } }
    spec:
      securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: RuntimeDefault } }
      containers:
        - name: orders
          image: shop/orders:1.0.0
          securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: [ALL] } }
`,
  'templates/hpa.yaml': `
{{- if .Values.autoscaling }}
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: orders
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: orders }
  minReplicas: 3
  maxReplicas: 10
{{- end }}
`,
}

// A temporary folder of one of the tests that run side by side would go with another.
const chart = mkdtempSync(join(tmpdir(), 'chartwright-'))
addFiles(chart, others)
afterAll(() => rmSync(chart, { recursive: true }))

const scaled = setting('autoscaling=true')

test.concurrent.for(inject('tools').helms)(
  'a release of another chart, made by Helm $version, falls to one pod, but for the command of diff',
  async (helm, { expect }) => {
    const [problem] = scalingChanges(
      await rendered(helm.path, chart, []),
      await rendered(helm.path, chart, scaled),
    )
    expect(problem?.message).toMatch(/^the upgrade scales orders from 3 pods to 1 for a moment/)

    const fallen = await installed('falls')
    expect(await warnings(fallen)).toEqual([problem?.message])
    expect(await upgraded(fallen, [])).toBe(1)

    const held = await installed('held')
    const [, command = ''] = /: (echo .*)$/.exec(problem?.hint ?? '') ?? []
    await inShell(command.replace('NAMESPACE', held.namespace))
    const next = release(newestHelm(), held.namespace)
    expect(await warnings(held)).toEqual([])
    expect(await upgraded(next, ['--server-side=true'])).toBe(3)

    // The autoscaler is free to scale, and the Helm of before goes on with the release.
    await scale(held, 'orders', 8)
    expect(await upgraded(held, [])).toBe(8)

    async function installed(purpose: string): Promise<Release> {
      const one = release(helm, await createNamespace(under(helm, purpose)))
      await fewestReady(one.namespace, one.helm('install', chart))
      return one
    }

    /** What `chartwright verify --server` says of the upgrade. */
    async function warnings({ name, namespace }: Release): Promise<readonly string[]> {
      const { path: kubectl } = await findKubectl()
      const { kubeconfig } = inject('access')
      const { target, close } = await openServer({ kubectl, kubeconfig, release: name, namespace })
      const { stdout } = await guardedRun(helm.path, ['template', name, chart, ...scaled])
      const manifests = manifestReader(namespace)(stdout)
      const problems = await target.validate({ text: stdout, manifests }, {}).finally(close)
      return problems.map(({ message }) => message)
    }

    async function upgraded(one: Release, flags: readonly string[]): Promise<number | undefined> {
      const change = one.helm('upgrade', chart, ...scaled, ...flags)
      return (await fewestReady(one.namespace, change))['orders']
    }
  },
)

async function rendered(
  helm: string,
  chart: string,
  values: readonly string[],
): Promise<readonly unknown[]> {
  const { stdout } = await guardedRun(helm, ['template', 'shop', chart, ...values])
  return parseDocuments(stdout)
}

async function inShell(command: string): Promise<void> {
  const { path } = await findKubectl()
  const { kubeconfig } = inject('access')
  const script = `kubectl() { '${path}' "$@"; }; ${command}`
  const { exitCode, stderr } = await guardedRun('sh', ['-c', script], { KUBECONFIG: kubeconfig })
  if (exitCode !== 0) throw new Error(stderr)
}
