import { expect, test } from 'vitest'
import { releaseProblems } from '../../src/secrets/name-problems.ts'
import { plan } from '../default-project.ts'

const problems = (release: string, namespace = 'shop'): readonly string[] =>
  releaseProblems(plan, release, namespace).map(({ option, message }) => `${option}: ${message}`)

test.each(['shop', 'shop-2', 'postgresql', 'shop-postgresql-2'])('%s is taken', (release) => {
  expect(problems(release)).toEqual([])
})

test.each<[string, string]>([
  ['1st', 'the name begins the names of Services, which begin with a letter'],
  [
    'shop-postgresql',
    "the name ends in -postgresql, so that its objects could have the names of another release's",
  ],
  ['Shop', 'a name is of small letters, digits and hyphens, with no hyphen at either end'],
  [`a${'b'.repeat(40)}`, 'the name has 41 characters; 33 is the most'],
])('%s is refused as a release', (release, message) => {
  expect(problems(release)).toEqual([`--release ${release}: ${message}`])
})

test('a namespace is told with the release', () => {
  expect(problems('1st', 'my.shop')).toHaveLength(2)
})
