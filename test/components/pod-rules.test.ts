import { expect, it } from 'vitest'
import { brokenPodRules } from './pod-rules.ts'

it('finds every rule broken in a pod that says nothing', () => {
  const container = { name: 'app', volumeMounts: [{ name: 'nowhere', mountPath: '/tmp' }] }
  expect(brokenPodRules({ containers: [container] })).toMatchInlineSnapshot(`
    [
      "runs as a numeric user that is not root",
      "has the seccomp profile of the container runtime",
      "has no token of the API",
      "has containers without privileges",
      "has a root file system that nothing can write",
      "asks for CPU and memory, and limits memory",
      "mounts only volumes that it has",
    ]
  `)
})
