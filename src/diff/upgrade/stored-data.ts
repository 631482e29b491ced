import type { Problem } from '../../errors/chart-error.ts'
import { at, number } from '../../verify/fields.ts'
import { identityOfObject } from '../object-changes.ts'
import { isKept, nameOf, namespaceOf, titleOfObject } from '../release-objects.ts'
import { dataFormat } from './data-format.ts'
import { type DataHolder, dataHolder, dataHolders } from './workloads.ts'

type Objects = ReadonlyMap<string, unknown>

/** What becomes of the data of a release: left behind, deleted with its pods, or unreadable. */
export function storedData(old: Objects, next: Objects): readonly Problem[] {
  const [before, after] = [dataHolders(old), dataHolders(next)]
  const added = [...after].flatMap(([key, holder]) => (old.has(key) ? [] : [holder]))
  const ofHolders = [...before].flatMap(([key, holder]) => {
    const left = { ...holder, claims: holder.claims.filter((one) => stays(one, holder, old, next)) }
    const same = next.get(key)
    if (same === undefined) return removed(left, added)
    return [...lostClaims(left, same), ...shrunk(holder, same), ...dataFormat(holder.object, same)]
  })
  return [...ofHolders, ...unusedClaims(old, next, before)]
}

/** Whether a claim outlives the upgrade. That a claim of the chart is deleted is told elsewhere. */
function stays(claim: string, { object }: DataHolder, old: Objects, next: Objects): boolean {
  const key = claimKey(claim, object)
  return !old.has(key) || next.has(key) || isKept(old.get(key))
}

/** Claims that Helm keeps although the chart has them no longer, and that nobody used. */
function unusedClaims(
  old: Objects,
  next: Objects,
  holders: ReadonlyMap<string, DataHolder>,
): readonly Problem[] {
  const used = new Set(
    [...holders.values()].flatMap(({ claims, object }) =>
      claims.map((claim) => claimKey(claim, object)),
    ),
  )
  return [...old].flatMap(([key, object]) =>
    !next.has(key) && isClaim(object) && isKept(object) && !used.has(key)
      ? [leftBehind(titleOfObject(object), [nameOf(object)])]
      : [],
  )
}

function isClaim(object: unknown): boolean {
  return at(object, 'kind') === 'PersistentVolumeClaim'
}

/** A workload that goes, and perhaps comes back under another name. */
function removed(holder: DataHolder, added: readonly DataHolder[]): readonly Problem[] {
  const title = titleOfObject(holder.object)
  const gone = deletesClaims(holder.object, 'whenDeleted') ? ownClaims(holder) : []
  const heir = added.find(({ programs }) => programs.some((one) => holder.programs.includes(one)))
  const inherited =
    heir && namespaceOf(heir.object) === namespaceOf(holder.object) ? heir.claims : []
  const behind = holder.claims.filter((one) => !gone.includes(one) && !inherited.includes(one))
  return [
    ...(gone.length > 0 ? [deletedClaims(title, gone)] : []),
    ...(behind.length === 0 ? [] : [leftBehind(title, behind, heir && titleOfObject(heir.object))]),
  ]
}

/** A workload that stays and no longer mounts what it did. */
function lostClaims({ claims, object }: DataHolder, same: unknown): readonly Problem[] {
  const now = dataHolder(same)?.claims ?? []
  // A StatefulSet whose templates change is refused, and told for that.
  const lost = claims.filter((claim) => !now.includes(claim) && !claim.endsWith('-*'))
  const title = titleOfObject(object)
  return lost.length === 0 ? [] : [leftBehind(title, lost, title)]
}

function claimKey(name: string, user: unknown): string {
  const namespace = at(user, 'metadata', 'namespace')
  const metadata = { name, ...(namespace !== undefined && { namespace }) }
  return identityOfObject({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata })
}

function ownClaims({ claims }: DataHolder): readonly string[] {
  return claims.filter((claim) => claim.endsWith('-*'))
}

function deletesClaims(object: unknown, when: 'whenDeleted' | 'whenScaled'): boolean {
  return at(object, 'spec', 'persistentVolumeClaimRetentionPolicy', when) === 'Delete'
}

/** Members that a StatefulSet loses. */
function shrunk(holder: DataHolder, same: unknown): readonly Problem[] {
  const [from = 1, to = 1] = [holder.object, same].map((one) => number(at(one, 'spec', 'replicas')))
  const claims = ownClaims(holder)
  if (to >= from || claims.length === 0) return []
  const isDeleted = deletesClaims(same, 'whenScaled')
  return [
    {
      code: 'members-removed',
      path: `${titleOfObject(same)} spec.replicas`,
      message: `the upgrade takes ${from - to} of ${from} members away, ${isDeleted ? 'and deletes their claims with the data' : 'and leaves their claims behind'}`,
      hint: 'move their data and their votes to the members that stay first',
      ...(!isDeleted && { severity: 'warning' as const }),
    },
  ]
}

function deletedClaims(title: string, claims: readonly string[]): Problem {
  return {
    code: 'claim-removed',
    path: title,
    message: `the upgrade deletes the claims ${claims.join(', ')}, and the data with them`,
    hint: 'save the data first, or set persistentVolumeClaimRetentionPolicy.whenDeleted to Retain in an upgrade before',
  }
}

function leftBehind(title: string, claims: readonly string[], heir?: string): Problem {
  const names = claims.join(', ')
  return {
    code: 'data-left-behind',
    path: title,
    message:
      heir === undefined
        ? `the upgrade leaves its data behind in ${names}`
        : `the upgrade leaves its data behind in ${names}, and ${heir} starts without it`,
    hint:
      heir === undefined
        ? 'delete the claim once nobody needs the data'
        : 'keep the old names, or save the data before and restore it after',
    ...(heir === undefined && { severity: 'warning' as const }),
  }
}
