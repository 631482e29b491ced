import { expect, it } from 'vitest'
import { mask, secretParts, withoutSecretParts } from '../../../src/diff/secrets/secret-looks.ts'

const key = '-----BEGIN RSA PRIVATE KEY-----\nMIIEow\n-----END RSA PRIVATE KEY-----\n'

/** Texts, and the parts of them that are secret. */
const secrets: Readonly<Record<string, string>> = {
  'postgres://shop:hunter22@db:5432/shop': 'hunter22',
  'redis://:hunter22@redis:6379': 'hunter22',
  'mongodb+srv://shop:p%40ss@a.example.com,b.example.com/shop': 'p%40ss',
  'postgres://shop:p@ss/word@db/shop': 'p@ss/word',
  'https://0123456789abcdef0123@sentry.example.com/4': '0123456789abcdef0123',
  'shop:hunter22@tcp(db:3306)/shop?parseTime=true': 'hunter22',
  'shop:hunter22@db:5432/shop': 'hunter22',
  'host=db user=shop password=hunter22 sslmode=disable': 'hunter22',
  'Server=db;User Id=shop;Password=hunter22;': 'hunter22',
  'jdbc:postgresql://db/shop?user=shop&password=hunter22&ssl=true': 'hunter22',
  'password: "hunter22"\nuser: shop\n': 'hunter22',
  'smtp_password = hunter22': 'hunter22',
  '--requirepass-token=hunter22 --appendonly yes': 'hunter22',
  'redis-server --admin-password hunter22': 'hunter22',
  'Authorization: Bearer abcdefgh1234': 'abcdefgh1234',
  '{"auths":{"a.example.com":{"auth":"c2hvcDpodW50ZXI="}}}': 'c2hvcDpodW50ZXI=',
  'admin:$2y$05$abcdefghijklmnopqrstuv': '$2y$05$abcdefghijklmnopqrstuv',
  'token ghp_0123456789abcdefghij': 'ghp_0123456789abcdefghij',
  sk_live_4242424242: 'sk_live_4242424242',
  'key AKIAIOSFODNN7EXAMPLE.': 'AKIAIOSFODNN7EXAMPLE',
  [key]: '\nMIIEow\n',
  [Buffer.from(key).toString('base64')]: Buffer.from(key).toString('base64'),
}

it.each(Object.entries(secrets))('%j has a secret part', (text, part) => {
  expect(secretParts(text)).toContain(part)
  expect(withoutSecretParts(text, [])).toBe(text.replace(part, mask))
})

const plain = [
  'https://shop.example.com/a?b=c@d',
  'amqp://rabbitmq:5672/events',
  'docker.io/shop/orders:1.4.2',
  'shop/orders:1.4.2@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef',
  'shop@example.com',
  'mailto:shop@example.com',
  'password: ${DB_PASSWORD}',
  'postgres://shop@db/shop',
  'existingSecret: shop-postgresql',
  'tokens: 5',
  'secretName: shop',
  '-----BEGIN CERTIFICATE-----\nMIIEow\n-----END CERTIFICATE-----\n',
  '12:30:45',
]

it.each(plain)('%j has none', (text) => {
  expect(secretParts(text)).toEqual([])
  expect(withoutSecretParts(text, [])).toBe(text)
})

it('a secret that is known is taken out wherever it stands', () => {
  expect(withoutSecretParts('user shop, hunter22.', ['hunter22'])).toBe(`user shop, ${mask}.`)
})
