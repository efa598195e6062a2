/** The words of check-ins that came late from the relay, in English. */
export const lateEn = {
  'late.mark': 'Late from the relay, {{span}}',
  'late.mark-why':
    'This PC was off, asleep or offline when it arrived. The relay kept it, and it came here {{when}}. Its age counts from its arrival.',
  'late.arrived': 'Arrived at the relay',
  'late.history': 'Came here from the relay, {{span}} after its arrival there',
  'late.alert_one': '{{count}} check-in arrived while this PC was asleep or offline',
  'late.alert_other': '{{count}} check-ins arrived while this PC was asleep or offline',
  'late.toast': 'The relay kept them. They stand under New, each with the time of its arrival.',
} as const;
