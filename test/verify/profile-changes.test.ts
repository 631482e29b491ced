import { fields } from '../../src/verify/fields.ts'
import { expect, it } from 'vitest'
import { withProfileChanges } from '../../src/verify/profile-changes.ts'
import type { VerifyRun } from '../../src/verify/report.ts'

const run = (profile: string): VerifyRun => ({
  profile,
  helm: '4.3.1',
  kubernetes: '1.36.3',
  objects: 1,
  releaseBytes: 1,
  milliseconds: 1,
  problems: [],
})
const store = (mode: 'claim' | 'none'): object => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'db' },
  spec: {
    template: {
      spec: {
        containers: [{ name: 'db', image: 'postgres:15' }],
        volumes: [
          mode === 'claim'
            ? { name: 'data', persistentVolumeClaim: { claimName: 'data' } }
            : { name: 'data', emptyDir: {} },
        ],
      },
    },
  },
})

/** What is said of going from profile to profile, each with the objects that it renders. */
function told(profiles: Readonly<Record<string, readonly object[]>>): readonly string[] {
  const renderings = Object.entries(profiles).map(([name, objects]) => ({
    run: run(name),
    manifests: objects.map((body) => ({ body: fields(body) })),
  }))
  return withProfileChanges(renderings).flatMap(({ profile, problems }) =>
    problems.map(({ code, severity, message }) => {
      const [way] = /^coming from [^,]+/.exec(message) ?? []
      return `${severity} ${code} ${way} (${profile})`
    }),
  )
}

it('profiles that differ in nothing that lasts are silent', () => {
  expect(told({ dev: [store('claim')], prod: [store('claim')] })).toEqual([])
})

it('a profile that leaves data behind is told once, with the profiles that a release may come from', () => {
  expect(told({ dev: [store('none')], staging: [store('claim')], prod: [store('claim')] })).toEqual(
    ['warning data-left-behind coming from staging or prod (dev)'],
  )
})

it('objects that somebody else made are no reason to warn: Helm stops before it changes anything', () => {
  const user = { kind: 'Pod', metadata: { name: 'a' }, spec: { volumes: [secretVolume] } }
  const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a' } }
  expect(told({ staging: [user], dev: [user, secret] })).toEqual([
    'warning secret-removed coming from dev (staging)',
  ])
})

const secretVolume = { name: 'a', secret: { secretName: 'a' } }
