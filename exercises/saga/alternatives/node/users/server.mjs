import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { Kafka, logLevel } from 'kafkajs';

const topic = 'saga-events';
const kafka = new Kafka({ brokers: ['kafka:9092'], logLevel: logLevel.ERROR, retry: { retries: 30, maxRetryTime: 2000 } });
const producer = kafka.producer();
const consumer = kafka.consumer({ groupId: `users-${randomUUID()}`, metadataMaxAge: 2000 });
const users = new Map();

const handle = {
  UserCreated: ({ user_id, data }) => users.has(user_id) || users.set(user_id, { ...data, status: 'created' }),
  OrderRejected: ({ user_id }) => users.has(user_id) && (users.get(user_id).status = 'cancelled'),
};

const json = (response, status, body) => response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));

const server = createServer(async (request, response) => {
  try {
    if (request.method === 'POST' && request.url === '/users') {
      const chunks = await Array.fromAsync(request);
      const user = JSON.parse(Buffer.concat(chunks));
      const value = JSON.stringify({ data: user, type: 'UserCreated', user_id: user.id });
      await producer.send({ topic, messages: [{ key: `${user.id}`, value }] });
      return json(response, 201, { status: 'User created, event published' });
    }
    const user = users.get(Number(request.url.match(/^\/users\/(\d+)$/)?.[1]));
    json(response, user ? 200 : 404, user ?? { error: 'not found' });
  } catch (error) {
    json(response, 500, { error: error.message });
  }
});

process.on('SIGTERM', () => Promise.all([consumer.disconnect(), producer.disconnect()]).finally(() => process.exit()));
await producer.connect();
server.listen(5000);
await consumer.connect();
await consumer.subscribe({ topic, fromBeginning: true });
await consumer.run({
  eachMessage: async ({ message }) => {
    try {
      const event = JSON.parse(message.value);
      handle[event.type]?.(event);
    } catch (error) {
      console.error('skipped', message.offset, error.message);
    }
  },
});
