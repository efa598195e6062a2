import { type DoctorCheck, gravestFirst } from './doctor.ts';
import type { Say } from './i18n/say.ts';
import { ReachProblem } from './reach.ts';

/** The values of a check that are moments. */
const MOMENTS: ReadonlySet<string> = new Set(['when', 'from', 'to']);

/** A check in words; `moment` says a moment as the reader says it. */
export function checkText(
  say: Say,
  { id, what, values, remedy }: DoctorCheck,
  moment: (iso: string) => string,
): { title: string; found: string; remedy: string | null } {
  const said = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, MOMENTS.has(name) ? moment(String(value)) : value]),
  );
  const ofTheWay = ReachProblem.safeParse(remedy);
  return {
    title: say(`doctor.id.${id}`),
    found: say(`doctor.what.${what}`, said),
    remedy:
      remedy === null
        ? null
        : ofTheWay.success
          ? say(`reach.problem.${ofTheWay.data}`)
          : say(`doctor.remedy.${remedy as Exclude<typeof remedy, ReachProblem>}`, said),
  };
}

/** All checks as a text that can be given to anybody: the gravest first, moments in UTC. */
export function doctorReport(say: Say, checks: readonly DoctorCheck[], now: string): string {
  const lines = gravestFirst(checks).flatMap((check) => {
    const { title, found, remedy } = checkText(say, check, (iso) => iso);
    const head = `[${say(`doctor.state.${check.state}`)}] ${title}: ${found}`;
    return remedy === null || check.state === 'ok' ? [head] : [head, `    ${remedy}`];
  });
  return `${say('doctor.report')} ${now}\n\n${lines.join('\n')}\n`;
}
