// A stand-in for the members of a MongoDB replica set: `node set.js NETWORK MEMBERS` speaks its protocol at
// NETWORK.1 and so on, and prints each command that changes something as a line of JSON. It takes the commands
// of MongoDB's manual that provisioning gives, with their documented fields alone, and refuses what the manual
// says that a set refuses. TLS by CERTIFICATE and KEY, the members' key by KEYFILE.
import { readFileSync } from 'node:fs'
import { createServer } from 'node:tls'
import { scram } from './scram.js'
import { reader, reply } from './wire.js'

const [network, members] = process.argv.slice(2)
const text = (name) => readFileSync(process.env[name], 'utf8')

/** Accounts by database and name: `local.__system` is the members' own. */
const users = new Map([['local.__system', { pwd: text('KEYFILE').replace(/\s/g, '') }]])
let config

/** An answer that is no success: number, name and sentence of MongoDB. */
class Refusal extends Error {
  constructor(code, codeName, errmsg) {
    super(errmsg)
    this.answer = { ok: 0, code, codeName, errmsg }
  }
}

const fields = (command, ...known) => {
  const usual = ['$db', 'lsid', '$clusterTime', '$readPreference', 'txnNumber', 'apiVersion']
  const unknown = Object.keys(command).filter((name) => ![...usual, ...known].includes(name))
  if (unknown.length > 0) throw new Refusal(40415, 'IDLUnknownField', `unknown field ${unknown}`)
}

const setName = ({ _id: name }) => name

const hello = (command, { me }) => {
  const name = command.saslSupportedMechs
  const isMember = config?.members.some(({ host }) => host === me)
  const isPrimary = config?.members[0].host === me
  const set = isMember && {
    setName: setName(config),
    setVersion: config.version,
    hosts: config.members.map(({ host }) => host),
    primary: config.members[0].host,
    me,
    secondary: !isPrimary,
  }
  return {
    ...(set || { isreplicaset: true }),
    isWritablePrimary: Boolean(isPrimary),
    ismaster: Boolean(isPrimary),
    helloOk: true,
    minWireVersion: 0,
    maxWireVersion: 25,
    maxBsonObjectSize: 16_777_216,
    maxMessageSizeBytes: 48_000_000,
    maxWriteBatchSize: 100_000,
    logicalSessionTimeoutMinutes: 30,
    ...(users.has(name) ? { saslSupportedMechs: ['SCRAM-SHA-256'] } : {}),
  }
}

const free = {
  hello,
  ismaster: hello,
  isMaster: hello,
  saslStart: ({ payload, $db }, session) => {
    session.login = scram((name) => users.get(`${$db}.${name}`)?.pwd)
    return session.login(payload)
  },
  saslContinue: ({ payload }, session) => {
    const answer = session.login(payload)
    session.isIn = answer.done
    return answer
  },
  buildInfo: () => ({ version: '8.0.16', versionArray: [8, 0, 16, 0], modules: [] }),
  endSessions: () => ({}),
}

const changes = {
  replSetInitiate: ({ replSetInitiate: { _id, members } }, { me }) => {
    if (config) throw new Refusal(23, 'AlreadyInitialized', 'already initialized')
    if (!members.some(({ host }) => host === me))
      throw new Refusal(93, 'InvalidReplicaSetConfig', 'this member is not in the config')
    config = { _id, members, version: 1 }
  },
  replSetReconfig: ({ replSetReconfig: next }) => {
    const here = new Set(config.members.map(({ host }) => host))
    const there = new Set(next.members.map(({ host }) => host))
    const moved = difference(here, there)
    if (next.version <= config.version || moved.length > 1)
      throw new Refusal(103, 'NewReplicaSetConfigurationIncompatible', 'one member at a time')
    config = next
  },
  createUser: (command) => {
    fields(command, 'createUser', 'pwd', 'roles')
    const key = `${command.$db}.${command.createUser}`
    if (users.has(key)) throw new Refusal(51003, 'Location51003', `User "${key}" already exists`)
    users.set(key, { pwd: command.pwd, roles: command.roles })
  },
  updateUser: (command) => {
    fields(command, 'updateUser', 'pwd', 'roles')
    const key = `${command.$db}.${command.updateUser}`
    if (!users.has(key)) throw new Refusal(11, 'UserNotFound', `Could not find user ${key}`)
    users.set(key, { pwd: command.pwd, roles: command.roles })
  },
}

const questions = {
  ping: () => ({}),
  replSetGetConfig: () => {
    if (!config) throw new Refusal(94, 'NotYetInitialized', 'no replset config has been received')
    return { config }
  },
  usersInfo: ({ usersInfo, $db }) => ({
    users: users.has(`${$db}.${usersInfo}`) ? [{ user: usersInfo, db: $db }] : [],
  }),
}

/** What one set has that the other has not. */
const difference = (one, other) => [
  ...[...one].filter((item) => !other.has(item)),
  ...[...other].filter((item) => !one.has(item)),
]

function answer(command, session) {
  const [name] = Object.keys(command)
  if (free[name]) return free[name](command, session)
  if (!session.isIn) throw new Refusal(13, 'Unauthorized', `${name} requires authentication`)
  if (questions[name]) return questions[name](command)
  if (!changes[name]) throw new Refusal(59, 'CommandNotFound', `no such command: '${name}'`)
  if (name !== 'replSetInitiate' && config?.members[0].host !== session.me)
    throw new Refusal(10107, 'NotWritablePrimary', 'not primary')
  changes[name](command, session)
  const { lsid: _, $clusterTime: _time, $readPreference: _preference, ...told } = command
  process.stdout.write(`${JSON.stringify(told)}\n`)
  return {}
}

for (let member = 1; member <= Number(members); member++) {
  const host = `${network}.${member}`
  const server = createServer({ cert: text('CERTIFICATE'), key: text('KEY') }, (socket) => {
    const session = { me: `${host}:27017`, isIn: false }
    socket.on('error', () => socket.destroy())
    socket.on(
      'data',
      reader((message) => {
        let document
        try {
          document = { ok: 1, ...answer(message.command, session) }
        } catch (error) {
          if (!(error instanceof Refusal)) throw error
          document = error.answer
        }
        socket.write(reply(message, document))
      }),
    )
  })
  server.on('tlsClientError', () => {})
  server.listen(27_017, host)
}
