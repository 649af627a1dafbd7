import { stripVTControlCharacters } from 'node:util';

// What a service prints or answers may hold anything: nothing of it may move the cursor or colour the terminal.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is removed
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/** Foreign text without colours and control characters; line ends stay, tabs become blanks. */
export function printable(text: string): string {
  return stripVTControlCharacters(text)
    .replaceAll('\r\n', '\n')
    .replaceAll('\t', '  ')
    .replaceAll(CONTROLS, '');
}

/** Text for an XML report. Its writer ends a CDATA section where the text does so twice: a service could add test cases of its own. */
export const withoutCdataEnd = (text: string) => text.replaceAll(']]>', ']] >');
