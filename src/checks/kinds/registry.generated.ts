// Written by `npm run registries` from the files of this folder. Not edited by hand.
import { kind as append } from './append.ts';
import { kind as calls } from './calls.ts';
import { kind as events } from './events.ts';
import { kind as fault } from './fault.ts';
import { kind as file } from './file.ts';
import { kind as health } from './health.ts';
import { kind as http } from './http.ts';
import { kind as image } from './image.ts';
import { kind as mesh } from './mesh.ts';
import { kind as publish } from './publish.ts';
import { kind as repeat } from './repeat.ts';
import { kind as shares } from './shares.ts';
import { kind as sidecars } from './sidecars.ts';
import { kind as spy } from './spy.ts';
import { kind as standIn } from './stand-in.ts';
import { kind as standInCalls } from './stand-in-calls.ts';
import { kind as standInState } from './stand-in-state.ts';
import { kind as starts } from './starts.ts';
import { kind as terminates } from './terminates.ts';
import { kind as until } from './until.ts';
import { kind as wait } from './wait.ts';
import { kind as without } from './without.ts';

export const kinds = [append, calls, events, fault, file, health, http, image, mesh, publish, repeat, shares, sidecars, spy, standIn, standInCalls, standInState, starts, terminates, until, wait, without];
