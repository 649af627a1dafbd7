import { WorkFault } from '../../errors.ts';
export function buildFault(lines: readonly string[]): Error { return new WorkFault(`The build failed:\n${lines.slice(-30).join('\n')}`); }
