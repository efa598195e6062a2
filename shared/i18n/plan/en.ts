/** What is said of the maintenance that is due, in English. */
export const planEn = {
  'plan.overdue': 'Overdue: {{service}}',
  'plan.and-more_one': '+{{count}} more',
  'plan.and-more_other': '+{{count}} more',
  'plan.open': 'All visits of this vehicle, with its maintenance plan: {{what}}',

  'plan.title': 'Maintenance plan',
  'plan.estimate':
    'Distances are estimated, from the last reading of the odometer and from what AutoX3 says is driven a day.',
  'plan.state.overdue': 'Overdue',
  'plan.state.soon': 'Due soon',
  'plan.state.by-distance': 'Later, by distance',
  'plan.state.unknown': 'Not known when',
  'plan.nothing-due': 'Nothing is due within this month or the next {{distance}}.',
  'plan.whole_one': 'The whole plan ({{count}})',
  'plan.whole_other': 'The whole plan ({{count}})',
  'plan.done_one': '{{count}} done',
  'plan.done_other': '{{count}} done',

  'plan.due-in': 'due in {{month}}',
  'plan.was-due-in': 'was due in {{month}}',
  'plan.to-go': '{{distance}} to go',
  'plan.beyond': '{{distance}} overdue',
  'plan.due-at': 'at {{distance}} on the odometer',
  'plan.done-on': 'done by {{day}}',
  'plan.price': 'forecast price {{price}}',
  'plan.recommended': 'Recommended',
  'plan.stated': 'As of {{day}}',
  'plan.stated-by': 'AutoX3 made the message {{message}}',
  'plan.unproven': 'Not proven',
  'plan.unproven-why': 'No signature proves that this came from AutoX3.',

  'sheet.plan': 'Due maintenance',
  'settings.sheet.plan': 'Due maintenance',
  'settings.sheet.plan-why': 'What is overdue or due soon by the maintenance plan of AutoX3, above the belongings.',
} as const;
