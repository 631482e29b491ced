import { beforeAll, inject, test } from 'vitest'
import type { Values } from '../../src/values/value.ts'
import { fields } from '../../src/verify/fields.ts'
import type { Tool } from '../../src/verify/tools/find-family.ts'
import { type Fails, type UpgradeCase, upgradeCases } from '../diff/upgrade/cases.ts'
import { objectName } from '../diff/upgrade/objects.ts'
import { cluster, createOpenNamespace, freshName } from './cluster.ts'
import { waitFor } from './control-plane/wait-for.ts'
import { isBound } from './faults.ts'
import { fileFolder } from './file-folder.ts'
import { runHelm } from './helm.ts'

const { helms } = inject('tools')
let namespace: string
beforeAll(async () => {
  namespace = await createOpenNamespace('cases')
})

test.concurrent.for(upgradeCases.map((one, index) => ({ ...one, index })))(
  'real upgrades say of a change what diff says: $name',
  async (one, { expect }) => {
    const results = await Promise.all(helms.map((helm) => upgradeUnder(helm, one)))
    const [three, four] = results
    const fails: Fails = three ? (four ? 'both' : 'Helm 3') : four ? 'Helm 4' : 'none'
    expect(fails, results.join('\n')).toBe(one.fails)
  },
)

/** Why an upgrade fails; undefined where it does not. */
async function upgradeUnder(
  helm: Tool,
  { from, to, index }: UpgradeCase & { readonly index: number },
): Promise<string | undefined> {
  const name = freshName(`case-${index}-helm-${helm.version.split('.')[0]}`)
  const run = async (command: string, objects: readonly unknown[]): ReturnType<typeof runHelm> => {
    const documents = objects.map((one) => JSON.stringify(one).replaceAll(objectName, name))
    const chart = fileFolder({
      'Chart.yaml': 'apiVersion: v2\nname: sample\nversion: 1.0.0\n',
      'templates/all.yaml': documents.join('\n---\n'),
    })
    const wait = documents.some((one) => one.includes('CustomResourceDefinition')) ? ['--wait'] : []
    return runHelm(helm, [command, name, chart, ...wait, '--namespace', namespace])
  }
  const installed = await run('install', from)
  if (installed.exitCode !== 0) throw new Error(installed.stderr)
  if (from.some(isDynamicClaim)) await bound(name)
  const { exitCode, stderr } = await run('upgrade', to)
  return exitCode === 0 ? undefined : stderr
}

/** Whether it is a claim for which the default class makes a volume; only a bound one can grow. */
function isDynamicClaim(object: Values): boolean {
  return (
    object['kind'] === 'PersistentVolumeClaim' && !('storageClassName' in fields(object['spec']))
  )
}

async function bound(name: string): Promise<void> {
  await waitFor(`volume for claim ${name}`, async () => {
    const claims = await cluster().list('v1/persistentvolumeclaims', namespace)
    return claims.some((claim) => claim.metadata?.name === name && isBound(claim))
  })
}
