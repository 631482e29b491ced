import type { Owner } from '../upgrade/owner.ts'

/** Who owns a field: `kubectl-set`, `kubectl (scale)`, `autoscaler`. */
export function ownersText(owners: readonly Owner[]): string {
  return owners.map(ownerText).join(', ')
}

function ownerText({ manager, subresource }: Owner): string {
  if (manager === 'kube-controller-manager' && subresource === 'scale') return 'autoscaler'
  return subresource === undefined ? manager : `${manager} (${subresource})`
}

/** How long ago the last of the owners wrote, as kubectl has it: `4m`; empty where nobody knows. */
export function ageText(owners: readonly Owner[], now: Date): string {
  const times = owners.flatMap(({ time }) => (time === undefined ? [] : [Date.parse(time)]))
  if (times.length === 0) return ''
  const seconds = Math.max(0, Math.round((now.getTime() - Math.max(...times)) / 1000))
  const [length, unit] = units.find(([one]) => seconds >= one) ?? [1, 's']
  return `${Math.floor(seconds / length)}${unit}`
}

const units = [
  [86_400, 'd'],
  [3600, 'h'],
  [60, 'm'],
  [1, 's'],
] as const
