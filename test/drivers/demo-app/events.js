// Kafka, as the environment says it is found.
import { Kafka, logLevel } from 'kafkajs'

const { KAFKA_BROKERS, KAFKA_SECURITY_PROTOCOL, KAFKA_SASL_MECHANISM } = process.env
const { KAFKA_USERNAME, KAFKA_PASSWORD } = process.env

const kafka = new Kafka({
  brokers: KAFKA_BROKERS.split(','),
  ssl: KAFKA_SECURITY_PROTOCOL === 'SASL_SSL',
  sasl: {
    mechanism: KAFKA_SASL_MECHANISM.toLowerCase(),
    username: KAFKA_USERNAME,
    password: KAFKA_PASSWORD,
  },
  logLevel: logLevel.ERROR,
})

/** Gives a function that publishes an event. */
export async function publisher() {
  const producer = kafka.producer()
  await producer.connect()
  return (topic, key, event) =>
    producer.send({ topic, acks: -1, messages: [{ key, value: JSON.stringify(event) }] })
}

/** Hands each event of a topic to a function, from the first one on; the group is called like the user. */
export async function subscribe(topic, take) {
  const consumer = kafka.consumer({ groupId: KAFKA_USERNAME })
  await consumer.connect()
  await consumer.subscribe({ topics: [topic], fromBeginning: true })
  await consumer.run({ eachMessage: ({ message }) => take(JSON.parse(message.value.toString())) })
}
