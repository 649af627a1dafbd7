import { Kafka, logLevel } from 'kafkajs';

const kafka = new Kafka({
  clientId: 'users',
  brokers: ['kafka:9092'],
  requestTimeout: 3000,
  connectionTimeout: 1000,
  retry: { retries: 3, initialRetryTime: 200 },
  logLevel: logLevel.NOTHING,
});
const producer = kafka.producer();

/** Connects where it is not connected yet, so that Kafka may come up later than this program. Gives up after a while. */
export const tell = user => Promise.race([send(user), tooLate(5000)]);

async function send({ id, ...rest }) {
  await producer.connect();
  await producer.send({ topic: 'user-events', acks: -1, messages: [{ key: String(id), value: JSON.stringify({ ...rest, id }) }] });
}

function tooLate(ms) {
  return new Promise((_, reject) => setTimeout(reject, ms, new Error('Kafka did not answer in time')));
}
