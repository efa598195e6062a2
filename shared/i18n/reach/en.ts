/** The words about how AutoX3 reaches this PC, in English. */
export const reachEn = {
  'status.receiving': 'Receiving',
  'status.local-only': 'Local only',
  'status.blind': 'Blind since {{time}}',
  'status.checking': 'Checking the way…',
  'status.means.receiving':
    'Check-ins that AutoX3 sends arrive here: something that was sent to the public address has just done so.',
  'status.means.local-only':
    'Check-ins that reach this PC are accepted, but AutoX3 cannot reach it from outside: no way has been set up for that yet.',
  'status.means.blind':
    'AutoX3 may not reach this PC. It tries each message for about two minutes and then gives up: look in AutoX3 for check-ins made meanwhile.',
  'status.proven': 'Last seen to arrive',
  'wall.blind': 'Check-ins may be missing: see the front desk',

  'reach.blind': 'AutoX3 cannot reach this PC since {{time}}; check-ins made meanwhile may be missing. {{remedy}}',
  'reach.open': 'See the settings',
  'reach.certificate-ends':
    "The certificate of this PC's own HTTPS ends {{when}}. Renew it before, or nothing arrives any more.",
  'reach.certificate-unusable':
    "The certificate files of this PC's own HTTPS have changed and cannot be used as they are. {{problem}} The certificate in use ends {{when}}; then nothing arrives any more.",

  'shell.status.blind': 'AutoX3 cannot reach this PC: open Forecourt',

  'reach.title': 'How AutoX3 reaches this PC',
  'reach.what':
    'AutoX3 sends check-ins over the internet. A PC in a shop cannot be reached from there by itself: choose a way that leads to it.',
  'reach.way': 'Way',
  'reach.way.none': 'None yet: in this network only',
  'reach.way.ngrok': 'Tunnel by ngrok',
  'reach.way.cloudflared': 'Tunnel by Cloudflare',
  'reach.way.own-address': 'My own reverse proxy',
  'reach.way.https': "This PC's own HTTPS",
  'reach.way-why.none': "AutoX3's servers cannot reach an address of your own network: this is for trying things out.",
  'reach.way-why.ngrok': 'The quickest: an account at ngrok, its authtoken, and nothing to install.',
  'reach.way-why.cloudflared':
    'For a domain that is at Cloudflare: a named tunnel, its token, and the program cloudflared, which you install yourself.',
  'reach.way-why.own-address': 'A web server of yours takes the messages and hands them on to {{local}}.',
  'reach.way-why.https':
    'Your router hands a port of your public address on to this PC, which has a certificate for it.',

  'reach.token': 'Token',
  'reach.token-why.ngrok':
    'The authtoken from dashboard.ngrok.com. It is kept like the app secret and never shown again.',
  'reach.token-why.cloudflared':
    'The long token from the command that Cloudflare shows for the tunnel. It is kept like the app secret and never shown again.',
  'reach.token-set': 'A token is kept. Enter another one to replace it.',
  'reach.token-save': 'Save the token',
  'reach.token-saved': 'Saved, and in use.',
  'reach.token-failed': 'The token was not saved. Try again.',
  'reach.token-show': 'Show the token',
  'reach.domain': 'Reserved domain',
  'reach.domain-why':
    'A domain that is yours at ngrok, so that the address never changes. Empty: the one that ngrok chooses.',
  'reach.domain-example': 'shop.ngrok.app',
  'reach.domain-wrong': 'That is no domain: only its name, such as shop.ngrok.app.',
  'reach.address': 'Public address',
  'reach.address-why.cloudflared': 'The public hostname of the tunnel. At Cloudflare it must lead to {{local}}.',
  'reach.address-why.own-address': 'Where AutoX3 sends to. Your proxy hands it on to {{local}}, path and all.',
  'reach.address-why.https': 'The name that the certificate is for, with the port that your router has open.',
  'reach.address-example': 'https://checkins.example.com',
  'reach.address-wrong': 'An address begins with https:// and names a host only, with no path.',
  'reach.address-plain':
    'This address is not encrypted: whoever is in between can read names and phones, and the secret path.',
  'reach.program': 'Where cloudflared is',
  'reach.program-why': 'Empty: where its installers put it, or the path of the system.',
  'reach.certificate': 'Certificate',
  'reach.certificate-why':
    "A file on the station's PC, as PEM, with the certificates that it was issued by. A renewed one is taken by itself.",
  'reach.key': 'Key of the certificate',
  'reach.key-why': "A file on the station's PC, as PEM, without a password.",
  'reach.port': 'Port on this PC',
  'reach.port-why': 'The port that your router hands on to.',
  'reach.port-wrong': 'A port is a number from 1 to 65535.',
  'reach.every': 'Try it from outside',
  'reach.every-why':
    'A request of our own goes to the public address and must arrive here. Real check-ins count as well.',
  'reach.minutes_one': 'every minute',
  'reach.minutes_other': 'every {{count}} minutes',
  'reach.standing': 'How it stands',
  'reach.proven': 'Last seen to arrive {{when}}.',
  'reach.never-proven': 'Nothing has been seen to arrive yet.',
  'reach.try': 'Try now',
  'reach.trying': 'Trying…',
  'reach.callback-why': 'Give this address to AutoX3. Treat it like a password.',
  'reach.told-autox3': 'AutoX3 has the new address',
  'reach.given': 'The address that AutoX3 has',
  'reach.given-why': 'What AutoX3 sends to {{address}} does not arrive while no way is chosen.',
  'reach.no-longer': 'AutoX3 no longer sends here',

  'reach.state.off': 'Nothing to try.',
  'reach.state.starting': 'Starting…',
  'reach.state.up': 'The way is open; whether something arrives is being tried…',
  'reach.state.proven': 'What is sent to the public address arrives here.',

  'reach.problem.no-address': 'The public address is missing: enter it.',
  'reach.problem.no-token': 'The token is missing: enter it.',
  'reach.problem.bad-token': 'The token is not accepted. Copy it once more, whole, and save it here.',
  'reach.problem.domain-not-yours':
    'The domain does not belong to the account of this token. Reserve it at ngrok, or leave the field empty.',
  'reach.problem.domain-in-use':
    'The domain is in use by another PC or program. End that one; this one tries again by itself.',
  'reach.problem.too-many-sessions':
    'The account has as many tunnels open as it may. End those on other PCs; this one tries again by itself.',
  'reach.problem.program-missing':
    'The program cloudflared was not found. Install it from Cloudflare, or say where it is.',
  'reach.problem.program-too-old':
    'This cloudflared is too old, or is something else. Install the current one from Cloudflare.',
  'reach.problem.program-failed': 'cloudflared could not be run, or ended. Try it by hand; this tries again by itself.',
  'reach.problem.not-loaded':
    'The part for ngrok cannot be loaded on this system. Choose another way, or install Forecourt again.',
  'reach.problem.certificate-unreadable':
    'Certificate or key cannot be read. Look at both paths, that both files are PEM, and that Forecourt may read them.',
  'reach.problem.certificate-expired': 'The certificate has expired. Renew it; the new one is taken by itself.',
  'reach.problem.certificate-other-name': 'The certificate is for another name than the public address.',
  'reach.problem.key-does-not-fit': 'The key does not belong to this certificate.',
  'reach.problem.port-taken': 'Another program has the port. End it, or choose another port.',
  'reach.problem.port-not-allowed': 'This port needs more rights than Forecourt has. Choose one above 1023.',
  'reach.problem.tunnel-lost':
    'The tunnel has lost its connection. Look at the internet connection; it comes back by itself.',
  'reach.problem.not-in-time':
    'The tunnel does not come up. Look at the internet connection and the firewall; it is tried again.',
  'reach.problem.dns-failure':
    'The name of the public address is not known. Look at the internet connection, and at the domain where it is registered.',
  'reach.problem.refused':
    'At the public address nobody answers: the connection is refused. Is the proxy, or the port of the router, open?',
  'reach.problem.broken-off': 'The connection to the public address breaks off.',
  'reach.problem.timeout':
    'The public address does not answer in time. Look at the router and firewall. Some routers cannot be reached from inside: a real check-in then proves it.',
  'reach.problem.no-network': 'This PC has no internet connection.',
  'reach.problem.tls-expired': 'The certificate at the public address has expired. Renew it there.',
  'reach.problem.tls-other-name': 'The certificate at the public address is for another name.',
  'reach.problem.tls-untrusted': 'The certificate at the public address is not trusted. AutoX3 would not send there.',
  'reach.problem.redirected':
    'The public address sends elsewhere. AutoX3 may not follow: enter the address that it leads to.',
  'reach.problem.wrong-answer':
    'At the public address somebody else answers. See where the proxy, or the domain, leads to.',
  'reach.problem.arrived-not-answered':
    'What is sent arrives, but the answer gets lost or is changed on its way back: AutoX3 takes that for a failure.',
  'reach.problem.nothing-arrives':
    'The tunnel says that it is up, but nothing that is sent to its address arrives here. See at its provider where that address leads to.',
  'reach.problem.address-changed':
    'The public address is a new one, and AutoX3 still sends to the old. Give AutoX3 the callback address of the settings, and say there that it has it.',
  'reach.problem.no-way':
    'No way is chosen any more, and AutoX3 may still send to the address that it was given. Choose a way, or say in the settings that it no longer sends here.',
} as const;
