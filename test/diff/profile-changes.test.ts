import { expect, it } from 'vitest'
import { profileChanges } from '../../src/diff/profile-changes.ts'
import { generate } from '../../src/chart/generate.ts'
import { database, definePlatform, type Platform, postgresql, service } from '../../src/index.ts'
import { identity } from '../default-project.ts'
import { temporaryFolder } from '../temporary-folder.ts'

/** What verify says of going from profile to profile in a small project. */
function told(profiles: Readonly<Record<string, object>>): readonly string[] {
  const platform = definePlatform({
    components: {
      users: service({ image: 'shop/users', port: 8001, uses: [database('postgresql')] }),
      postgresql: postgresql(),
    },
    profiles,
  }) as Platform
  const directory = temporaryFolder(Object.fromEntries(generate(platform, identity)))
  const changes = profileChanges({ platform, identity, directory }, [])
  return [...changes].flatMap(([to, problems]) =>
    problems.map(({ code, severity, message }) => {
      const [way] = /from .*? to [a-z]+/.exec(message) ?? []
      return `${severity} ${code} ${way} (${to})`
    }),
  )
}

it('profiles that differ in nothing that lasts are silent', () => {
  expect(told({ dev: {}, prod: { users: { replicas: 2 } } })).toEqual([])
})

it('a profile that leaves data behind is told once, with the profiles that a release may come from', () => {
  const off = { postgresql: { persistence: { enabled: false } } }
  expect(told({ dev: off, staging: {}, prod: { users: { replicas: 2 } } })).toEqual([
    'warning data-left-behind from staging or prod to dev (dev)',
  ])
})

it('a volume that cannot shrink is told', () => {
  const of = (size: string): object => ({ postgresql: { persistence: { size } } })
  expect(told({ small: of('1Gi'), large: of('2Gi') })).toEqual([
    'warning immutable-field from large to small (small)',
  ])
})
