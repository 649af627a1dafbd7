import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { newSeed, seeded } from '../../src/platform/random.ts';
import { read } from '../../src/progress/log.ts';
import { Pty } from './pty.ts';
import { MICROLAB, questionsIn } from './quiz.ts';

// The program is killed at random moments of a scripted session. Whatever the learner has seen the worth of is kept.
// `npm run test:kills` does it 200 times; KILLS_SEED repeats a run.

const KILLS = Number(process.env.KILLS ?? 20);
const SEED = process.env.KILLS_SEED ?? newSeed();
const QUESTIONS = 90;

const home = mkdtempSync(join(tmpdir(), 'microlab-kills-'));
const place = { cwd: home, env: { MICROLAB_HOME: join(home, 'home'), NO_COLOR: '1' } };

const ASKED = /Question (\d+) of \d+/g;
const FEEDBACK = /✔ right|✖ wrong/;

/** Starts a session and answers as fast as it asks: `a`, and Enter after each feedback. */
function scripted(seed: string): Pty {
  const args = ['quiz', '--mode', 'practice', '--kind', 'choice', '--count', `${QUESTIONS}`, '--seed', seed];
  const pty = new Pty([process.execPath, MICROLAB, ...args], place);
  let answered = 0;
  let gone = 0;
  pty.onOutput = () => {
    const parts = partsOf(pty.text);
    const last = parts.at(-1) ?? '';
    if (parts.length > answered && last.includes('q quit')) {
      answered = parts.length;
      pty.write('a');
    } else if (parts.length > gone && /Enter go on/.test(last)) {
      gone = parts.length;
      pty.write('\r');
    }
  };
  return pty;
}

/** What was shown of each question, with its feedback. */
const partsOf = (text: string) => text.split(ASKED).filter((_, index) => index > 0 && index % 2 === 0);

/** The questions whose feedback was seen. */
const seenIn = (text: string) =>
  partsOf(text).flatMap(part => (FEEDBACK.test(part) ? (questionsIn(part)[0]?.id ?? []) : []));

/** What the log has of a session. Throws where it cannot be read. */
async function kept(seed: string) {
  const { events, torn } = await read(join(home, 'home'));
  const questions = events.flatMap(event =>
    event.type === 'answered' && event.seed === seed ? event.question : [],
  );
  return { questions, torn };
}

it(
  `loses no answered question to ${KILLS} kills`,
  async () => {
    console.log(`  kills: ${KILLS}, seed ${SEED} (KILLS_SEED=${SEED} repeats them)`);
    const random = seeded(`kills:${SEED}`);
    const start = performance.now();
    const whole = scripted(`${SEED}-whole`);
    await whole.ended;
    const length = performance.now() - start;
    expect(seenIn(whole.text)).toHaveLength(QUESTIONS);
    expect((await kept(`${SEED}-whole`)).questions).toEqual(seenIn(whole.text));

    let seen = 0;
    let unseen = 0;
    let torn = 0;
    let early = 0;
    for (let kills = 0, tries = 0; kills < KILLS; tries++) {
      const seed = `${SEED}-${tries}`;
      const pty = scripted(seed);
      await Promise.race([delay(random.integer(0, Math.ceil(length))), pty.ended]);
      const killed = pty.kill();
      await pty.ended;
      if (!killed) continue;
      kills++;
      const shown = seenIn(pty.text);
      const log = await kept(seed);
      expect(log.questions.slice(0, shown.length), `kill ${kills}, seed ${seed}`).toEqual(shown);
      // At most the answer that was on its way to the screen.
      expect(log.questions.length - shown.length, `kill ${kills}, seed ${seed}`).toBeLessThanOrEqual(1);
      seen += shown.length;
      unseen += log.questions.length - shown.length;
      torn += log.torn;
      if (shown.length === 0) early++;
    }
    console.log(
      `  ${KILLS} kills within ${Math.round(length)} ms: ${seen} answers seen and all of them kept, ${unseen} kept before they were seen, ${torn} torn lines put aside, ${early} kills before the first answer`,
    );
  },
  60_000 + KILLS * 10_000,
);
