// Kafka, as the variables of an edge that publishes and subscribes say it is found.
import { Kafka, logLevel } from 'kafkajs'

/** Publishes, gets what it has published, and is refused at another's topic. */
export async function kafkajs(environment) {
  const { KAFKA_BROKERS, KAFKA_SECURITY_PROTOCOL, KAFKA_SASL_MECHANISM } = environment
  const { KAFKA_USERNAME, KAFKA_PASSWORD, TOPIC, TOPIC_OF_ANOTHER } = environment
  const kafka = new Kafka({
    brokers: KAFKA_BROKERS.split(','),
    ssl: KAFKA_SECURITY_PROTOCOL === 'SASL_SSL',
    sasl: {
      mechanism: KAFKA_SASL_MECHANISM.toLowerCase(),
      username: KAFKA_USERNAME,
      password: KAFKA_PASSWORD,
    },
    retry: { retries: 1 },
    logLevel: logLevel.NOTHING,
  })
  const value = `kafkajs ${Date.now()}`
  const producer = kafka.producer()
  const consumer = kafka.consumer({ groupId: KAFKA_USERNAME })
  await producer.connect()
  await producer.send({ topic: TOPIC, messages: [{ value }] })
  const refused = await producer
    .send({ topic: TOPIC_OF_ANOTHER, messages: [{ value }] })
    .catch((error) => error.message)
  await consumer.connect()
  await consumer.subscribe({ topics: [TOPIC], fromBeginning: true })
  await new Promise((found) => {
    void consumer.run({
      eachMessage: async ({ message }) => message.value.toString() === value && found(),
    })
  })
  await consumer.disconnect()
  await producer.disconnect()
  return { found: true, refused: String(refused) }
}
