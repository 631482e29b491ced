import type { Block } from '../../template/node/node.ts'
import { block } from '../../template/node/structure.ts'

/**
 * What every step begins with. mongosh awaits calls of the server in loops, and nowhere else: none may stand in a
 * function that an array calls.
 */
const start = block`
  const { readdirSync } = require('fs')
  const { MODE, REQUEST, OVERWRITE, MONGODB_URL, MONGODB_PASSWORD } = process.env
  const admin = connect(
    MONGODB_URL.replace('@', ':' + encodeURIComponent(MONGODB_PASSWORD) + '@').replace('/?', '/admin?'),
  )
  const marks = admin.getCollection('chartwright')
  const mark = { _id: 'restore', request: REQUEST }
  const dumped = readdirSync('.', { withFileTypes: true }).filter((one) => one.isDirectory()).map((one) => one.name)
  const there = admin.adminCommand({ listDatabases: 1, nameOnly: true }).databases.map((one) => one.name)
  const scratch = there.filter((name) => name.startsWith('rehearse-'))
`

/** Says `done`, `free`, or what stands in its way. */
export const look: Block = block`
  ${start}
  const before = marks.findOne({ _id: mark._id, request: REQUEST })
  let state = 'free'
  if (MODE === 'restore' && before && before.done) {
    state = 'done'
  } else if (MODE === 'restore' && OVERWRITE !== 'true' && !before) {
    for (const name of dumped) {
      const database = admin.getSiblingDB(name)
      for (const collection of database.getCollectionNames()) {
        if (!collection.startsWith('system.') && database.getCollection(collection).findOne() !== null)
          state = 'database ' + name + ' holds documents in ' + collection
      }
    }
  }
  print(state)
`

/** Makes room: what is there goes, or what a rehearsal that was killed has left. */
export const begin: Block = block`
  ${start}
  if (MODE === 'restore') marks.replaceOne({ _id: mark._id }, mark, { upsert: true })
  for (const name of MODE === 'restore' ? dumped : scratch) admin.getSiblingDB(name).dropDatabase()
`

/** Reads everything that was brought back, and says how much it is; a rehearsal throws it away. */
export const finish: Block = block`
  ${start}
  const databases = MODE === 'restore' ? dumped : scratch
  let collections = 0
  let documents = 0
  for (const name of databases) {
    const database = admin.getSiblingDB(name)
    for (const { name: collection, type } of database.getCollectionInfos()) {
      if (type === 'view' || collection.startsWith('system.')) continue
      collections += 1
      documents += database.getCollection(collection).countDocuments({})
    }
    if (MODE !== 'restore') database.dropDatabase()
  }
  if (MODE === 'restore') marks.replaceOne({ _id: mark._id }, { ...mark, done: true }, { upsert: true })
  print('"databases":' + databases.length + ',"collections":' + collections + ',"documents":' + documents)
`
