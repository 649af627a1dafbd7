import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { Kafka, logLevel } from 'kafkajs';

const topic = 'saga-events';
const kafka = new Kafka({ brokers: ['kafka:9092'], logLevel: logLevel.ERROR, retry: { retries: 30, maxRetryTime: 2000 } });
const producer = kafka.producer();
// A group of its own for each life: the orders are in memory, so every start reads the topic from the beginning.
const consumer = kafka.consumer({ groupId: `orders-${randomUUID()}`, metadataMaxAge: 2000 });
const orders = new Map();

async function eachMessage({ message }) {
  let event;
  try {
    event = JSON.parse(message.value);
  } catch {
    return console.error('not JSON:', message.offset);
  }
  if (event?.type !== 'UserCreated' || !Number.isInteger(event.user_id) || orders.has(event.user_id)) return;
  if (event.data?.credit === 0) {
    const value = JSON.stringify({ type: 'OrderRejected', user_id: event.user_id });
    await producer.send({ topic, messages: [{ key: `${event.user_id}`, value }] });
  } else {
    orders.set(event.user_id, { item: 'Default Item', user_id: event.user_id, id: randomUUID() });
  }
}

const server = createServer((request, response) => {
  const [, id] = request.url.match(/^\/orders\/(\d+)$/) ?? [];
  const order = orders.get(Number(id));
  const [status, body] = id ? [200, order ? [order] : []] : [404, { error: 'not found' }];
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
});

process.on('SIGTERM', () => Promise.all([consumer.disconnect(), producer.disconnect()]).finally(() => process.exit()));
server.listen(5001);
await Promise.all([producer.connect(), consumer.connect()]);
await consumer.subscribe({ topic, fromBeginning: true });
await consumer.run({ eachMessage });
