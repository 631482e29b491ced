import { backupName, hasTls, type OwnAccount, passwordDirectory } from '../store/index.ts'
import { choose } from '../../template/node/expression.ts'
import type { Block } from '../../template/node/node.ts'
import { block, joinBlocks } from '../../template/node/structure.ts'
import { mongodbPort, replicaSet, tlsOptions } from './contract.ts'
import { secretDirectory } from './stateful-set.ts'

/** What mongosh runs to form the replica set and to make the users; it may run again at any time. */
export const script = (store: string, own: readonly OwnAccount[]): Block => block`
  // Forms the replica set, and gives each client a database and a user of its own. It may run again
  // at any time: passwords become those of the Secrets.
  const { readdirSync, readFileSync } = require('fs')
  const { FULLNAME, DOMAIN, REPLICAS } = process.env

  const hosts = Array.from(
    { length: Number(REPLICAS) },
    (_, i) => FULLNAME + '-' + i + '.' + DOMAIN + ':${mongodbPort}',
  )

  // The members' own user and key: they are there before any other user, whatever its password.
  const key = readFileSync('${secretDirectory}/keyfile', 'utf8').replace(/\\s/g, '')
  const login = (to, options) =>
    connect('mongodb://__system:' + encodeURIComponent(key) + '@' + to + '/admin?authSource=local${choose(hasTls(store), `&${tlsOptions(store)}`, '')}&' + options)

  // Members start one after the other, and electing a primary takes a while.
  function eventually(what, attempt) {
    for (;;) {
      try {
        const result = attempt() // not returned at once: mongosh awaits no call behind return
        return result
      } catch (error) {
        print(what + ': ' + error.message)
        sleep(2000)
      }
    }
  }

  // A set may be initiated only once, so that every member is asked before the first one does it.
  const directly = (host) => eventually(host, () => login(host, 'directConnection=true'))
  let initiated = false
  for (const host of hosts) {
    if (directly(host).hello().setName !== undefined) initiated = true
  }
  if (!initiated) {
    const config = { _id: '${replicaSet}', members: [{ _id: 0, host: hosts[0] }] }
    directly(hosts[0]).adminCommand({ replSetInitiate: config })
  }

  const admin = eventually('primary', () => {
    const set = login(hosts.join(','), 'replicaSet=${replicaSet}')
    if (!set.hello().isWritablePrimary) throw new Error('not elected yet')
    return set
  })

  // One member joins or leaves at a time: that is all that a set takes at once.
  function nextMembers(members) {
    const missing = hosts.find((host) => members.every((member) => member.host !== host))
    const surplus = members.find((member) => !hosts.includes(member.host))
    if (missing) return [...members, { _id: 1 + Math.max(...members.map((member) => member._id)), host: missing }]
    return members.filter((member) => member !== surplus)
  }

  function settle() {
    const { config } = admin.adminCommand({ replSetGetConfig: 1 })
    const members = nextMembers(config.members)
    if (members.length === config.members.length) return true
    admin.adminCommand({ replSetReconfig: { ...config, members, version: config.version + 1 } })
    return false
  }

  while (!eventually('members', settle)) sleep(1000)

  function provide(database, user, role, file) {
    const db = admin.getSiblingDB(database)
    const command = db.runCommand({ usersInfo: user }).users.length > 0 ? 'updateUser' : 'createUser'
    const pwd = readFileSync(file, 'utf8')
    // SASLprep forbids control characters, so that no driver would send them
    if (pwd === '' || /[\\x00-\\x1f\\x7f]/.test(pwd))
      throw new Error('the password of ' + user + ' is empty, or has a line break or another control character: change its Secret')
    db.runCommand({ [command]: user, pwd, roles: [{ role, db: database }] })
    print(command + ' ' + user)
  }

  provide('admin', 'admin', 'root', '${secretDirectory}/password')
  for (const client of readdirSync('${passwordDirectory}')) {
    ${own.includes(backupName) ? reader : joinBlocks()}
    if (!client.startsWith('.')) provide(client, client, 'readWrite', '${passwordDirectory}/' + client)
  }
`

/** The user that dumps has the role of that name: it reads everything. */
const reader = block`
  if (client === '${backupName}') {
    provide('admin', client, 'backup', '${passwordDirectory}/' + client)
    continue
  }
`
