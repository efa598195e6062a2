/** The words of setting the station up, in English. */
export const setupEn = {
  'setup.open': 'Set up step by step',
  'setup.title': 'Set Forecourt up',
  'setup.what':
    'From here to the first check-in takes about ten minutes. You can leave at any time: what is set stays set, and it goes on where you were.',
  'setup.step.language': 'Language of this screen',
  'setup.step.secret': 'App secret',
  'setup.step.reach': 'How AutoX3 reaches this PC',
  'setup.step.address': 'Give AutoX3 the address',
  'setup.step.first-message': 'Wait for the first check-in',
  'setup.step.rest': 'What is left',
  'setup.before': 'Back a step',
  'setup.next': 'Next',
  'setup.without': 'Go on without it',
  'setup.done': 'Done: to the board',

  'setup.secret-where':
    'You find it in AutoX3 where messages to your shop are set up; if you do not, ask the support of AutoX3 for the app secret of your shop.',
  'setup.local-only':
    "AutoX3's servers cannot reach an address of your own network. Without a way from outside, only tests from this network arrive, and no real check-in.",
  'setup.address-where':
    'Enter this address in AutoX3 where messages to your shop are set up, in the same place as the app secret, as the callback address. If you do not find that place, send the address to the support of AutoX3 and ask them to enter it.',
  'setup.address-not-yet':
    'The way from outside is not open yet, so this may not be the final address. Look at the step before.',
  'setup.qr': 'QR code of the callback address',
  'setup.qr-what':
    'To take the address to another device. Whoever has it can send to this station: show it to nobody who need not have it.',
  'setup.wait-what': 'Check one vehicle in with the AutoX3 app now. What arrives here is shown within a moment.',
  'setup.waiting': 'Nothing has arrived yet. Waiting…',
  'setup.verified': 'It has arrived, is signed with your app secret (written as "{{dialect}}"), and is stored.',
  'setup.refused': 'Something has arrived, but it could not be accepted.',
  'setup.remedy.secret': 'Enter the app secret again',
  'setup.remedy.verification': 'Look at how signatures are checked',
  'setup.remedy.look': 'Look at the whole message',
  'setup.remedy.reach': 'Look at how AutoX3 reaches this PC',
  'setup.remedy.ring': 'Look at the ring',
  'setup.test-what':
    'A signed check-in of our own goes out to the public address, as those of AutoX3 do, and comes back: verified, shown on the boards marked TEST, and rung for. It is kept nowhere.',
  'setup.test-no-secret': 'It is signed with the app secret: set that first.',
  'setup.rest-unproven':
    'No check-in has been accepted here yet, so nothing is proven. Steps above that have no tick are still open.',
  'setup.rest-what': 'Check-ins arrive without these, but they are worth a minute each.',
  'setup.rest.backup': 'Backups',
  'setup.rest.backup-why': 'Made daily, beside the data unless you choose a folder. Best is one on another disk.',
  'setup.rest.hours': 'Opening hours',
  'setup.rest.hours-why': 'Outside them, times in which AutoX3 could not reach this PC raise no alarm.',
  'setup.rest.printing': 'Printer',
  'setup.rest.printing-why': 'Prints the sheet of each check-in, by itself on arrival if you like.',
  'setup.rest.lan': 'Other screens',
  'setup.rest.lan-why': 'A second desk or a wall shows the same board.',
  'setup.rest.open': 'Open the settings',
} as const;
