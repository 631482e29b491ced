// The server's side of SCRAM-SHA-256 (RFC 5802, RFC 7677).
import { createHash, createHmac, pbkdf2Sync, randomBytes, timingSafeEqual } from 'node:crypto'

const iterations = 15_000
const hmac = (key, text) => createHmac('sha256', key).update(text).digest()
const attribute = (name, text) => new RegExp(`(?:^|,)${name}=([^,]*)`).exec(text)?.[1]
const failed = {
  ok: 0,
  code: 18,
  codeName: 'AuthenticationFailed',
  errmsg: 'Authentication failed.',
}

/** One login: takes what the client says, one after the other, and gives MongoDB's answers. */
export function scram(passwordOf) {
  let first
  let challenge
  let password
  const salt = randomBytes(28)
  return (payload) => {
    const said = Buffer.from(payload.buffer ?? payload).toString()
    if (challenge === undefined) {
      first = said.replace(/^n,,/, '')
      password = passwordOf(attribute('n', first).replaceAll('=2C', ',').replaceAll('=3D', '='))
      const nonce = attribute('r', first) + randomBytes(18).toString('base64')
      challenge = `r=${nonce},s=${salt.toString('base64')},i=${iterations}`
      return { conversationId: 1, done: false, payload: Buffer.from(challenge) }
    }
    if (password === undefined) return failed
    const [, unproven, proof] = /^(.*),p=(.*)$/.exec(said)
    const salted = pbkdf2Sync(password, salt, iterations, 32, 'sha256')
    const key = hmac(salted, 'Client Key')
    const stored = createHash('sha256').update(key).digest()
    const whole = `${first},${challenge},${unproven}`
    const signature = hmac(stored, whole)
    const given = Buffer.from(proof, 'base64').map((byte, i) => byte ^ signature[i])
    if (!timingSafeEqual(given, key)) return failed
    const verdict = `v=${hmac(hmac(salted, 'Server Key'), whole).toString('base64')}`
    return { conversationId: 1, done: true, payload: Buffer.from(verdict) }
  }
}
