import { writeTree } from '../../src/files/write-tree.ts'
import { first, ownership, second } from './project.ts'

// A program to be killed: it swaps two generations of a project for ever.
const [root = ''] = process.argv.slice(2)
await writeTree(root, first, ownership)
process.stdout.write('ready\n')
for (;;) {
  await writeTree(root, second, ownership)
  await writeTree(root, first, ownership)
}
