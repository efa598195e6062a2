/** The words about the relay that holds check-ins for this PC, and about a head office, in English. */
export const relayEn = {
  'status.relay-connecting': 'Connecting to the relay…',
  'status.relay-away': 'No relay since {{time}}',
  'status.relay-refused': 'The relay refuses this desk',
  'status.relay-unknown': 'The relay does not know this desk',
  'status.relay-shared': 'Shared with another PC',
  'status.means.relay':
    'AutoX3 sends check-ins to the relay, and this PC is connected to it: they come within a moment.',
  'status.means.relay-away':
    'AutoX3 sends check-ins to the relay. As long as the relay itself runs it keeps them until this PC fetches them.',
  'status.means.relay-unheard':
    'AutoX3 sends check-ins to the relay, and nothing is heard of it: nobody here knows whether it takes them.',
  'status.means.relay-shared':
    'AutoX3 sends check-ins to the relay, and another PC fetches them as this desk, too: each reaches only one of the two.',
  'status.callback-of-relay':
    'AutoX3 is given the address of the relay, not of this PC: whoever runs the relay has it.',

  'relay.remedy.connecting':
    'The relay has not been reached since {{time}}. As long as the relay itself runs it keeps the check-ins, and they come as soon as it is reached again. Look at the internet connection of this PC.',
  'relay.remedy.unheard':
    'The relay has not been reached since {{time}}, and nobody here knows whether it takes check-ins: some may be missing. Look at the internet connection of this PC, and ask whoever runs the relay whether it runs.',
  'relay.remedy.refused':
    'Since {{time}} the relay does not accept this desk, so no check-ins come. As long as the relay itself runs it keeps them. Ask whoever runs the relay for a new join text, and paste it in the settings.',
  'relay.remedy.unknown-stream':
    'Since {{time}} the relay has nothing for this desk, so no check-ins come. Ask whoever runs the relay whether this desk is in its list there, and whether the relay runs.',

  'relay.remedy.shared':
    'Since {{time}} another PC has used the join text of this desk: each check-in reaches only one of the two. Look there for those that are not here. Ask whoever runs the relay for a separate join text for each PC.',

  'relay.title': 'Relay',
  'relay.what':
    'A relay takes check-ins around the clock, and keeps them while this PC is off, asleep or without internet. It is set up once for all stores of a brand; each desk joins it with a text of its own.',
  'relay.choice': 'How do check-ins get here?',
  'relay.choice.direct': 'AutoX3 sends check-ins to this PC',
  'relay.choice.direct-why': 'A way leads from the internet to this PC. What comes while it is off is missed.',
  'relay.choice.relay': 'We have a relay',
  'relay.choice.relay-why':
    'This PC fetches check-ins from there. No way has to lead to it, and what comes while it is off is kept.',
  'relay.also-direct':
    'Until AutoX3 sends to the relay it may go on sending to this PC: what comes twice is kept once. How it does is among the settings, in "How AutoX3 reaches this PC".',

  'relay.text': 'Join text',
  'relay.text-new': 'Another join text',
  'relay.text-why':
    'Whoever runs the relay has one for each desk; it begins with forecourt-relay-1. A key is in it: treat it like a password. It is kept like the app secret and never shown again.',
  'relay.text-new-why':
    'Takes the place of the one in use, if the relay refuses this desk, or the desk is to get others.',
  'relay.text-show': 'Show the join text',
  'relay.join-problem.not-one':
    'This is no join text: one begins with forecourt-relay-1. Copy it once more from what the set-up of the relay has printed.',
  'relay.join-problem.incomplete': 'A part of the join text is missing. Copy it once more, whole.',
  'relay.join-problem.newer': 'This join text is for a later version of Forecourt. Update Forecourt on this PC first.',
  'relay.join-problem.not-encrypted':
    'This join text leads over the network without encryption. Ask whoever runs the relay for one with an address that begins with tls://.',
  'relay.would-be': 'With this text this PC is',
  'relay.this-pc': 'This PC is',
  'relay.identity': 'Desk {{desk}} of the brand {{brand}}, at {{server}}',
  'relay.stores_one': 'It gets the check-ins of store {{stores}}, and those that name no store.',
  'relay.stores_other': 'It gets the check-ins of the stores {{stores}}, and those that name no store.',
  'relay.stores-none': 'It gets only check-ins that name no store.',
  'relay.stores-all': 'It gets the check-ins of all stores of the brand.',
  'relay.stores.join': ', ',
  'relay.is-head-office':
    'This makes it a head office: the board is read only and does not ring. Cards are moved at the desks of the stores.',
  'relay.join': 'Join the relay',
  'relay.join-other': 'Use this text instead',
  'relay.joined': 'Joined. Whether the relay accepts it stands above.',
  'relay.not-kept': 'It was not kept. Look at the state of the station at the top of the page, then try again.',

  'relay.standing': 'How it stands',
  'relay.state.connecting': 'Connecting…',
  'relay.state.connected': 'Connected: check-ins come as soon as the relay has them.',
  'relay.awaited':
    'AutoX3 last sent to this PC itself, and nothing has come by the relay since: see that AutoX3 has the address of the relay. Until then, what comes while this PC is away may be missed.',
  'relay.last-message': 'The last message came {{when}}.',
  'relay.no-message': 'No message has come from it yet.',
  'relay.backlog_one': '{{count}} message waits there for this desk.',
  'relay.backlog_other': '{{count}} messages wait there for this desk.',
  'relay.test': 'Test the connection',
  'relay.testing': 'Testing…',
  'relay.test-ok': 'The relay answers, and everything is there that this PC fetches.',
  'relay.test-failed': 'The station did not answer. Try again.',
  'relay.problem.off': 'This PC has joined no relay.',
  'relay.problem.not-reached':
    'The relay cannot be reached. Look at the internet connection of this PC, and whether a firewall lets it out to the address above.',
  'relay.problem.certificate':
    'The certificate of the relay is not trusted. Look at the clock of this PC; if it is right, ask whoever runs the relay for a new join text.',
  'relay.problem.refused':
    'The relay does not accept this desk. Ask whoever runs the relay for a new join text, and paste it below.',
  'relay.problem.unknown-stream':
    'The relay has nothing for this desk. Ask whoever runs it whether this desk is in its list, and whether the relay runs.',
  'relay.problem.shared':
    'Another PC uses the same join text: each check-in reaches only one of the two. Ask whoever runs the relay for a separate join text for each PC, and paste it below.',
  'relay.leave': 'Leave the relay',
  'relay.leave-ask':
    'Leave the relay? This PC forgets its key, and gets no more check-ins from there. To come back it needs a join text.',
  'relay.leave-do': 'Leave it',
  'relay.stay': 'Stay',

  'relay.empty':
    'As soon as a technician checks a vehicle in with the AutoX3 app, it comes here from the relay. AutoX3 is given the address of the relay, so there is nothing to give to it here.',
  'relay.no-test':
    'A test check-in goes to the address of this PC, and there is none: check-ins come from the relay. Check one vehicle in with the AutoX3 app instead.',

  'head-office.mark': 'Head office: read only',
  'head-office.mark-why':
    'This board shows the check-ins of all stores. They are moved, noted on and set aside at the desks of their stores.',
  'head-office.lane': 'Check-ins',
  'head-office.blind': 'They are ticked off at the desks of the stores: a head office only reads.',
} as const;
