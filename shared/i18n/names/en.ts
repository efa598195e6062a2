/** The words of who does something at the desk, in English. */
export const namesEn = {
  'names.title': 'Names at this desk',
  'names.what':
    'Whoever looks after a blind spot, types in a check-in or accepts a message by hand picks a name from this list. There are no passwords: it is a note for colleagues, not a proof.',
  'names.list': 'Names',
  'names.list-why': 'Every desk offers them. Typing another name stays possible.',
  'names.none': 'Nobody yet: each form asks for a name to be typed.',
  'names.add': 'Another name',
  'names.wrong': 'A name has at least one sign, and at most {{most}}.',
  'names.taken': 'This name is there already.',
  'names.full': 'There is room for {{most}} names. Remove one first.',
  'names.who': 'Your name',
  'names.pick': 'Pick a name…',
  'names.other': 'Another name…',
  'names.typed': 'Another name',
} as const;
