/** A moment of an attempt: what the machine's clock said, and how much of the time had passed by then. */
export interface Moment {
  /** In milliseconds since 1970. */
  readonly at: number;
  readonly passedMs: number;
}

/** Two clocks in milliseconds: `wall` says what time it is and can be set; `steady` only counts on, from any start. */
export interface Clocks {
  wall(): number;
  steady(): number;
}

/** How much of an attempt's time has passed after its last known moment, by a clock that says `wall` now. */
export const passedSince = ({ at, passedMs }: Moment, wall: number): number =>
  passedMs + Math.max(0, wall - at);

/** The clock of an attempt while the program runs. */
export interface ExamClock {
  /** Milliseconds of the attempt that have passed. Never less than what it said before. */
  passedMs(): number;
  /** This moment, as it is written down. */
  moment(): Moment;
}

/**
 * The time that passes is that of the wall clock: it goes on while the program is closed, and while the machine sleeps
 * or is off. A clock that is set back gives no time: while the program runs the steady clock counts on, and an event
 * that was written down is never unsaid.
 */
export function examClock(last: Moment, { wall, steady }: Clocks): ExamClock {
  const began = { wall: wall(), steady: steady() };
  let highest = passedSince(last, began.wall);
  const base = highest;
  const passedMs = () => {
    highest = Math.max(highest, base + Math.max(wall() - began.wall, steady() - began.steady));
    return highest;
  };
  return { passedMs, moment: () => ({ at: wall(), passedMs: passedMs() }) };
}
