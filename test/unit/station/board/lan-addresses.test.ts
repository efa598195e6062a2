import { expect, test } from 'vitest';
import { lanAddresses, type NetworkInterfaces } from '../../../../electron/station/board/lan-addresses.ts';

const v4 = (address: string, internal = false) => ({ address, internal, family: 'IPv4' as const });
const v6 = (address: string, internal = false) => ({ address, internal, family: 'IPv6' as const });

test.each<[string, NetworkInterfaces, string[]]>([
  ['without a network', { lo: [v4('127.0.0.1', true), v6('::1', true)] }, []],
  ['with a cable', { lo: [v4('127.0.0.1', true)], eth0: [v4('192.168.1.20'), v6('fe80::1')] }, ['192.168.1.20']],
  [
    'with virtual machines: the real network first, whatever it is called',
    {
      'vEthernet (WSL)': [v4('172.20.0.1')],
      docker0: [v4('172.17.0.1')],
      'VMware Network Adapter VMnet8': [v4('192.168.99.1')],
      'Wi-Fi': [v4('10.0.0.7')],
    },
    ['10.0.0.7', '172.20.0.1', '172.17.0.1', '192.168.99.1'],
  ],
  [
    'with many: an own network, public ones, IPv6, and last what no server has given',
    {
      a: [v4('169.254.7.7')],
      b: [v6('2001:DB8::5'), v4('203.0.113.9')],
      c: [v4('172.32.0.1'), v4('172.31.0.1')],
    },
    ['172.31.0.1', '203.0.113.9', '172.32.0.1', '2001:db8::5', '169.254.7.7'],
  ],
  ['with one address on two interfaces', { a: [v4('192.168.1.20')], br: [v4('192.168.1.20')] }, ['192.168.1.20']],
  ['with an interface that has none', { a: undefined, b: [] }, []],
])('the addresses of a PC %s', (_which, interfaces, addresses) => {
  expect(lanAddresses(interfaces)).toEqual(addresses);
});
