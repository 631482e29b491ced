// MongoDB's wire protocol: OP_MSG, and the OP_QUERY by which drivers begin.
import { createRequire } from 'node:module'

/** Where npm has put mongosh, and with it BSON. */
const { deserialize, serialize } = createRequire(`${process.env.MODULES}/`)('bson')

const opcodes = { reply: 1, query: 2004, message: 2013 }

/** Takes pieces of a stream, and hands on each command that is whole. */
export function reader(take) {
  let rest = Buffer.alloc(0)
  return (piece) => {
    rest = Buffer.concat([rest, piece])
    while (rest.length >= 16 && rest.length >= rest.readInt32LE(0)) {
      const length = rest.readInt32LE(0)
      take(read(rest.subarray(0, length)))
      rest = rest.subarray(length)
    }
  }
}

function read(bytes) {
  const [id, opcode] = [bytes.readInt32LE(4), bytes.readInt32LE(12)]
  if (opcode === opcodes.message) return { id, opcode, command: deserialize(bytes.subarray(21)) }
  if (opcode !== opcodes.query) throw new Error(`opcode ${opcode} is none of ours`)
  return { id, opcode, command: deserialize(bytes.subarray(bytes.indexOf(0, 20) + 9)) }
}

/** The bytes that answer a message. */
export function reply({ id, opcode }, document) {
  const body = Buffer.from(serialize(document))
  const isMessage = opcode === opcodes.message
  const before = Buffer.alloc(isMessage ? 5 : 20)
  if (!isMessage) before.writeInt32LE(1, 16) // one document
  const header = Buffer.alloc(16)
  header.writeInt32LE(16 + before.length + body.length, 0)
  header.writeInt32LE(id, 8)
  header.writeInt32LE(isMessage ? opcodes.message : opcodes.reply, 12)
  return Buffer.concat([header, before, body])
}
