import { expect, it } from 'vitest'
import { upgradeProblems } from '../../../src/diff/upgrade/upgrade-problems.ts'
import { portCases, withPorts } from './port-cases.ts'

it.each(portCases)('diff says of ports what Helm 3 does: $name', ({ from, to, isDone }) => {
  const found = upgradeProblems(withPorts('dns', from), withPorts('dns', to))
  expect(found.map(({ code, path }) => `${code} ${path}`)).toEqual(
    isDone
      ? []
      : [
          'shared-port Service/dns spec.ports',
          'shared-port Deployment/dns spec.template.spec.containers.main.ports',
        ],
  )
})
