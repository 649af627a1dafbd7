import { InvalidArgumentError } from 'commander';

/** Below it a question would come back when it is forgotten as likely as not, above it every day. */
const [MIN, MAX] = [0.7, 0.97];

/** A target retention, of the command line. */
export function retention(text: string): number {
  const share = Number(text);
  if (!(share >= MIN && share <= MAX))
    throw new InvalidArgumentError(`A share from ${MIN} to ${MAX} is expected, such as 0.9.`);
  return share;
}
