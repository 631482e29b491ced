import { test } from 'vitest'
import { cluster } from './cluster.ts'
import { addNodes } from './control-plane/furnish.ts'
import { expectDrains } from './drain.ts'
import { faults } from './faults.ts'
import { newestHelm } from './helm.ts'
import { installShop, profiles } from './shop.ts'

test.concurrent.for(profiles)(
  'under $name every node can be drained, and nothing with two pods goes below its budget',
  async ({ name }, { expect }) => {
    const pool = `drain-${name}`
    const nodes = await addNodes(cluster(), pool)
    const { namespace } = await installShop(newestHelm(), pool, name, pool)
    await expect.poll(() => faults(namespace)).toEqual([])
    await expectDrains(expect, nodes, [namespace])
  },
)
