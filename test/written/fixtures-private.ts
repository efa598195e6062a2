import { readdirSync, readFileSync } from 'node:fs';
import { vocabulary } from '../../electron/simulator/vocabulary.ts';
import { bytesOf, PREVIOUS_SECRET, readVectors, SECRET } from '../support/messages.ts';
import { personsIn } from '../support/written/persons.ts';
import type { Known } from '../support/written/trace.ts';

const CERTIFICATES = new URL('../fixtures/certificates/', import.meta.url);
/** A secret of the vectors that is shorter is there to be refused. */
const SHORTEST_SECRET = 16;
/** A shorter name is found by chance. */
const SHORTEST_NAME = 4;

/** What is private in the fixtures, and of the persons whom the simulator makes up, beside what tests tell of. */
export function privateInFixtures(): Known {
  const vectors = readVectors();
  const persons = vectors.map((vector) => personsIn(parsed(bytesOf(vector).toString('utf8'))));
  const secrets = [SECRET, PREVIOUS_SECRET, ...vectors.flatMap(({ secrets }) => [...secrets]), ...privateKeys()]
    .map((secret = '') => secret.trim())
    .filter((secret) => secret.length >= SHORTEST_SECRET);
  return {
    secret: new Set(secrets),
    path: new Set(),
    name: new Set([...persons.flatMap(({ name }) => [...name]), ...simulatedNames()]),
    phone: new Set(persons.flatMap(({ phone }) => [...phone])),
  };
}

/** The broken bodies among the vectors name nobody whom others do not. */
function parsed(body: string): unknown {
  try {
    const message = JSON.parse(body) as { content?: unknown; staffInfo?: unknown };
    const held = [message.content, message.staffInfo].map((part) =>
      typeof part === 'string' ? JSON.parse(part) : part,
    );
    return { ...message, held };
  } catch {
    return null;
  }
}

/** A line of each key: one alone is as good as the word that stands above it. */
function privateKeys(): string[] {
  const files = readdirSync(CERTIFICATES).filter((name) => name.endsWith('.key.pem'));
  return files.map((name) => readFileSync(new URL(name, CERTIFICATES), 'utf8').split('\n')[1] ?? '');
}

function simulatedNames(): string[] {
  const [english, chinese] = [vocabulary('en'), vocabulary('zh')];
  const given = ({ givenNames }: typeof english): string[] => [...givenNames.MALE, ...givenNames.FEMALE];
  // A Chinese family name is a word like any other; together with a given name it is a person.
  const whole = chinese.familyNames.flatMap((family) => given(chinese).map((name) => `${family}${name}`));
  const western = [...english.familyNames, ...given(english), ...english.advisers, ...chinese.advisers];
  return [...western.filter((name) => name.length >= SHORTEST_NAME), ...whole];
}
