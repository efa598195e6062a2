/** The words of a check-in's way to the desk, in English. */
export const pipelineEn = {
  'pipeline.title': 'Way to the desk',
  'pipeline.verified': 'Verified',
  'pipeline.stored': 'Stored',
  'pipeline.shown': 'First shown',
  'pipeline.rung': 'First rung for',
  'pipeline.printed': 'First printed',
  'pipeline.after': '{{when}} (after {{wait}})',
  'pipeline.stored-untimed': 'yes, at a time that nobody noted',
  'pipeline.untold': 'nobody noted it',
  'pipeline.not-yet': 'not yet',
  'pipeline.not-rung': 'no, it was seen before',
  'pipeline.not-printed': 'no: its sheet is missing',
  'pipeline.none-printed': 'no sheet',
  'card.failed.shown': 'Shown late',
  'card.failed-why.shown':
    'No board showed this check-in within a minute of its reaching the desk: none was open, or connected.',
  'card.failed.printed': 'Sheet not printed',
  'card.failed-why.printed': 'The sheet that should have come by itself is missing: see the list of missing sheets.',
} as const;
