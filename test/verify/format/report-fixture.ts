import type { Problem } from '../../../src/errors/chart-error.ts'
import type { VerifyReport, VerifyRun } from '../../../src/verify/report.ts'

const pdb: Problem = {
  code: 'every-disruption-budget-lets-a-pod-go',
  path: 'PodDisruptionBudget/shop-cart',
  message:
    'every disruption budget lets a pod go: no node with one of its pods can ever be drained',
  hint: 'lower minAvailable below the number of replicas, or leave the budget out',
  file: 'chart/charts/cart/templates/pdb.yaml',
}
const refused: Problem = {
  code: 'template-refuses',
  path: 'chart/templates/checks.yaml',
  message: 'orders uses postgresql,\nwhich "dev" & <prod> disable',
  file: 'chart/templates/checks.yaml',
  line: 3,
  column: 5,
}
const ignored: Problem = {
  code: 'helm-warning',
  path: 'values',
  message: 'skipped value for shop.a: Not a table.',
  severity: 'warning',
}

/** Two profiles, two Helms, two versions of Kubernetes; some runs bad, some with a warning. */
export const mixed: VerifyReport = {
  chart: 'shop',
  version: '0.1.0',
  runs: [
    run('defaults', '3.22.0', '1.29.6', { milliseconds: 949 }),
    run('defaults', '3.22.0', '1.36.3', { milliseconds: 1051 }),
    run('defaults', '4.3.1', '1.29.6', { problems: [ignored] }),
    run('defaults', '4.3.1', '1.36.3', { problems: [ignored] }),
    run('prod', '3.22.0', '1.29.6', { ...nothing(), problems: [refused] }),
    run('prod', '3.22.0', '1.36.3', { objects: 1042, releaseBytes: 740_000, problems: [pdb] }),
    run('prod', '4.3.1', '1.29.6', { objects: 1042, releaseBytes: 740_000, problems: [pdb] }),
    run('prod', '4.3.1', '1.36.3', { objects: 1042, releaseBytes: 740_000, problems: [pdb] }),
  ],
}

/** A single run without problems. */
export const good: VerifyReport = {
  chart: 'shop',
  version: '0.1.0',
  runs: [run('defaults', '4.3.1', '1.36.3', {})],
}

function run(
  profile: string,
  helm: string,
  kubernetes: string,
  found: Partial<VerifyRun>,
): VerifyRun {
  const usual = { objects: 142, releaseBytes: 38_000, milliseconds: 900, problems: [] }
  return { profile, helm, kubernetes, ...usual, ...found }
}

function nothing(): Partial<VerifyRun> {
  return { objects: 0, releaseBytes: 0 }
}

const time = '2026-11-27T13:00:00Z'
const orders = { object: 'Deployment/shop-orders' }
const scaled = { manager: 'kubectl', operation: 'Update', subresource: 'scale' }
const set = { manager: 'kubectl-set', operation: 'Update', time }
const main = 'spec.template.spec.containers[orders]'
const reset = { helm3: 'restores', helm4: 'conflict', severity: 'error' } as const
const kept = { helm3: 'keeps', helm4: 'keeps' } as const

/** A release that people have worked on by hand. */
export const upgraded: VerifyReport = {
  ...good,
  upgrades: [
    {
      release: 'shop',
      namespace: 'shop',
      profiles: ['prod'],
      installed: { revision: 3, status: 'deployed', applyMethod: 'server-side' },
      findings: [
        {
          ...orders,
          field: 'spec.replicas',
          there: 5,
          wanted: 3,
          owners: [scaled],
          ...reset,
          keep: { values: { 'orders.replicas': 5 }, options: '--set orders.replicas=5' },
        },
        {
          ...orders,
          field: `${main}.image`,
          there: 'registry.example.com/shop/orders:5.0.0',
          wanted: 'registry.example.com/shop/orders:4.5.6',
          owners: [set],
          ...reset,
          keep: {
            values: { 'orders.image.tag': '5.0.0' },
            options: '--set orders.image.tag=5.0.0',
          },
        },
        {
          ...orders,
          field: `${main}.resources.limits.memory`,
          there: '1Mi',
          wanted: '512Mi',
          owners: [set, { ...set, manager: 'some-operator', operation: 'Apply' }],
          ...reset,
          keep: {
            values: { 'orders.resources.limits.memory': '1Mi' },
            options: '--set orders.resources.limits.memory=1Mi',
            refused: 'orders.resources.requests.memory is above the limit',
          },
        },
        {
          ...orders,
          field: `${main}.env[DEBUG]`,
          there: { name: 'DEBUG', value: '1' },
          owners: [set],
          ...kept,
        },
        {
          ...orders,
          field: 'spec.template.metadata.annotations["kubectl.kubernetes.io/restartedAt"]',
          there: '2026-11-27T13:00:00Z',
          owners: [{ ...set, manager: 'kubectl-rollout' }],
          ...kept,
        },
        {
          object: 'Secret/shop-orders',
          field: 'data.api-key',
          isSecret: true,
          owners: [{ ...set, manager: 'kubectl-edit' }],
          ...reset,
          keep: { options: '--set-string orders.secrets.api-key=…' },
        },
        {
          object: 'NetworkPolicy/shop-orders',
          field: '',
          wanted: 'exists',
          owners: [],
          helm3: 'creates',
          helm4: 'creates',
          severity: 'warning',
        },
      ],
      unread: ['PriorityClass/shop.critical'],
    },
  ],
}
